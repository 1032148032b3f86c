import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import S3rver from 's3rver'
import tap from 'tap'
import type { Test } from 'tap'
import { openDatabase } from '../server/io/database.ts'
import { openKeyStore } from '../server/io/key-store.ts'
import { openKeys } from '../server/io/keys.ts'
import { openKeyRings, type KeyRings } from '../server/io/secrets.ts'
import type { Database } from '../server/io/database.ts'
import { silent, startTestPostgres } from './postgres-server.ts'
import { findRedis, startRedis } from './redis-server.ts'
import type { RedisServer } from './redis-server.ts'

export { silent }

/** A folder that is removed after the test. */
export async function testFolder (t: Test): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'chohyo-test-'))
  t.teardown(() => rm(dir, { recursive: true, force: true }))
  return dir
}

/** A fresh database with all tables, dropped after the test; in the run's PostgreSQL, or in one of its own when a file is run alone. */
export async function testDatabase (t: Test): Promise<{ url: string, database: Database }> {
  const url = await testDatabaseUrl(t)
  const database = await openDatabase({ url, log: silent })
  t.teardown(() => database.close())
  return { url, database }
}

/** The same, not opened. */
export async function testDatabaseUrl (t: Test): Promise<string> {
  const server = process.env.TEST_DATABASE_URL ?? await ownPostgres()
  const name = `test_${randomBytes(6).toString('hex')}`
  await asAdministrator(server, `create database ${name} template chohyo owner chohyo`)
  t.teardown(() => asAdministrator(server, `drop database ${name} with (force)`))
  return server.replace('/chohyo?', `/${name}?`)
}

/** The keys of tenants as the service has them, under a root key of their own. */
export async function testKeyRings (t: Test, url: string): Promise<KeyRings> {
  const store = await openKeyStore({ url, log: silent })
  t.teardown(() => store.close())
  return openKeyRings({ store, root: await openKeys({ dir: await testFolder(t) }) })
}

/** A private Redis, stopped after the test. */
export async function testRedis (t: Test, ...words: string[]): Promise<string> {
  const { url, stop } = await startTestRedis(...words)
  t.teardown(stop)
  return url
}

/** The same for a test that stops it itself. Without a Redis to be had the test fails: CI has to run it. */
export async function startTestRedis (...words: string[]): Promise<RedisServer> {
  const program = await findRedis()
  if (program === undefined) throw new Error('No Redis or Valkey on PATH, and Debian’s package cannot be fetched. Install one, or set TEST_WITHOUT_REDIS=1.')
  return await startRedis(program, words)
}

/** An S3 on this machine (s3rver) with one bucket. */
export async function testS3 (t: Test): Promise<{ endpoint: string, bucket: string, region: string, credentials: { accessKeyId: string, secretAccessKey: string } }> {
  const bucket = 'documents'
  const server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory: await testFolder(t), configureBuckets: [{ name: bucket, configs: [] }] })
  const { port } = await server.run()
  t.teardown(() => server.close())
  return { endpoint: `http://127.0.0.1:${port}`, bucket, region: 'us-east-1', credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' } }
}

let own: Promise<string> | undefined

/** One for the whole file, left to the end of it. */
function ownPostgres (): Promise<string> {
  own ??= testFolder(tap).then(async (dir) => {
    const { url, stop } = await startTestPostgres(join(dir, 'postgres'))
    tap.teardown(stop)
    return url
  })
  return own
}

/** The superuser: a database is dropped under whoever still uses it, superusers among them. */
async function asAdministrator (server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.replace('//chohyo@', '//postgres@').replace('/chohyo?', '/postgres?') })
  await client.connect()
  await client.query(statement)
  await client.end()
}
