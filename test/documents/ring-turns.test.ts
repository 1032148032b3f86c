import t from 'tap'
import { ringAgain, ringOutbox } from '../../server/documents/ring-outbox.ts'
import type { Bell, Queue } from '../../server/io/queue.ts'
import type { Lane } from '../../server/io/tables.ts'
import { fillTenant, tenantA, tenantB } from '../io/tenant-rows.ts'
import { testDatabase } from '../stores.ts'

const { database } = await testDatabase(t)
const rung: Array<{ lane: Lane } & Bell> = []
let waiting = 0
const queue: Pick<Queue, 'ring' | 'count'> = {
  ring: async (lane, bell) => { rung.push({ lane, ...bell }) },
  count: async () => ({ interactive: 0, batch: waiting })
}
const deps = { database, queue: queue as Queue }

t.beforeEach(() => { rung.length = 0; waiting = 0 })

for (const tenant of [tenantA, tenantB]) {
  await database.withTenant(tenant, async (trx) => {
    const { parcelId } = await fillTenant(trx, tenant)
    await trx.updateTable('parcel').set({ state: 'done' }).where('id', '=', parcelId).execute()
    await trx.updateTable('outbox').set({ dispatched_at: new Date() }).execute()
  })
}

/** A run of many with so many parcels that wait, each with its line in the outbox. */
async function addRun (tenant: string, parcels: number): Promise<{ runId: string, ids: string[] }> {
  return database.withTenant(tenant, async (trx) => {
    const own = { tenant_id: tenant }
    const { id: runId } = await trx.insertInto('run').values({ ...own, kind: 'bulk', who: 'a' }).returning('id').executeTakeFirstOrThrow()
    const rows = await trx.insertInto('parcel').values(Array.from({ length: parcels }, (_, at) => ({ ...own, run_id: runId, lane: 'batch' as const, key: `k${at}`, mapping: 'm', record_ids: ['001'], position: at + 1 }))).returning('id').execute()
    const ids = rows.map(({ id }) => id)
    await trx.insertInto('outbox').values(ids.map((id) => ({ ...own, parcel_id: id, lane: 'batch' as const }))).execute()
    return { runId, ids }
  })
}

const end = (tenant: string, runId: string) => database.withTenant(tenant, (trx) => trx.updateTable('parcel').set({ state: 'done' }).where('run_id', '=', runId).execute())
const change = (tenant: string, id: string, values: Record<string, unknown>) => database.withTenant(tenant, (trx) => trx.updateTable('parcel').set(values).where('id', '=', id).execute())

t.test('large runs take turns, and no more bells are rung than the queue is to hold', async (t) => {
  const large = await addRun(tenantA, 100)
  const small = await addRun(tenantA, 3)
  const neighbour = await addRun(tenantB, 100)
  const of = (ids: string[]) => rung.filter(({ parcelId }) => ids.includes(parcelId)).map(({ parcelId }) => parcelId)
  t.equal(await ringOutbox(deps, 20), 20)
  t.same(of(small.ids), small.ids, 'a run of three does not wait for one of a hundred')
  t.same([of(large.ids).length, of(neighbour.ids).length].sort(), [8, 9], 'nor an org for its neighbour')
  t.same(of(large.ids), large.ids.slice(0, of(large.ids).length), 'each in the order of its source')
  t.ok(rung.every(({ lane }) => lane === 'batch'))

  rung.length = 0
  waiting = 20
  t.equal(await ringOutbox(deps, 20), 0)
  waiting = 16
  t.equal(await ringOutbox(deps, 20), 4, 'as many as have been answered')
  t.equal(new Set(rung.map(({ parcelId }) => parcelId)).size, 4)
  for (const [tenant, { runId }] of [[tenantA, large], [tenantA, small], [tenantB, neighbour]] as const) await end(tenant, runId)
})

t.test('what is not due waits, and lets what is due pass', async (t) => {
  const { runId, ids: [late = '', due = ''] } = await addRun(tenantA, 2)
  await change(tenantA, late, { next_at: new Date(Date.now() + 60_000) })
  t.equal(await ringOutbox(deps, 20), 1)
  t.match(rung, [{ parcelId: due }])
  await end(tenantA, runId)
})

t.test('a parcel is rung in its own lane, also when its worker died and when the queue has lost it', async (t) => {
  const { runId, ids: [orphan = '', lost = '', held = ''] } = await addRun(tenantA, 3)
  await change(tenantA, orphan, { state: 'running', lease_until: new Date(0), lease_epoch: 1 })
  await database.withTenant(tenantA, (trx) => trx.updateTable('outbox').set({ dispatched_at: new Date(0) }).where('parcel_id', '=', lost).execute())
  waiting = 20
  await ringOutbox(deps, 20)
  t.match(rung, [{ lane: 'batch', parcelId: orphan, epoch: 1 }], 'an orphan is never too many')
  rung.length = 0
  await ringAgain(deps)
  t.match(rung, [{ lane: 'batch', parcelId: lost }])
  t.equal(rung.length, 1, 'what the outbox holds back comes in its turn')
  await ringOutbox(deps, 21)
  t.ok(rung.some(({ parcelId }) => parcelId === held))
  await end(tenantA, runId)
})

t.test('bells that were rung before the queue went away are not rung again', async (t) => {
  const { runId, ids } = await addRun(tenantA, 4)
  const { ring } = queue
  queue.ring = async (lane, bell) => {
    if (rung.length === 2) throw new Error('gone')
    await ring(lane, bell)
  }
  await t.rejects(ringOutbox(deps, 20), { message: 'gone' })
  queue.ring = ring
  await ringOutbox(deps, 20)
  t.same(rung.map(({ parcelId }) => parcelId), ids)
  await end(tenantA, runId)
})
