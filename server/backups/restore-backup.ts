import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { extract, type Extract } from 'tar-stream'
import { BackupUnreadable } from '../errors.ts'
import { writeTables, type CopiedRows, type CopiedSchema } from '../io/copy-tables.ts'
import type { Files } from '../io/files.ts'
import type { Keys } from '../io/keys.ts'
import { openStream } from '../io/sealed-stream.ts'
import type { Contents, Heading } from './schema.ts'
import { placeOf } from './write-backup.ts'

export interface RestoreBackup {
  path: string
  /** a superuser's URL of a database whose tables are there and empty */
  url: string
  schema: CopiedSchema
  keys: Pick<Keys, 'open'>
  files?: Pick<Files, 'save'>
}

/** Puts the rows and files of a backup into an empty installation. Rows come in one transaction, after which nothing is left half done. Errors: BackupUnreadable, KeyUnusable. */
export async function restoreBackup ({ path, url, schema, keys, files }: RestoreBackup): Promise<{ files: number }> {
  const { heading, rest } = await readHeading(path)
  const key = Buffer.from(await keys.open(placeOf(heading.id), Buffer.from(heading.key, 'base64')))
  const entries = unpack(openStream(key, rest))
  const contents = await readContents(await entries.next())
  if (contents.schema !== schema) throw new BackupUnreadable(schema === 'chohyo_keys' ? 'it holds no keys' : 'it holds keys only')
  const counted = { files: 0 }
  await writeTables(url, { schema, tables: contents.tables, rows: restEntries(entries, files, counted) })
  return counted
}

/** Rows are handed on, files stored on the way: they stand behind all rows. */
async function * restEntries (entries: AsyncIterator<Entry>, files: RestoreBackup['files'], counted: { files: number }): AsyncGenerator<CopiedRows> {
  for (let next = await entries.next(); next.done !== true; next = await entries.next()) {
    const [, kind = '', name = ''] = /^(rows|files)\/(.+)$/.exec(next.value.header.name) ?? []
    const bytes = await bytesOf(next.value)
    if (kind === 'rows') yield { table: name.replace(/\/\d+$/, ''), rows: bytes }
    if (kind !== 'files' || files === undefined) continue
    await files.save(name, bytes)
    counted.files += 1
  }
}

async function readHeading (path: string): Promise<{ heading: Heading, rest: AsyncGenerator<Uint8Array> }> {
  const source = createReadStream(path)[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  let held = Buffer.alloc(0)
  while (!held.includes(0x0a)) {
    const next = await source.next()
    if (next.done === true || held.length > 10_000) throw new BackupUnreadable('it is no backup of Chohyo')
    held = Buffer.concat([held, next.value])
  }
  const end = held.indexOf(0x0a)
  return {
    heading: parseHeading(held.subarray(0, end).toString('utf8')),
    rest: (async function * () {
      yield held.subarray(end + 1)
      for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value
    })()
  }
}

function parseHeading (line: string): Heading {
  try {
    const heading = JSON.parse(line) as Partial<Heading>
    if (heading.format === 'chohyo-backup' && heading.version === 1 && typeof heading.id === 'string' && typeof heading.key === 'string') return heading as Heading
  } catch { /* the same sentence as for JSON of another kind */ }
  throw new BackupUnreadable('it is no backup of Chohyo')
}

type Entry = Extract extends AsyncIterable<infer Each> ? Each : never

function unpack (source: AsyncIterable<Uint8Array>): AsyncIterator<Entry> {
  const tar = extract()
  const reading = Readable.from(source)
  reading.on('error', (error) => { tar.destroy(error) })
  reading.pipe(tar)
  return tar[Symbol.asyncIterator]()
}

async function readContents (first: IteratorResult<Entry, unknown>): Promise<Contents> {
  if (first.done === true || first.value.header.name !== 'contents.json') throw new BackupUnreadable('it does not say what it holds')
  return JSON.parse((await bytesOf(first.value)).toString('utf8')) as Contents
}

async function bytesOf (entry: Entry): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of entry as unknown as AsyncIterable<Buffer>) parts.push(part)
  return Buffer.concat(parts)
}
