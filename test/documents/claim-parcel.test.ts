import t from 'tap'
import { claimParcel, holdLease, isPoison, type Lease } from '../../server/documents/claim-parcel.ts'
import { requestDocument } from '../../server/documents/request-document.ts'
import { testService } from '../service.ts'

const { sandbox, tenant: open } = await testService(t, { worker: false })
const tenant = await open()

async function plan () {
  const { parcelId } = await requestDocument(tenant, { mapping: 'quote_ja', recordId: sandbox.records['quote'] ?? '' })
  const change = (values: Record<string, unknown>) => tenant.db((trx) => trx.updateTable('parcel').set(values).where('id', '=', parcelId).execute())
  return { change, claim: (owner = 'worker') => claimParcel({ ...tenant, owner }, { tenantId: tenant.id, parcelId, epoch: 0 }) }
}

const hold = (lease: Lease) => tenant.db((trx) => holdLease(trx, lease))

t.test('a parcel is held by one worker until its lease is over, then by the next', async (t) => {
  const { claim, change } = await plan()
  const first = await claim() as Lease
  t.match(first, { epoch: 1, attempt: 1, save: true })
  t.equal(await claim(), null)
  await hold(first)
  await change({ lease_until: new Date(0) })
  const second = await claim('another') as Lease
  t.match(second, { epoch: 2, attempt: 2 })
  await hold(second)
  await t.rejects(hold(first), { code: 'CHOHYO_LEASE_LOST' })
})

t.test('a claim that PostgreSQL forgot in a crash holds nothing, although its epoch is given out again', async (t) => {
  const { claim, change } = await plan()
  const forgotten = await claim() as Lease
  await change({ lease_until: new Date(0) })
  const later = await claim() as Lease
  await change({ lease_epoch: forgotten.epoch })
  await t.rejects(hold(forgotten), { code: 'CHOHYO_LEASE_LOST' })
  await hold({ ...later, epoch: forgotten.epoch })
})

t.test('a parcel that is not due is not taken', async (t) => {
  const { claim, change } = await plan()
  await change({ next_at: new Date(Date.now() + 60_000) })
  t.equal(await claim(), null)
  await change({ next_at: new Date(0) })
  t.ok(await claim())
})

t.test('five attempts are made, and a sixth only to set the parcel aside', async (t) => {
  const { claim, change } = await plan()
  for (const attempt of [1, 2, 3, 4, 5, 6]) {
    const lease = await claim() as Lease
    t.equal(isPoison(lease), attempt === 6)
    await change({ lease_until: new Date(0) })
  }
})
