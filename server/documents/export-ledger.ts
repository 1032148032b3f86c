import { createHash } from 'node:crypto'
import { PassThrough, Readable, Transform } from 'node:stream'
import { ZipFile } from 'yazl'
import type { Language } from '../errors-ja.ts'
import { recordHistory } from '../histories/record-history.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { readStored } from './get-document.ts'
import { writeHeads, writeIndexRow } from './ledger-index.ts'
import { findDocuments } from './list-documents.ts'
import type { Document, DocumentFilter } from './schema.ts'
import type { DocumentRow } from './select-documents.ts'
import { shapeDocument } from './shape-document.ts'

const PAGE = 100

interface Ask { filter: DocumentFilter, language: Language }
/** Documents by id, with their place in the archive and hash; null where the bytes are lost or damaged, so that the rest is not lost with them. */
type Put = Map<string, { path: string, sha256: string } | null>

/**
 * The auditor's download: every finished document that the filter finds, corrected and withdrawn ones too, with an index as CSV and JSON and the hashes of all
 * files for `sha256sum -c`. It is written while it is read, one document at a time, however many there are. Each document gets a line in the histories.
 */
export async function exportLedger (tenant: Tenant, { filter, language }: Ask): Promise<{ fileName: string, stream: Readable }> {
  const asked = { withdrawn: 'with' as const, ...filter }
  // Asked before the answer begins: what is wrong with the query is still a proper error.
  await findDocuments(tenant, { ...asked, limit: 1 })
  await tenant.db((trx) => recordHistory(trx, tenant.id, { kind: 'output', who: tenant.user.username, what: 'export-ledger', result: 'done', detail: { filter: Object.keys(filter).sort() } }))
  const zip = new ZipFile()
  const stream = zip.outputStream.pipe(new PassThrough())
  fillArchive(tenant, { filter: asked, language }, openArchive(zip, stream)).then(() => zip.end(), (error: unknown) => stream.destroy(error as Error))
  return { fileName: `documents_${tenant.now().toISOString().slice(0, 10)}.zip`, stream }
}

async function fillArchive (tenant: Tenant, { filter, language }: Ask, add: Add): Promise<void> {
  const put: Put = new Map()
  const sums = new Map<string, string>()
  for await (const rows of pages(tenant, filter)) {
    const done = rows.filter(({ state }) => state === 'done')
    await tenant.db(async (trx) => { for (const { id } of done) await recordHistory(trx, tenant.id, { kind: 'output', who: tenant.user.username, what: 'export-document', about: id, result: 'done' }) })
    for (const row of done) put.set(row.id, await addDocument(tenant, row, add))
  }
  sums.set('index.csv', await add('index.csv', Readable.from(writeCsv(tenant, filter, { put, language }))))
  sums.set('index.json', await add('index.json', Readable.from(writeJson(tenant, filter, put))))
  await add('SHA256SUMS', Readable.from(writeSums(put, sums)))
}

async function addDocument (tenant: Tenant, row: DocumentRow, add: Add): Promise<{ path: string, sha256: string } | null> {
  try {
    const { bytes, fileName, sha256 } = await readStored(tenant, row)
    const path = `documents/${row.id}/${fileName}`
    await add(path, Readable.from([Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)]), row.created_at)
    return { path, sha256 }
  } catch (error) {
    if ((error as { code?: string }).code !== 'CHOHYO_FILE_MISSING') throw error
    tenant.log.error({ document: row.id, err: error }, 'a document of the ledger has lost its bytes')
    return null
  }
}

type Add = (path: string, content: Readable, mtime?: Date) => Promise<string>

/** Adds one file after the other, each when the one before has gone out, and gives its SHA-256. A reader that went away ends it. */
function openArchive (zip: ZipFile, out: Readable): Add {
  const gone = new Promise<never>((_resolve, reject) => out.once('close', () => reject(new Error('the reader of the archive went away'))))
  gone.catch(() => {})
  return async (path, content, mtime) => {
    const hash = createHash('sha256')
    const hashed = content.pipe(new Transform({ transform: (bytes: Buffer, _encoding, done) => { hash.update(bytes); done(null, bytes) } }))
    const added = new Promise<void>((resolve, reject) => {
      content.once('error', reject)
      hashed.once('end', resolve)
    })
    zip.addReadStreamLazy(path, { ...mtime && { mtime }, compress: !path.endsWith('.pdf') }, (take) => take(null, hashed))
    await Promise.race([added, gone])
    return hash.digest('hex')
  }
}

async function * pages (tenant: Tenant, filter: DocumentFilter): AsyncGenerator<DocumentRow[]> {
  for (let after: string | undefined; ;) {
    const { rows, next } = await findDocuments(tenant, { ...filter, limit: PAGE, ...after !== undefined && { after } })
    yield rows
    if (next === null) return
    after = next
  }
}

/** The documents that are in the archive, as the API shows them; one that was finished meanwhile is for the next export. */
async function * documents (tenant: Tenant, filter: DocumentFilter, put: Put): AsyncGenerator<{ document: Document, file: string | null }> {
  for await (const rows of pages(tenant, filter)) {
    for (const row of rows) if (put.has(row.id)) yield { document: await shapeDocument(tenant, row), file: put.get(row.id)?.path ?? null }
  }
}

async function * writeCsv (tenant: Tenant, filter: DocumentFilter, { put, language }: { put: Put, language: Language }): AsyncGenerator<string> {
  yield writeHeads(language)
  for await (const { document, file } of documents(tenant, filter, put)) yield writeIndexRow(document, file)
}

async function * writeJson (tenant: Tenant, filter: DocumentFilter, put: Put): AsyncGenerator<string> {
  let between = '[\n'
  for await (const { document, file } of documents(tenant, filter, put)) {
    yield between + JSON.stringify({ file, ...document })
    between = ',\n'
  }
  yield between === '[\n' ? '[]\n' : '\n]\n'
}

/** https://www.gnu.org/software/coreutils/manual/html_node/cksum-output-modes.html */
function * writeSums (put: Put, others: Map<string, string>): Generator<string> {
  for (const document of put.values()) if (document) yield `${document.sha256}  ${document.path}\n`
  for (const [path, sha256] of others) yield `${sha256}  ${path}\n`
}
