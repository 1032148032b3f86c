import { createHash } from 'node:crypto'
import { DocumentNotReady, DocumentUnknown, DocumentWithdrawn, FileMissing } from '../errors.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import type { Document } from './schema.ts'
import { openName } from './seal-name.ts'
import { selectDocuments, type DocumentRow } from './select-documents.ts'
import { shapeDocument } from './shape-document.ts'

/** General users see their own documents, admins and auditors the tenant's. */
export async function getDocument (tenant: Tenant, id: string): Promise<Document> {
  return shapeDocument(tenant, await readDocument(tenant, id))
}

/** Whether this user sees all documents of the tenant. */
export function seesAll ({ user }: Pick<Tenant, 'user'>): boolean {
  return user.role !== 'general'
}

/** A document's bytes, with what is needed to send them. */
export interface Content { bytes: Uint8Array, fileName: string, contentType: string, sha256: string }

/** The bytes of a finished document. One that was withdrawn is for those who see all. Errors: DocumentUnknown, DocumentNotReady, DocumentWithdrawn, FileMissing. */
export async function readContent (tenant: Tenant, id: string): Promise<Content> {
  const row = await readDocument(tenant, id)
  if (row.withdrawn_at !== null && !seesAll(tenant)) throw new DocumentWithdrawn()
  return readStored(tenant, row)
}

/** The bytes behind a row; refused when they no longer have the hash that is on record. */
export async function readStored (tenant: Tenant, row: DocumentRow): Promise<Content> {
  if (row.state !== 'done' || !row.storage_key || !row.file_name || !row.sha256) throw new DocumentNotReady()
  const bytes = await tenant.files.read(row.storage_key)
  if (createHash('sha256').update(bytes).digest('hex') !== row.sha256) throw new FileMissing()
  return { bytes, fileName: await openName(tenant, row.id, row.file_name), contentType: row.content_type, sha256: row.sha256 }
}

/** The row of a document this user may see. Errors: DocumentUnknown. */
export async function readDocument (tenant: Tenant, id: string): Promise<DocumentRow> {
  const row = await tenant.db((trx) => {
    const query = selectDocuments(trx).where('document.id', '=', id)
    return (seesAll(tenant) ? query : query.where('document.created_by', '=', tenant.user.username)).executeTakeFirst()
  })
  if (!row) throw new DocumentUnknown()
  return row
}
