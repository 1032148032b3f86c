import { sql, type Transaction } from 'kysely'
import type { Deps } from '../deps.ts'
import type { Bell } from '../io/queue.ts'
import type { DoorTables, Lane } from '../io/tables.ts'

const AT_ONCE = 500
/** Bells of large runs that wait in the queue at a time, if nobody says otherwise. */
const AHEAD = 64

/** A bell that is due, and the line of the outbox that asks for it. */
interface Due { id: number | null, lane: Lane, bell: Bell }

/**
 * The queue may lose anything; the database loses nothing. Rings what the outbox still holds (clicks after a grace for the fast way) and what a dead
 * worker left behind. Of large runs only so many bells that `ahead` wait in the queue: the outbox is their reservoir. Ringing a bell that was
 * already answered is harmless: the claim finds nothing to do. Returns how many were rung.
 */
export async function ringOutbox (deps: Pick<Deps, 'database' | 'queue'>, ahead: number = AHEAD): Promise<number> {
  const { now, batch } = await deps.database.withDoor(async (trx) => ({ now: [...await dueClicks(trx), ...await orphans(trx)], batch: await dueInTurns(trx, ahead) }))
  const room = batch.length === 0 ? 0 : Math.max(0, ahead - (await deps.queue.count()).batch)
  const due = [...now, ...batch.slice(0, room)]
  const rung: number[] = []
  try {
    for (const { id, lane, bell } of due) {
      await deps.queue.ring(lane, bell)
      if (id !== null) rung.push(id)
    }
  } finally {
    if (rung.length > 0) await deps.database.withDoor((trx) => trx.updateTable('outbox').set({ dispatched_at: sql<Date>`now()` }).where('id', 'in', rung).execute())
  }
  return due.length
}

/** Rings everything that waits, whatever the outbox believes: after the queue has lost its memory. What the outbox holds back for large runs comes in its turn. */
export async function ringAgain (deps: Pick<Deps, 'database' | 'queue'>): Promise<number> {
  const waiting = await deps.database.withDoor(async (trx) => [...await waitingClicks(trx), ...await lostInRuns(trx)])
  for (const row of waiting) await deps.queue.ring(row.lane, { tenantId: row.tenant_id, parcelId: row.id, epoch: row.lease_epoch })
  return waiting.length
}

async function dueClicks (trx: Transaction<DoorTables>): Promise<Due[]> {
  const rows = await trx.selectFrom('outbox').innerJoin('parcel', (join) => join.onRef('parcel.id', '=', 'outbox.parcel_id').onRef('parcel.tenant_id', '=', 'outbox.tenant_id'))
    .innerJoin('tenant', 'tenant.tenant_id', 'outbox.tenant_id').where('tenant.state', '=', 'active')
    .select(['outbox.id', 'outbox.tenant_id', 'outbox.parcel_id', 'outbox.epoch', 'outbox.lane'])
    .where('outbox.dispatched_at', 'is', null).where('outbox.lane', '=', 'interactive')
    .where('outbox.created_at', '<', sql<Date>`now() - interval '1 second'`)
    .where((or) => or.or([or('parcel.next_at', 'is', null), or('parcel.next_at', '<=', sql<Date>`now()`)]))
    .orderBy('outbox.id').limit(AT_ONCE).execute()
  return rows.map(toDue)
}

const waitsInRun = sql`parcel.state = 'ready' and parcel.lane = 'batch'`

/** Runs of which something waits, found one by one: however many parcels they have, this looks at one of each. */
const waitingRuns = sql`
  with recursive waiting as (
    (select tenant_id, run_id from parcel where ${waitsInRun} order by tenant_id, run_id limit 1)
    union all
    select next.tenant_id, next.run_id from waiting cross join lateral (
      select tenant_id, run_id from parcel where ${waitsInRun} and (tenant_id, run_id) > (waiting.tenant_id, waiting.run_id) order by tenant_id, run_id limit 1) next
  )`

/** Of every run that waits one, then of each the next: a run of ten does not wait for one of 100,000, nor an org for its neighbour. */
async function dueInTurns (trx: Transaction<DoorTables>, ahead: number): Promise<Due[]> {
  const { rows } = await sql<{ id: number, tenant_id: string, parcel_id: string, epoch: number, lane: Lane }>`
    ${waitingRuns}, lines as (
      select tenant_id, line.*, row_number() over (partition by tenant_id, line.run_id order by line.position, line.id) as turn
      from waiting join tenant using (tenant_id) cross join lateral (
        select outbox.id, outbox.parcel_id, outbox.epoch, outbox.lane, parcel.run_id, parcel.position
        from parcel join outbox on outbox.tenant_id = parcel.tenant_id and outbox.parcel_id = parcel.id and outbox.dispatched_at is null
        where parcel.tenant_id = waiting.tenant_id and parcel.run_id = waiting.run_id and ${waitsInRun} and (next_at is null or next_at <= now())
        order by parcel.position limit ${ahead}) line
      where tenant.state = 'active'
    )
    select id, tenant_id, parcel_id, epoch, lane from lines order by turn, run_id limit ${ahead}`.execute(trx)
  return rows.map(toDue)
}

async function orphans (trx: Transaction<DoorTables>): Promise<Due[]> {
  const rows = await activeParcels(trx).where('parcel.state', '=', 'running').where('lease_until', '<', sql<Date>`now()`).limit(AT_ONCE).execute()
  return rows.map((row) => ({ id: null, lane: row.lane, bell: { tenantId: row.tenant_id, parcelId: row.id, epoch: row.lease_epoch } }))
}

function toDue (row: { id: number, tenant_id: string, parcel_id: string, epoch: number, lane: Lane }): Due {
  return { id: row.id, lane: row.lane, bell: { tenantId: row.tenant_id, parcelId: row.parcel_id, epoch: row.epoch } }
}

async function waitingClicks (trx: Transaction<DoorTables>) {
  return activeParcels(trx).where('parcel.state', '=', 'ready').where('parcel.lane', '=', 'interactive')
    .where((or) => or.or([or('next_at', 'is', null), or('next_at', '<=', sql<Date>`now() - interval '30 seconds'`)])).limit(AT_ONCE).execute()
}

/** What waits at the head of large runs although its line has left the outbox: rung, or swept out long after. */
async function lostInRuns (trx: Transaction<DoorTables>) {
  const { rows } = await sql<{ tenant_id: string, id: string, lane: Lane, lease_epoch: number }>`
    ${waitingRuns}
    select head.* from waiting join tenant using (tenant_id) cross join lateral (
      select tenant_id, id, lane, lease_epoch from parcel
      where parcel.tenant_id = waiting.tenant_id and parcel.run_id = waiting.run_id and ${waitsInRun} and (next_at is null or next_at <= now() - interval '30 seconds')
      order by position limit ${AT_ONCE}) head
    where tenant.state = 'active'
    and not exists (select from outbox where outbox.tenant_id = head.tenant_id and outbox.parcel_id = head.id and dispatched_at is null)
    limit ${AT_ONCE}`.execute(trx)
  return rows
}

/** Those of orgs that are served: the others would fail each time and, being many, keep the rest from being looked at. */
function activeParcels (trx: Transaction<DoorTables>) {
  return trx.selectFrom('parcel').innerJoin('tenant', 'tenant.tenant_id', 'parcel.tenant_id').where('tenant.state', '=', 'active')
    .select(['parcel.tenant_id', 'parcel.id', 'parcel.lane', 'lease_epoch'])
}
