import t from 'tap'
import { forgetTokens } from '../../server/tenants/forget-tokens.ts'
import { fillTenant, tenantA, tenantB } from '../io/tenant-rows.ts'
import { testDatabase } from '../stores.ts'

t.test('used tokens are remembered until they expire, and forgotten then, those of every tenant', async (t) => {
  const { database } = await testDatabase(t)
  for (const tenant of [tenantA, tenantB]) {
    await database.withTenant(tenant, async (trx) => {
      // Its token expired in 1970.
      await fillTenant(trx, tenant)
      await trx.insertInto('seen_token').values({ tenant_id: tenant, jti: 'good', expires_at: new Date(Date.now() + 60_000) }).execute()
    })
  }
  t.equal(await forgetTokens({ database }), 2)
  t.equal(await forgetTokens({ database }), 0)
  for (const tenant of [tenantA, tenantB]) {
    t.same(await database.withTenant(tenant, (trx) => trx.selectFrom('seen_token').select('jti').execute()), [{ jti: 'good' }])
  }
})
