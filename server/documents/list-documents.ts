import type { Transaction } from 'kysely'
import type { Tables } from '../io/tables.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { toLongId } from '../views/record-id.ts'
import { seesAll } from './get-document.ts'
import type { Document, DocumentFilter, ListDocuments } from './schema.ts'
import { openSearch } from './search-documents.ts'
import { selectDocuments, type DocumentRow } from './select-documents.ts'
import { shapeDocument } from './shape-document.ts'

/**
 * Newest first, in pages. An admin and an auditor see the tenant's documents, a general user their own, and of a record also what others have filed on it,
 * if Salesforce shows them that file there: its name is no secret to them. What failed or was never filed may tell what they must not know.
 */
export async function listDocuments (tenant: Tenant, ask: ListDocuments): Promise<{ documents: Document[], next: string | null }> {
  const record = ask.recordId === undefined ? null : toLongId(ask.recordId)
  const { rows, next } = await findDocuments(tenant, ask)
  const visible = await keepVisible(tenant, record, rows)
  return { documents: await Promise.all(visible.map((row) => shapeDocument(tenant, row))), next }
}

/** A page of rows, before Salesforce was asked. What the database found by parts of a name is looked at, and more is read until the page is full. */
export async function findDocuments (tenant: Tenant, { limit = 50, after, ...filter }: ListDocuments): Promise<{ rows: DocumentRow[], next: string | null }> {
  const search = await openSearch(tenant, filter)
  const found: DocumentRow[] = []
  let last = after
  for (;;) {
    const rows = await tenant.db((trx) => {
      const query = search.narrow(selectVisible(trx, tenant, filter))
      // Ids are UUID v7: their order is the order of time (RFC 9562).
      return (last === undefined ? query : query.where('document.id', '<', last)).orderBy('document.id', 'desc').limit(limit + 1).execute()
    })
    for (const row of rows) if (await search.matches(row)) found.push(row)
    last = rows.at(-1)?.id
    if (rows.length <= limit || found.length > limit) break
  }
  const page = found.slice(0, limit)
  return { rows: page, next: found.length > limit ? page.at(-1)?.id ?? null : null }
}

function selectVisible (trx: Transaction<Tables>, tenant: Tenant, { recordId, mapping }: DocumentFilter) {
  const record = recordId === undefined ? null : toLongId(recordId)
  let query = selectDocuments(trx)
  if (!seesAll(tenant)) {
    query = query.where((either) => {
      const own = either('document.created_by', '=', tenant.user.username)
      return record === null ? own : own.or(either.and([either('document.state', '=', 'done'), either('document.content_document_id', 'is not', null)]))
    })
  }
  if (record !== null) query = query.where('document.record_id', '=', record)
  return mapping === undefined ? query : query.where('document.mapping', '=', mapping)
}

/** Asks Salesforce only when there is something of others, so that most lists cost no request. */
async function keepVisible (tenant: Tenant, record: string | null, rows: DocumentRow[]): Promise<DocumentRow[]> {
  const mine = ({ created_by: maker }: DocumentRow): boolean => seesAll(tenant) || maker === tenant.user.username
  const theirs = rows.filter((row) => !mine(row)).flatMap(({ content_document_id: file }) => file ?? [])
  if (record === null || theirs.length === 0) return rows
  const seen = await tenant.salesforce.filesOn(record, [...new Set(theirs)])
  return rows.filter((row) => mine(row) || seen.has(row.content_document_id ?? ''))
}
