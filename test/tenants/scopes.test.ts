import t from 'tap'
import { scopeOf } from '../../server/tenants/scopes.ts'
import type { ShownKey } from '../../server/tenants/api-key-schema.ts'
import { openPeople } from '../users/people.ts'

t.test('the scope of a route follows from its path, and what is not known needs all', async (t) => {
  const scopes: Array<[method: string, url: string, scope: string]> = [
    ['GET', '/v1/documents', 'documents:read'], ['HEAD', '/v1/documents/:id/content', 'documents:read'], ['POST', '/v1/documents', 'documents:write'], ['DELETE', '/v1/documents/:id', 'documents:write'],
    ['POST', '/v1/previews', 'documents:write'], ['GET', '/v1/objects/:name', 'documents:read'], ['PUT', '/v1/views/:name', 'definitions:write'], ['POST', '/v1/runs', 'runs:write'], ['POST', '/v1/csv/preview', 'runs:write'], ['POST', '/v1/schedules/preview', 'runs:write'],
    ['GET', '/v1/histories/:kind', 'histories:read'], ['PATCH', '/v1/users/:id', 'users:write'], ['POST', '/v1/tenant/keys/rotate', 'tenant:write'],
    ['GET', '/v1/api-keys', 'all'], ['POST', '/v1/api-keys', 'all'], ['POST', '/v1/histories/x', 'all'], ['GET', '/v1/toString', 'all'], ['GET', '/v1', 'all'], ['GET', '/other/documents', 'all'], ['GET', '', 'all']
  ]
  for (const [method, url, scope] of scopes) t.equal(scopeOf(method, url), scope, `${method} ${url}`)
})

t.test('API keys in the hands of admins', async (t) => {
  const { app, sandbox, enter, pass, lines, call } = await openPeople(t)
  const admin = await enter('admin@example.jp')
  const username = sandbox.users[1]?.username ?? ''
  const make = async (given: object = {}) => (await admin.ask('POST', '/api-keys', { label: 'nightly', username, role: 'general', scopes: ['documents:read'], ...given })).json<{ key: string, apiKey: ShownKey }>()
  const as = (key: string, method: 'GET' | 'POST' | 'PUT' | 'PATCH', url: string, body?: object) => app.inject({ method, url: `/v1${url}`, headers: { authorization: `Bearer ${key}` }, ...body && { body } })

  t.test('one that may read documents may do nothing else', async (t) => {
    const { key, apiKey } = await make()
    t.match(key, /^chy_[A-Za-z0-9_-]{43}$/)
    t.match(apiKey, { label: 'nightly', username, role: 'general', scopes: ['documents:read'], madeBy: 'admin@example.jp', usedAt: null })
    t.equal((await as(key, 'GET', '/documents')).statusCode, 200)
    for (const [method, url] of [['POST', '/documents'], ['POST', '/previews'], ['GET', '/views'], ['GET', '/runs/01900000-0000-7000-8000-000000000000'], ['GET', '/histories/output'], ['GET', '/tenant']] as const) {
      t.match((await as(key, method, url, method === 'POST' ? {} : undefined)).json(), { status: 403, code: 'CHOHYO_SCOPE_MISSING' }, `${method} ${url}`)
    }
    const listed = (await admin.ask('GET', '/api-keys')).json<{ apiKeys: ShownKey[] }>().apiKeys
    t.match(listed.find(({ id }) => id === apiKey.id), { usedAt: /T\d\d:00:00\.000Z$/ })
    t.notMatch(JSON.stringify(listed), key.slice(4))
  })

  t.test('a scope gives no rights that the role has not', async (t) => {
    const { key } = await make({ scopes: ['users:write', 'definitions:write'] })
    t.match((await as(key, 'GET', '/users')).json(), { status: 403, code: 'CHOHYO_ROLE_MISSING' })
    t.match((await as(key, 'PUT', '/views/x', { label: 'x', body: {} })).json(), { code: 'CHOHYO_ROLE_MISSING' })
  })

  t.test('an admin’s key with every scope but all makes no keys', async (t) => {
    const { key } = await make({ role: 'admin', scopes: ['documents:read', 'documents:write', 'definitions:read', 'definitions:write', 'runs:read', 'runs:write', 'histories:read', 'users:read', 'users:write', 'tenant:read', 'tenant:write'] })
    t.match((await as(key, 'POST', '/api-keys', { label: 'x', username, role: 'admin', scopes: ['all'] })).json(), { code: 'CHOHYO_SCOPE_MISSING' })
    for (const url of ['/invites', '/users/01900000-0000-7000-8000-000000000000/reset']) t.match((await as(key, 'POST', url, {})).json(), { code: 'CHOHYO_SCOPE_MISSING' }, `${url}: nor links, with which it would make itself an admin`)
    t.equal((await as(key, 'GET', '/users')).statusCode, 200)
  })

  t.test('one ends after its time, a year unless told otherwise and two at most', async (t) => {
    const { apiKey: { createdAt, expiresAt } } = await make()
    t.ok(Math.abs(new Date(expiresAt ?? 0).getTime() - new Date(createdAt).getTime() - 365 * 86_400_000) < 3_600_000)
    t.equal((await admin.ask('POST', '/api-keys', { label: 'x', username, role: 'general', scopes: ['all'], days: 731 })).statusCode, 400)
    for (const bad of [{ scopes: [] }, { scopes: ['everything'] }, { role: 'owner' }, { label: 'a\u0085b' }, { username: '' }]) t.equal((await admin.ask('POST', '/api-keys', { label: 'x', username, role: 'general', scopes: ['all'], ...bad })).statusCode, 400, Object.keys(bad).join())
    const { key } = await make({ days: 1, scopes: ['all'] })
    t.equal((await as(key, 'GET', '/documents')).statusCode, 200)
    pass(86_401)
    t.equal((await as(key, 'GET', '/documents')).statusCode, 401)
  })

  t.test('a revoked one is out within five seconds, and is revoked once', async (t) => {
    const back = await enter('admin@example.jp')
    const { key, apiKey } = (await back.ask('POST', '/api-keys', { label: 'gone', username, role: 'general', scopes: ['all'] })).json<{ key: string, apiKey: ShownKey }>()
    t.equal((await as(key, 'GET', '/documents')).statusCode, 200)
    t.equal((await back.ask('DELETE', `/api-keys/${apiKey.id}`)).statusCode, 204)
    pass(5.1)
    t.equal((await as(key, 'GET', '/documents')).statusCode, 401)
    t.match((await back.ask('DELETE', `/api-keys/${apiKey.id}`)).json(), { status: 404, code: 'CHOHYO_API_KEY_UNKNOWN' })
    t.match((await lines('change')).slice(-2), [{ what: 'make-api-key', about: 'gone', detail: { scopes: ['all'] } }, { what: 'revoke-api-key', about: 'gone' }])
  })

  t.test('keys of before scopes may do what their role may', async (t) => {
    t.equal((await call({ url: '/v1/documents' })).statusCode, 200)
    t.equal((await call({ url: '/v1/api-keys' })).statusCode, 200)
  })
})
