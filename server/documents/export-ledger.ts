import { Readable } from 'node:stream'
import type { Language } from '../errors-ja.ts'
import { recordHistory } from '../histories/record-history.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { writeHeads, writeIndexRow } from './ledger-index.ts'
import { findDocuments } from './list-documents.ts'
import type { Document, DocumentFilter } from './schema.ts'
import type { DocumentRow } from './select-documents.ts'
import { shapeDocument } from './shape-document.ts'
import { addDocument, recordExports, writeArchive, type Add } from './write-archive.ts'

const PAGE = 100

interface Ask { filter: DocumentFilter, language: Language }
/** Documents by id, with their place in the archive; null where the bytes are lost or damaged. */
type Put = Map<string, string | null>

/**
 * The auditor's download: every finished document that the filter finds, corrected and withdrawn ones too, with an index as CSV and JSON and the hashes of all
 * files for `sha256sum -c`. It is written while it is read, one document at a time, however many there are. Each document gets a line in the histories.
 */
export async function exportLedger (tenant: Tenant, { filter, language }: Ask): Promise<{ fileName: string, stream: Readable }> {
  const asked = { withdrawn: 'with' as const, ...filter }
  // Asked before the answer begins: what is wrong with the query is still a proper error.
  await findDocuments(tenant, { ...asked, limit: 1 })
  await tenant.db((trx) => recordHistory(trx, tenant.id, { kind: 'output', who: tenant.user.username, what: 'export-ledger', result: 'done', detail: { filter: Object.keys(filter).sort() } }))
  const stream = writeArchive((add) => fillArchive(tenant, { filter: asked, language }, add))
  return { fileName: `documents_${tenant.now().toISOString().slice(0, 10)}.zip`, stream }
}

async function fillArchive (tenant: Tenant, { filter, language }: Ask, add: Add): Promise<void> {
  const put: Put = new Map()
  for await (const rows of pages(tenant, filter)) {
    const done = rows.filter(({ state }) => state === 'done')
    await recordExports(tenant, done)
    for (const row of done) put.set(row.id, await addDocument(tenant, row, add))
  }
  await add('index.csv', Readable.from(writeCsv(tenant, filter, { put, language })))
  await add('index.json', Readable.from(writeJson(tenant, filter, put)))
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
    for (const row of rows) if (put.has(row.id)) yield { document: await shapeDocument(tenant, row), file: put.get(row.id) ?? null }
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
