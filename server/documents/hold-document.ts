import { sql } from 'kysely'
import { DocumentNotHeld, DocumentNotReady } from '../errors.ts'
import { recordHistory } from '../histories/record-history.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { getDocument, readDocument } from './get-document.ts'
import type { Document, Reason } from './schema.ts'
import { placeOf } from './seal-ledger.ts'

/** 保全 (legal hold): nobody withdraws or erases this document until it is released, whatever its retention. Holding anew replaces the reason. Errors: DocumentUnknown, DocumentNotReady. */
export async function holdDocument (tenant: Tenant, { id, reason }: Reason & { id: string }): Promise<Document> {
  const { state } = await readDocument(tenant, id)
  if (state !== 'done') throw new DocumentNotReady()
  const sealed = await tenant.secrets.seal(placeOf('hold_reason', id), reason)
  await tenant.db(async (trx) => {
    await trx.updateTable('document').set({ held_at: sql<Date>`now()`, held_by: tenant.user.username, hold_reason: sealed }).where('id', '=', id).execute()
    await recordHistory(trx, tenant.id, { kind: 'change', who: tenant.user.username, what: 'hold-document', about: id, result: 'done' })
  })
  return getDocument(tenant, id)
}

/** Ends a hold, with a reason too. Errors: DocumentUnknown, DocumentNotHeld. */
export async function releaseDocument (tenant: Tenant, { id, reason }: Reason & { id: string }): Promise<Document> {
  await readDocument(tenant, id)
  const sealed = await tenant.secrets.seal(placeOf('release_reason', id), reason)
  await tenant.db(async (trx) => {
    const released = await trx.updateTable('document')
      .set({ held_at: null, held_by: null, hold_reason: null, released_at: sql<Date>`now()`, released_by: tenant.user.username, release_reason: sealed })
      .where('id', '=', id).where('held_at', 'is not', null).executeTakeFirst()
    if (released.numUpdatedRows === 0n) throw new DocumentNotHeld()
    await recordHistory(trx, tenant.id, { kind: 'change', who: tenant.user.username, what: 'release-document', about: id, result: 'done' })
  })
  return getDocument(tenant, id)
}
