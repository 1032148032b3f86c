import { sql } from 'kysely'
import { DocumentHeld, DocumentNotReady, DocumentWithdrawn } from '../errors.ts'
import { recordHistory } from '../histories/record-history.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { getDocument, readDocument } from './get-document.ts'
import type { Document, Reason } from './schema.ts'
import { placeOf } from './seal-ledger.ts'

/**
 * 削除: marks a finished document as withdrawn, with who, when and why. Row and bytes stay until retention ends; a file in Salesforce stays too, since it is
 * the org's. Errors: DocumentUnknown, DocumentNotReady, DocumentWithdrawn, DocumentHeld.
 */
export async function withdrawDocument (tenant: Tenant, { id, reason }: Reason & { id: string }): Promise<Document> {
  await readDocument(tenant, id)
  const sealed = await tenant.secrets.seal(placeOf('withdrawal_reason', id), reason)
  await tenant.db(async (trx) => {
    const row = await trx.selectFrom('document').select(['state', 'withdrawn_at', 'held_at']).where('id', '=', id).forUpdate().executeTakeFirstOrThrow()
    if (row.state !== 'done') throw new DocumentNotReady()
    if (row.withdrawn_at !== null) throw new DocumentWithdrawn()
    if (row.held_at !== null) throw new DocumentHeld()
    await trx.updateTable('document').set({ withdrawn_at: sql<Date>`now()`, withdrawn_by: tenant.user.username, withdrawal_reason: sealed }).where('id', '=', id).execute()
    await recordHistory(trx, tenant.id, { kind: 'change', who: tenant.user.username, what: 'withdraw-document', about: id, result: 'done' })
  })
  return getDocument(tenant, id)
}
