import { createHash } from 'node:crypto'
import { DocumentNotReady, DocumentUnknown, FileMissing } from '../errors.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import type { Document } from './schema.ts'
import { selectDocuments, type DocumentRow } from './select-documents.ts'
import { shapeDocument } from './shape-document.ts'

/** General users see their own documents, admins the tenant's. */
export async function getDocument (tenant: Tenant, id: string): Promise<Document> {
  return shapeDocument(await readRow(tenant, id))
}

/** The bytes of a finished document; refused when they no longer have the hash that is on record. */
export async function readContent (tenant: Tenant, id: string): Promise<{ bytes: Uint8Array, fileName: string, contentType: string, sha256: string }> {
  const row = await readRow(tenant, id)
  if (row.state !== 'done' || !row.storage_key || !row.file_name || !row.sha256) throw new DocumentNotReady()
  const bytes = await tenant.files.read(row.storage_key)
  if (createHash('sha256').update(bytes).digest('hex') !== row.sha256) throw new FileMissing()
  return { bytes, fileName: row.file_name, contentType: row.content_type, sha256: row.sha256 }
}

async function readRow (tenant: Tenant, id: string): Promise<DocumentRow> {
  const row = await tenant.db((trx) => {
    const query = selectDocuments(trx).where('document.id', '=', id)
    return (tenant.user.role === 'admin' ? query : query.where('document.created_by', '=', tenant.user.username)).executeTakeFirst()
  })
  if (!row) throw new DocumentUnknown()
  return row
}
