import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { signAnchor, writeAnchor } from '../histories/anchor.ts'
import { writeLine } from '../histories/chain-line.ts'
import { readChain } from '../histories/read-chain.ts'
import { ARCHIVE_README } from './archive-readme.ts'
import { archiveRows } from './archive-rows.ts'
import { INVENTORY_TABLES } from './inventory-tables.ts'
import type { Tenant } from './open-tenant.ts'
import { openText } from './seal-text.ts'

/** What the archive turned out to hold; whole when its stream has ended. */
export interface Counts { files: number, documents: number, lines: number }

/** `through`: the last line of the histories in it. `at`: when that was decided, ISO 8601. */
export interface Frozen { through: number, at: string, signing: KeyObject }

interface Entry { path: string, read: () => AsyncIterable<string | Uint8Array> }

// Stored, not packed, and without times of the moment: the same content is the same archive, byte for byte, whenever and wherever it is written.
const STORED = { compress: false, mtime: new Date(1980, 0, 1), mode: 0o100644, forceDosTimestamp: true }

/**
 * Everything of a tenant as a ZIP, read piece by piece while it is sent: nothing of it lies anywhere on our side. As nothing changes while a tenant leaves,
 * it can be written as often as it is needed.
 */
export function writeArchive (tenant: Tenant, frozen: Frozen): { stream: Readable, counts: Counts } {
  const counts: Counts = { files: 0, documents: 0, lines: 0 }
  const zip = new ZipFile()
  // The types of yazl say less than what it is: a PassThrough.
  const stream = zip.outputStream as Readable
  const index: Array<{ path: string, bytes: number, sha256: string }> = []
  const add = ({ path, read }: Entry): void => zip.addReadStreamLazy(path, STORED, (give) => {
    const source = Readable.from(measured(path, read()), { objectMode: false })
    source.once('error', (error) => stream.destroy(error))
    give(null, source)
  })

  async function * measured (path: string, pieces: AsyncIterable<string | Uint8Array>): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256')
    let bytes = 0
    for await (const piece of pieces) {
      const buffer = typeof piece === 'string' ? Buffer.from(piece) : piece
      hash.update(buffer)
      bytes += buffer.byteLength
      yield buffer
    }
    index.push({ path, bytes, sha256: hash.digest('hex') })
    counts.files++
  }

  async function addAll (): Promise<void> {
    for await (const entry of listEntries(tenant, frozen, counts)) add(entry)
    add({ path: 'index.json', async * read () { yield JSON.stringify({ format: 'chohyo-archive/1', tenant: tenant.id, through: frozen.through, files: index }, null, 1) } })
    zip.end()
  }

  zip.on('error', (error: Error) => stream.destroy(error))
  addAll().catch((error: Error) => stream.destroy(error))
  return { stream, counts }
}

async function * listEntries (tenant: Tenant, frozen: Frozen, counts: Counts): AsyncGenerator<Entry> {
  yield { path: 'README.txt', async * read () { yield ARCHIVE_README } }
  for (const [name, table] of Object.entries(INVENTORY_TABLES)) {
    if (table.archive) yield { path: `tables/${name}.jsonl`, read: () => archiveRows(tenant, name, table) }
  }
  yield { path: 'histories/chain.jsonl', read: () => chain(tenant, frozen.through, counts) }
  yield { path: 'histories/anchors.jsonl', read: () => anchor(tenant, frozen) }
  yield { path: 'histories/public-key.pem', async * read () { yield createPublicKey(frozen.signing).export({ type: 'spki', format: 'pem' }) } }
  yield * files(tenant, counts)
}

async function * chain (tenant: Tenant, through: number, counts: Counts): AsyncGenerator<string> {
  for (let after = 0; after < through;) {
    const from = after
    const lines = await tenant.db((trx) => readChain(trx, { after: from, limit: Math.min(1000, through - from) }))
    if (lines.length === 0) return
    counts.lines += lines.length
    after = lines.at(-1)?.number ?? through
    yield lines.map((line) => `${writeLine(line)}\n`).join('')
  }
}

/** One anchor of its own: those of every day come and go while the archive waits. */
async function * anchor (tenant: Tenant, { through, at, signing }: Frozen): AsyncGenerator<string> {
  const [last] = through === 0 ? [] : await tenant.db((trx) => readChain(trx, { after: through - 1, limit: 1 }))
  if (last) yield `${writeAnchor(signAnchor(signing, { tenant: tenant.id, number: through, hash: last.hash, at }))}\n`
}

async function * files (tenant: Tenant, counts: Counts): AsyncGenerator<Entry> {
  const assets = await tenant.db((trx) => trx.selectFrom('asset').select(['sha256', 'name', 'storage_key']).orderBy('sha256').execute())
  for (const { sha256, name, storage_key: key } of assets) yield { path: `assets/${sha256}-${plain(name)}`, read: () => bytes(tenant, key) }
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const from = after
    const rows = await tenant.db((trx) => trx.selectFrom('document').select(['id', 'file_name', 'storage_key']).where('state', '=', 'done').where('id', '>', from).orderBy('id').limit(500).execute())
    for (const { id, file_name: name, storage_key: key } of rows) {
      if (key === null) continue
      counts.documents++
      const fileName = await openText(tenant, { table: 'document', column: 'file_name', row: id }, name ?? 'document.pdf')
      yield { path: `documents/${id}/${plain(fileName)}`, read: () => bytes(tenant, key) }
    }
    after = rows.at(-1)?.id ?? ''
    if (rows.length < 500) return
  }
}

async function * bytes (tenant: Tenant, key: string): AsyncGenerator<Uint8Array> {
  yield await tenant.files.read(key)
}

/** A name that every system can unpack. */
function plain (name: string): string {
  // eslint-disable-next-line no-control-regex
  return name.replace(/[\\/:*?"<>|\u0000-\u001f]/g, '_').replace(/^\.+/, '_').slice(0, 120)
}
