import type { Lane } from '../io/tables.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { commitLater } from './commit-later.ts'

/** The fast way to the worker, for parcels that were just planned. When the queue is away the bells stay in the outbox and ring-outbox.ts rings them later. */
export async function ringNow (tenant: Tenant, { lane, parcelIds }: { lane: Lane, parcelIds: string[] }): Promise<void> {
  try {
    await Promise.all(parcelIds.map((parcelId) => tenant.queue.ring(lane, { tenantId: tenant.id, parcelId, epoch: 0 })))
  } catch (error) {
    tenant.log.warn({ parcels: parcelIds.length, reason: (error as Error).message }, 'the queue did not take the bells; they stay in the outbox')
    return
  }
  // Nobody waits for this mark: without it the bells are rung once more, which changes nothing.
  markRung(tenant, parcelIds).catch((error: unknown) => tenant.log.info({ parcels: parcelIds.length, err: error }, 'rung bells were not marked'))
}

async function markRung (tenant: Tenant, parcelIds: string[]): Promise<void> {
  await tenant.db(async (trx) => {
    await commitLater(trx)
    await trx.updateTable('outbox').set({ dispatched_at: tenant.now() }).where('parcel_id', 'in', parcelIds).where('epoch', '=', 0).execute()
  })
}
