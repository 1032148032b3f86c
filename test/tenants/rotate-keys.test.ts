import t from 'tap'
import type { TenantKey } from '../../server/tenants/key-schema.ts'
import { testService } from '../service.ts'

t.test('an admin renews the keys of the org while documents are made and read', async (t) => {
  const { call, apiKey, sandbox, deps } = await testService(t)
  const make = async () => (await call({ method: 'POST', url: '/v1/documents', headers: { prefer: 'wait=20' }, body: { mapping: 'quote_ja', recordId: sandbox.records['quote'] } })).json<{ id: string, fileName: string, sha256: string }>()
  const before = await make()
  const keys = (await call({ url: '/v1/tenant/keys' })).json<{ keys: TenantKey[] }>().keys
  t.match(keys, [{ version: 1, state: 'active', endedAt: null }])

  const making = [make(), make(), make()]
  const rotated = await call({ method: 'POST', url: '/v1/tenant/keys/rotate' })
  t.match(rotated.json(), { keys: [{ version: 1, state: 'retired' }, { version: 2, state: 'active', endedAt: null }] })
  const after = await make()
  for (const { id, sha256, fileName } of [before, ...await Promise.all(making), after]) {
    t.equal(fileName, before.fileName)
    t.equal((await call({ url: `/v1/documents/${id}/content` })).headers['etag'], `"${sha256}"`)
  }

  t.test('what lies in the database and in the store is ciphertext', async (t) => {
    const row = await deps.database.withTenant(sandbox.orgId, (trx) => trx.selectFrom('document').select(['file_name', 'storage_key']).where('id', '=', after.id).executeTakeFirstOrThrow())
    t.match(row.file_name, /^s2\.[A-Za-z0-9+/=]+$/)
    const stored = Buffer.from(await deps.files.read(`t/${sandbox.orgId.toLowerCase()}/${row.storage_key}`))
    t.equal(stored.subarray(0, 4).toString(), 'CHY1')
    t.notOk(stored.includes('%PDF'))
  })

  t.test('others may not', async (t) => {
    const token = await apiKey(sandbox.users[1]?.username ?? '')
    t.match((await call({ method: 'POST', url: '/v1/tenant/keys/rotate', token })).json(), { code: 'CHOHYO_ROLE_MISSING' })
    t.match((await call({ url: '/v1/tenant/keys', token })).json(), { code: 'CHOHYO_ROLE_MISSING' })
  })
})
