import type { Tenant } from '../tenants/open-tenant.ts'
import { toLongId } from '../views/record-id.ts'
import type { Document, ListDocuments } from './schema.ts'
import { selectDocuments, type DocumentRow } from './select-documents.ts'
import { shapeDocument } from './shape-document.ts'

/**
 * Newest first, in pages. An admin sees the tenant's documents, a general user their own, and of a record also what others have filed on it, if
 * Salesforce shows them that file there: its name is no secret to them. What failed or was never filed may tell what they must not know.
 */
export async function listDocuments (tenant: Tenant, { recordId, mapping, limit = 50, after }: ListDocuments): Promise<{ documents: Document[], next: string | null }> {
  const record = recordId === undefined ? null : toLongId(recordId)
  const rows = await tenant.db((trx) => {
    let query = selectDocuments(trx)
    if (tenant.user.role !== 'admin') {
      query = query.where((either) => {
        const own = either('document.created_by', '=', tenant.user.username)
        return record === null ? own : own.or(either.and([either('document.state', '=', 'done'), either('document.content_document_id', 'is not', null)]))
      })
    }
    if (record !== null) query = query.where('document.record_id', '=', record)
    if (mapping !== undefined) query = query.where('document.mapping', '=', mapping)
    // Ids are UUID v7: their order is the order of time (RFC 9562).
    if (after !== undefined) query = query.where('document.id', '<', after)
    return query.orderBy('document.id', 'desc').limit(limit + 1).execute()
  })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { documents: (await keepVisible(tenant, record, page)).map(shapeDocument), next: rows.length > limit && last ? last.id : null }
}

/** Asks Salesforce only when there is something of others, so that most lists cost no request. */
async function keepVisible ({ user, salesforce }: Tenant, record: string | null, rows: DocumentRow[]): Promise<DocumentRow[]> {
  const mine = ({ created_by: maker }: DocumentRow): boolean => user.role === 'admin' || maker === user.username
  const theirs = rows.filter((row) => !mine(row)).flatMap(({ content_document_id: file }) => file ?? [])
  if (record === null || theirs.length === 0) return rows
  const seen = await salesforce.filesOn(record, [...new Set(theirs)])
  return rows.filter((row) => mine(row) || seen.has(row.content_document_id ?? ''))
}
