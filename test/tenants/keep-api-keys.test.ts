import t from 'tap'
import type { NewKey, ShownKey } from '../../server/tenants/api-key-schema.ts'
import type { Scope } from '../../server/tenants/scopes.ts'
import { testService } from '../service.ts'

t.test('API keys', async (t) => {
  const { call, apiKey, deps, sandbox } = await testService(t, { worker: false, starter: false, sandbox: { orgNumber: 9141 } })
  const started = new Date()
  let clock = started.getTime()
  deps.now = () => new Date(clock)
  const DAY_MS = 86_400_000
  const NEW: NewKey = { label: 'nightly', username: 'batch@example.jp', role: 'admin', scopes: ['all'] }
  const post = (body: object, token?: string) => call({ method: 'POST', url: '/v1/api-keys', body: { ...NEW, ...body }, ...token !== undefined && { token } })
  const make = async (body: Partial<NewKey> = {}) => (await post(body)).json<{ key: string, apiKey: ShownKey }>()
  const list = async () => (await call({ url: '/v1/api-keys' })).json<{ apiKeys: ShownKey[] }>().apiKeys
  const lastLine = () => deps.database.withTenant(sandbox.orgId, (trx) => trx.selectFrom('history').selectAll().orderBy('seq', 'desc').executeTakeFirstOrThrow())

  t.test('one is shown once, and listed without it', async (t) => {
    const { key, apiKey: made } = await make()
    t.match(key, /^chy_[\w-]{43}$/)
    t.match(made, { label: 'nightly', username: 'batch@example.jp', role: 'admin', scopes: ['all'], usedAt: null })
    t.equal(Date.parse(made.expiresAt ?? ''), clock + 365 * DAY_MS, 'a year unless told otherwise')
    t.match((await list()).find(({ id }) => id === made.id), { label: 'nightly' })
    t.notMatch(JSON.stringify(await list()), key.slice(4))
    t.match(await lastLine(), { kind: 'change', what: 'make-api-key', about: 'nightly', detail: { username: 'batch@example.jp', scopes: ['all'] } })
    t.notMatch(JSON.stringify(await lastLine()), key.slice(4))
  })

  t.test('it is good for two years at most, and not a second longer than told', async (t) => {
    for (const days of [0, -1, 731, 1.5]) t.equal((await post({ days })).statusCode, 400, String(days))
    const { key } = await make({ days: 2 })
    const opens = async () => (await call({ url: '/v1/views', token: key })).statusCode
    t.equal(await opens(), 200)
    clock += 2 * DAY_MS - 1
    t.equal(await opens(), 200)
    clock += 1
    t.equal(await opens(), 401)
    t.notOk((await list()).some(({ expiresAt }) => Date.parse(expiresAt ?? '') <= clock))
  })

  t.test('when it was used last is known to the hour', async (t) => {
    const { key, apiKey: { id } } = await make()
    clock = Math.ceil(clock / 3_600_000) * 3_600_000 + 59 * 60_000
    await call({ url: '/v1/views', token: key })
    const used = async () => (await list()).find((one) => one.id === id)?.usedAt
    t.equal(await used(), new Date(clock - 59 * 60_000).toISOString())
    clock += 60_001
    await call({ url: '/v1/views', token: key })
    t.equal(await used(), new Date(clock - 1).toISOString())
  })

  t.test('a revoked one opens nothing after five seconds, in whichever process', async (t) => {
    const { key, apiKey: { id } } = await make()
    t.equal((await call({ url: '/v1/views', token: key })).statusCode, 200)
    t.equal((await call({ method: 'DELETE', url: `/v1/api-keys/${id}` })).statusCode, 204)
    clock += 5001
    t.equal((await call({ url: '/v1/views', token: key })).statusCode, 401)
    t.match((await call({ method: 'DELETE', url: `/v1/api-keys/${id}` })).json(), { status: 404, code: 'CHOHYO_API_KEY_UNKNOWN' })
    t.match(await lastLine(), { what: 'revoke-api-key', about: 'nightly' })
  })

  t.test('each scope opens its room and no other, for reading or for changing', async (t) => {
    /** `METHOD path` → the scope it takes; what is refused for another reason was let through. */
    const doors: Record<string, Scope> = {
      'GET /v1/documents': 'documents:read',
      'GET /v1/objects': 'documents:read',
      'POST /v1/documents': 'documents:write',
      'POST /v1/previews': 'documents:write',
      'GET /v1/views': 'definitions:read',
      'GET /v1/templates': 'definitions:read',
      'PUT /v1/mappings/x': 'definitions:write',
      'GET /v1/runs': 'runs:read',
      'POST /v1/runs': 'runs:write',
      'GET /v1/histories/login': 'histories:read',
      'GET /v1/users': 'users:read',
      'DELETE /v1/users/01900000-0000-7000-8000-000000000000': 'users:write',
      // What answers a link: with it a key could make itself an admin.
      'POST /v1/invites': 'all',
      'GET /v1/tenant': 'tenant:read',
      'PATCH /v1/tenant/settings': 'tenant:write',
      'GET /v1/api-keys': 'all',
      'POST /v1/api-keys': 'all',
      'GET /v1/incidents': 'all',
      'POST /v1/persons/find': 'all'
    }
    for (const scope of [...new Set(Object.values(doors))]) {
      const { key } = await make({ scopes: [scope] })
      for (const [door, needed] of Object.entries(doors)) {
        const [method = '', url = ''] = door.split(' ')
        const answer = await call({ method, url, token: key, ...method !== 'GET' && { body: {} } })
        const isShut = answer.json<{ code?: string }>().code === 'CHOHYO_SCOPE_MISSING'
        t.equal(isShut, scope !== 'all' && scope !== needed, `${door} with ${scope}: ${answer.statusCode}`)
        if (isShut) t.equal(answer.statusCode, 403)
      }
    }
  })

  t.test('a scope gives no more than the role', async (t) => {
    const general = await make({ role: 'general', scopes: ['tenant:write', 'users:write'] })
    t.match((await call({ method: 'PATCH', url: '/v1/tenant/settings', token: general.key, body: { retention: { years: 1 } } })).json(), { code: 'CHOHYO_ROLE_MISSING' })
    const auditor = await make({ role: 'auditor', scopes: ['all'] })
    t.equal((await call({ url: '/v1/api-keys', token: auditor.key })).statusCode, 200)
    t.match((await call({ method: 'POST', url: '/v1/api-keys', token: auditor.key, body: NEW })).json(), { code: 'CHOHYO_ROLE_MISSING' })
  })

  t.test('what is no key is refused, and only admins make one', async (t) => {
    for (const wrong of [{ scopes: [] }, { scopes: ['everything'] }, { role: 'root' }, { label: '' }, { label: 'a\nb' }, { username: 'a\u0085b' }, { label: 'x'.repeat(121) }, { id: 'mine' }]) t.equal((await post(wrong)).statusCode, 400, JSON.stringify(wrong))
    t.equal((await post({}, await apiKey('someone@example.jp'))).statusCode, 403)
    t.match((await call({ method: 'POST', url: '/v1/account/password', body: { old: 'x', new: 'y' } })).json(), { status: 403, code: 'CHOHYO_ACCOUNT_NEEDED' }, 'and a key has no account of its own')
  })
})
