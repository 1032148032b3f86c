import { sql, type Transaction } from 'kysely'
import type { Tables } from '../io/tables.ts'

/**
 * Gives parcels at their end a fresh start, and asks for their bells. What was made before is made anew, from the record as it is now, unless the
 * file may already be in Salesforce: then the same bytes are looked for there, and filed when they are not.
 */
export async function renewParcels (trx: Transaction<Tables>, parcelIds: string[]): Promise<void> {
  if (parcelIds.length === 0) return
  const these = sql<boolean>`= any(${parcelIds}::uuid[])`
  await sql`update parcel set state = 'ready', attempt = 0, next_at = null, last_error = null, done_at = null, lease_owner = null, lease_until = null where id ${these}`.execute(trx)
  await sql`update document set state = 'queued', error = null where parcel_id ${these}`.execute(trx)
  await sql`
    update document set storage_key = null, file_name = null, sha256 = null, bytes = null, pages = null where parcel_id ${these}
    and not exists (select from effect where effect.parcel_id = document.parcel_id and effect.state in ('started', 'unknown', 'conflict', 'confirmed'))`.execute(trx)
  await sql`insert into outbox (tenant_id, parcel_id, epoch, lane) select tenant_id, id, lease_epoch, lane from parcel where id ${these}`.execute(trx)
}
