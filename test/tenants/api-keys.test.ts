import t from 'tap'
import type { Deps } from '../../server/deps.ts'
import { findApiKey, isApiKey, makeApiKey } from '../../server/tenants/api-keys.ts'
import { testDatabase } from '../stores.ts'

t.test('an API key stands for one user of one tenant', async (t) => {
  const { database } = await testDatabase(t)
  const now = new Date()
  const deps = { database, now: () => now } as unknown as Deps
  const tenantId = '00D000000000001AAA'
  await database.withTenant(tenantId, (trx) => trx.insertInto('tenant').values({ tenant_id: tenantId, name: 'x', instance_url: 'x', login_url: 'x', consumer_key: null, private_key: null, api_version: null }).execute())
  const make = (expiresAt?: Date) => makeApiKey(deps, { tenantId, label: 'test', username: 'ann@example.com', role: 'general', ...(expiresAt && { expiresAt }) })

  t.test('it is found again, and only as a hash it is stored', async (t) => {
    const key = await make()
    t.ok(isApiKey(key))
    t.match(await findApiKey(deps, key), { tenantId, user: { username: 'ann@example.com', role: 'general', via: 'api-key' } })
    const rows = await database.withTenant(tenantId, (trx) => trx.selectFrom('api_key').selectAll().execute())
    t.notOk(JSON.stringify(rows).includes(key.slice(4, 20)))
  })

  t.test('unknown, expired and revoked keys stand for nobody', async (t) => {
    t.equal(await findApiKey(deps, 'chy_unknown'), null)
    t.equal(await findApiKey(deps, await make(new Date(now.getTime() - 1))), null)
    const revoked = await make()
    await database.withTenant(tenantId, (trx) => trx.updateTable('api_key').set({ revoked_at: now }).execute())
    t.equal(await findApiKey(deps, revoked), null)
  })
})
