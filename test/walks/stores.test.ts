import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t, { type Test } from 'tap'
import type { Document } from '../../server/documents/schema.ts'
import type { DemoCard } from '../../server/main/open-demo.ts'
import type { JournalEntry } from '../../server/sandbox/journal.ts'
import { dataFolder } from '../data-folder.ts'
import { testDatabase, testRedis, testS3 } from '../stores.ts'
import { only, startProcess } from './start-process.ts'

const root = join(import.meta.dirname, '../..')
const run = promisify(execFile)
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** The command line as a person calls it, with nothing in the environment but these settings. */
async function chohyo (settings: Record<string, string>, ...words: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, ['server/chohyo.cjs', ...words], { cwd: root, env: only({ CHROME_PAGES: '1', ...settings }) })
  return stdout
}

interface Installation { url: string, dir: string }

/** The showcase quote in every way one can ask for it: each way's SHA-256. */
async function askEveryWay (t: Test, { url, dir }: Installation): Promise<Record<string, string>> {
  const { apiKey, mapping, recordId, salesforce } = JSON.parse(await readFile(join(dir, 'demo.json'), 'utf8')) as DemoCard
  const post = (path: string, body: object, headers = {}) => fetch(url + path, {
    method: 'POST', headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', ...headers }, body: JSON.stringify(body)
  })
  const answer = await post('/v1/documents', { mapping, recordId }, { prefer: 'wait=60' })
  const clicked = await answer.json() as Document
  t.match([answer.status, clicked], [201, { state: 'done', salesforce: { contentVersionId: /^068/ } }])
  const content = await fetch(`${url}/v1/documents/${clicked.id}/content`, { headers: { authorization: `Bearer ${apiKey}` } })
  const preview = await post('/v1/previews', { mapping, recordId })
  const data = await post('/v1/previews', { mapping, recordId, as: 'data' })

  const generated = join(dir, 'generated.pdf')
  const said = await chohyo({ CHOHYO_URL: url, CHOHYO_API_KEY: apiKey, DATA_DIR: dir }, 'generate', '--mapping', mapping, '--record', recordId, '--out', generated)
  t.match(said, /Filed on 0Q0\w+ as 069/)

  const rendered = join(dir, 'rendered.pdf')
  await writeFile(join(dir, 'data.json'), Buffer.from(await data.arrayBuffer()))
  await chohyo({ DATA_DIR: dir }, 'render', '--template', join(root, 'server/templates/starter/quote-ja'), '--data', join(dir, 'data.json'), '--out', rendered)

  const journal = await (await fetch(`${salesforce}/sandbox/journal`)).json() as JournalEntry[]
  const filed = journal.flatMap(({ insert }) => insert ?? [])
  t.equal(filed.length, 2, 'the click and the command line filed one file each')
  return {
    click: clicked.sha256 ?? '',
    content: sha256(Buffer.from(await content.arrayBuffer())),
    preview: sha256(Buffer.from(await preview.arrayBuffer())),
    generate: sha256(await readFile(generated)),
    render: sha256(await readFile(rendered)),
    salesforceClick: filed[0]?.sha256 ?? '',
    salesforceGenerate: filed[1]?.sha256 ?? ''
  }
}

const seen: Record<string, Record<string, string>> = {}

t.test('on the embedded default: one process, nothing set', async (t) => {
  const dir = await dataFolder(t)
  const service = await startProcess(t, { DATA_DIR: dir, SANDBOX_SIZE: '1' })
  seen.embedded = await askEveryWay(t, { url: service.url, dir })
  t.match(await service.end('SIGTERM'), { code: 0 })
})

t.test('on PostgreSQL, Redis and S3, with a process for the web and one for the work', { skip: process.env.TEST_WITHOUT_REDIS }, async (t) => {
  const bucket = await testS3(t)
  const { url: databaseUrl, database } = await testDatabase(t)
  const stores = {
    DATABASE_URL: databaseUrl,
    REDIS_URL: await testRedis(t),
    S3_BUCKET: bucket.bucket,
    S3_ENDPOINT: bucket.endpoint,
    S3_REGION: bucket.region,
    AWS_ACCESS_KEY_ID: bucket.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: bucket.credentials.secretAccessKey,
    SANDBOX: 'on',
    SANDBOX_SIZE: '1'
  }
  const [webDir, workDir] = [await dataFolder(t), await dataFolder(t, ['chrome'])]
  const web = await startProcess(t, { ...stores, MODE: 'web', DATA_DIR: webDir })
  // What every machine of an installation shares beside the stores: the root key.
  const worker = await startProcess(t, { ...stores, MODE: 'worker', DATA_DIR: workDir, KEYS_DIR: join(webDir, 'keys') })
  t.equal(worker.url, '', 'the worker opens no port')
  seen.distributed = await askEveryWay(t, { url: web.url, dir: webDir })
  for (const dir of [webDir, workDir]) t.same((await readdir(dir)).filter((name) => ['files', 'postgres'].includes(name)), [], 'nothing of it lies in the data folder')
  t.notOk((await readdir(workDir)).includes('console'), 'a worker builds no console')
  const { orgId } = JSON.parse(await readFile(join(webDir, 'demo.json'), 'utf8')) as DemoCard
  const rows = await database.withTenant(orgId, (trx) => trx.selectFrom('parcel_attempt').select('owner').execute())
  t.same(rows.map(({ owner }) => owner.endsWith(`-${worker.pid}`)), [true, true], 'the worker did the work')
  t.match(await web.end('SIGTERM'), { code: 0 })
  t.match(await worker.end('SIGTERM'), { code: 0 })
})

t.test('the same document, however it was asked for and wherever it was kept', async (t) => {
  const hashes = new Set(Object.values(seen).flatMap((ways) => Object.values(ways)))
  t.equal(Object.keys(seen).length, process.env.TEST_WITHOUT_REDIS === undefined ? 2 : 1)
  t.equal(hashes.size, 1, JSON.stringify(seen))
})
