import { sql, type Transaction } from 'kysely'
import type { Deps } from '../deps.ts'
import type { Bell } from '../io/queue.ts'
import type { DoorTables } from '../io/tables.ts'

const AT_ONCE = 500

/**
 * The queue may lose anything; the database loses nothing. Rings what the outbox still holds (after a grace for the fast way) and what a dead
 * worker left behind. Ringing a bell that was already answered is harmless: the claim finds nothing to do. Returns how many were rung.
 */
export async function ringOutbox (deps: Pick<Deps, 'database' | 'queue'>): Promise<number> {
  const bells = await deps.database.withDoor(async (trx) => {
    const waiting = await trx.selectFrom('outbox').innerJoin('parcel', (join) => join.onRef('parcel.id', '=', 'outbox.parcel_id').onRef('parcel.tenant_id', '=', 'outbox.tenant_id'))
      .innerJoin('tenant', 'tenant.tenant_id', 'outbox.tenant_id').where('tenant.state', '=', 'active')
      .select(['outbox.id', 'outbox.tenant_id', 'outbox.parcel_id', 'outbox.epoch', 'outbox.lane'])
      .where('outbox.dispatched_at', 'is', null)
      .where('outbox.created_at', '<', sql<Date>`now() - interval '1 second'`)
      .where((or) => or.or([or('parcel.next_at', 'is', null), or('parcel.next_at', '<=', sql<Date>`now()`)]))
      .orderBy('outbox.id').limit(AT_ONCE).execute()
    const orphans = await activeParcels(trx)
      .where('parcel.state', '=', 'running').where('lease_until', '<', sql<Date>`now()`).limit(AT_ONCE).execute()
    return [
      ...waiting.map((row) => ({ id: row.id, lane: row.lane, bell: { tenantId: row.tenant_id, parcelId: row.parcel_id, epoch: row.epoch } })),
      ...orphans.map((row) => ({ id: null, lane: 'interactive' as const, bell: { tenantId: row.tenant_id, parcelId: row.id, epoch: row.lease_epoch } }))
    ]
  })
  for (const { id, lane, bell } of bells) {
    await deps.queue.ring(lane, bell)
    if (id !== null) await markRung(deps, bell, id)
  }
  return bells.length
}

/** Rings everything that waits, whatever the outbox believes: after the queue has lost its memory. */
export async function ringAgain (deps: Pick<Deps, 'database' | 'queue'>): Promise<number> {
  const waiting = await deps.database.withDoor((trx) => activeParcels(trx)
    .where('parcel.state', '=', 'ready').where((or) => or.or([or('next_at', 'is', null), or('next_at', '<=', sql<Date>`now() - interval '30 seconds'`)]))
    .limit(AT_ONCE).execute())
  for (const row of waiting) await deps.queue.ring('interactive', { tenantId: row.tenant_id, parcelId: row.id, epoch: row.lease_epoch })
  return waiting.length
}

/** Those of orgs that are served: the others would fail each time and, being many, keep the rest from being looked at. */
function activeParcels (trx: Transaction<DoorTables>) {
  return trx.selectFrom('parcel').innerJoin('tenant', 'tenant.tenant_id', 'parcel.tenant_id').where('tenant.state', '=', 'active')
    .select(['parcel.tenant_id', 'parcel.id', 'lease_epoch'])
}

async function markRung (deps: Pick<Deps, 'database'>, bell: Bell, id: number): Promise<void> {
  await deps.database.withTenant(bell.tenantId, (trx) => trx.updateTable('outbox').set({ dispatched_at: sql<Date>`now()` }).where('id', '=', id).execute())
}
