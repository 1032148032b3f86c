import { randomBytes, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { pack, type Pack } from 'tar-stream'
import { readTables, type CopiedSchema } from '../io/copy-tables.ts'
import type { Files } from '../io/files.ts'
import type { Keys } from '../io/keys.ts'
import { sealStream } from '../io/sealed-stream.ts'
import type { Contents, Heading } from './schema.ts'

export interface WriteBackup {
  path: string
  /** a superuser's URL of the database */
  url: string
  schema: CopiedSchema
  keys: Pick<Keys, 'seal'>
  /** left out of a backup of keys */
  files?: Pick<Files, 'list' | 'read'>
}

/** What a backup holds. */
export interface Written { tables: number, files: number }

/**
 * Writes one file with the rows of all tenants at one moment and the bytes they name, sealed under a key of its own. Files are read after the rows: whatever a
 * row names is there by then. The file ends up whole or with an error.
 */
export async function writeBackup ({ path, url, schema, keys, files }: WriteBackup): Promise<Written> {
  const key = randomBytes(32)
  const id = randomUUID()
  const heading: Heading = { format: 'chohyo-backup', version: 1, id, madeAt: new Date().toISOString(), key: Buffer.from(await keys.seal(placeOf(id), key)).toString('base64') }
  const reader = await readTables(url, schema)
  try {
    const tar = pack()
    const written: Written = { tables: reader.tables.length, files: 0 }
    const packing = packAll(tar, { contents: { schema, tables: reader.tables }, rows: reader.rows(), files, written }).catch((error: Error) => { tar.destroy(error) })
    await pipeline(async function * () {
      yield Buffer.from(`${JSON.stringify(heading)}\n`)
      yield * sealStream(key, tar as unknown as AsyncIterable<Buffer>)
    }, createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }))
    await packing
    return written
  } finally {
    await reader.close()
  }
}

/** What the sealed key of a backup belongs to. */
export function placeOf (id: string): string {
  return `installation|backup|${id}`
}

interface Packing { contents: Contents, rows: ReturnType<Awaited<ReturnType<typeof readTables>>['rows']>, files: WriteBackup['files'], written: Written }

async function packAll (tar: Pack, { contents, rows, files, written }: Packing): Promise<void> {
  await add(tar, 'contents.json', Buffer.from(JSON.stringify(contents)))
  let part = 0
  for await (const { table, rows: bytes } of rows) {
    part += 1
    await add(tar, `rows/${table}/${part}`, bytes)
  }
  if (files) {
    for await (const names of files.list('t/')) {
      for (const name of names) {
        await add(tar, `files/${name}`, Buffer.from(await files.read(name)))
        written.files += 1
      }
    }
  }
  tar.finalize()
}

function add (tar: Pack, name: string, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    tar.entry({ name, size: bytes.length, mtime: new Date(0) }, bytes, (error) => { error ? reject(error) : resolve() })
  })
}
