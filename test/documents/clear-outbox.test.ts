import t from 'tap'
import { clearOutbox } from '../../server/documents/clear-outbox.ts'
import { fillTenant, tenantA } from '../io/tenant-rows.ts'
import { testDatabase } from '../stores.ts'

const DAY_MS = 86_400_000

t.test('only bells that were rung a day ago are removed from the outbox', async (t) => {
  const { database } = await testDatabase(t)
  const { parcelId } = await database.withTenant(tenantA, (trx) => fillTenant(trx, tenantA))
  const ages: Array<[epoch: number, rung: Date | null]> = [[1, new Date(Date.now() - 1.1 * DAY_MS)], [2, new Date(Date.now() - 0.9 * DAY_MS)], [3, null]]
  for (const [epoch, rung] of ages) {
    await database.withTenant(tenantA, (trx) => trx.insertInto('outbox').values({ tenant_id: tenantA, parcel_id: parcelId, epoch, lane: 'interactive', created_at: new Date(0), dispatched_at: rung }).execute())
  }
  t.equal(await clearOutbox({ database }), 1)
  t.same(await database.withTenant(tenantA, (trx) => trx.selectFrom('outbox').select('epoch').orderBy('epoch').execute()), [{ epoch: 0 }, { epoch: 2 }, { epoch: 3 }])
})
