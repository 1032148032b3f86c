import t from 'tap'
import { testService } from '../service.ts'
import { faultOf } from './problem.ts'

const service = await testService(t, { worker: false, starter: false })
const { app, call } = service

const OURS = [
  'https://acme.lightning.force.com', 'https://acme--uat.sandbox.lightning.force.com', 'https://acme-dev-ed.develop.lightning.force.com', 'https://power-1-2-dev-ed.scratch.lightning.force.com', 'https://a.trailblaze.lightning.force.com',
  'https://acme.my.salesforce.com', 'https://acme--uat.sandbox.my.salesforce.com', 'https://acme-dev-ed.develop.my.salesforce.com',
  'https://acme--c.vf.force.com', 'https://acme--uat--c.sandbox.vf.force.com'
]

const OTHERS = [
  'https://lightning.force.com.evil.example', 'https://acme.lightning.force.com.evil.example', 'https://evil.example/.lightning.force.com', 'https://evil.example#.lightning.force.com', 'https://evil.example?acme.lightning.force.com',
  'https://evillightning.force.com', 'https://acme.evil-lightning.force.com', 'https://acme.lightningxforce.com', 'https://lightning.force.com', 'https://my.salesforce.com', 'https://.lightning.force.com', 'https://-.lightning.force.com',
  'http://acme.lightning.force.com', 'https://acme.lightning.force.com:8443', 'https://acme.lightning.force.com/', 'https://acme.lightning.force.com\u0000', 'https://acme@evil.example', 'https://acme.lightning.force.com@evil.example',
  'https://a.b.c.lightning.force.com', 'https://acme.my.site.com', 'https://acme.force.com', 'https://acme.salesforce.com', 'https://ACME.lightning.force.com', 'https://acme.lightning.force.com, https://evil.example',
  'https://帳票.lightning.force.com', 'wss://acme.lightning.force.com', 'file://', 'null', '*', '', 'https://', `https://${'a'.repeat(5000)}.lightning.force.com.evil.example`, 'https://chohyo.test'
]

const preflight = (origin: string | undefined, url = '/v1/previews', headers = {}) => app.inject({
  method: 'OPTIONS', url, headers: { ...origin !== undefined && { origin }, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type', ...headers }
})

const corsOf = (headers: Record<string, unknown>) => Object.keys(headers).filter((name) => name.startsWith('access-control-'))

t.test('a page of Salesforce may ask, whatever kind of org it is', async (t) => {
  for (const origin of OURS) {
    const { statusCode, headers, body } = await preflight(origin)
    t.match([statusCode, body], [204, ''], origin)
    t.match(headers, {
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'authorization, content-type, accept-language, prefer, idempotency-key',
      'access-control-max-age': '600',
      vary: /Origin/
    })
    t.equal(headers['access-control-allow-credentials'], undefined)
    const answer = await call({ url: '/v1/documents', headers: { origin } })
    t.match(answer.headers, { 'access-control-allow-origin': origin, 'access-control-expose-headers': 'location, content-disposition, content-language, etag, retry-after, chohyo-pages', vary: /Origin/ })
    t.match([answer.statusCode, answer.headers['access-control-allow-credentials']], [200, undefined])
  }
})

t.test('no other page may, however much its address looks like one', async (t) => {
  for (const origin of OTHERS) {
    const asked = await preflight(origin)
    t.equal(asked.statusCode, 404, JSON.stringify(origin).slice(0, 80))
    t.equal(faultOf(asked), null)
    t.same(corsOf(asked.headers), [])
    t.same(corsOf((await call({ url: '/v1/documents', headers: { origin } })).headers), [])
  }
  t.equal((await preflight(undefined)).statusCode, 404)
})

t.test('and what is not the API is for nobody else', async (t) => {
  for (const url of ['/health/live', '/metrics', '/docs', '/openapi.json', '/', '/v1', '/v2/documents']) {
    const { statusCode, headers } = await preflight(OURS[0], url)
    t.equal(statusCode, 404, url)
    t.same(corsOf(headers), [], url)
  }
})

t.test('a preflight needs no token, the request does, and the page may read why it is refused', async (t) => {
  const origin = OURS[0] ?? ''
  for (const request of [
    { method: 'POST' as const, url: '/v1/previews', payload: '{', headers: { origin, 'content-type': 'application/json' }, token: 'chy_unknown' },
    { url: '/v1/documents', headers: { origin }, token: 'e30.e30.x' },
    { url: '/v1/documents?limit=x', headers: { origin } },
    { url: '/v1/nowhere', headers: { origin } },
    { method: 'POST' as const, url: '/v1/previews', payload: 'x', headers: { origin, 'content-type': 'text/plain' } }
  ]) {
    const answer = await call(request)
    t.equal(faultOf(answer), null)
    t.ok(answer.statusCode >= 400 && answer.statusCode < 500)
    t.equal(answer.headers['access-control-allow-origin'], origin)
  }
})

t.test('a cookie says nothing across origins', async (t) => {
  const { statusCode, headers } = await app.inject({ url: '/v1/documents', headers: { origin: OURS[0], cookie: 'chohyo=x; session=x' } })
  t.equal(statusCode, 401)
  t.equal(headers['access-control-allow-credentials'], undefined)
})
