import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import t from 'tap'
import { buildApp } from '../server/app.ts'
import { faultOf } from './app/problem.ts'
import { testService } from './service.ts'

t.test('the HTTP service', async (t) => {
  const { app, call, deps } = await testService(t, { worker: false, starter: false, settings: { RATE_LIMIT: '60' } })
  const another = async (settings: Partial<typeof deps.config> = {}): Promise<FastifyInstance> => {
    const built = await buildApp({ ...deps, config: { ...deps.config, RATE_LIMIT: 6000, ...settings } })
    t.teardown(() => built.close())
    return built
  }

  t.test('a route that does not say who may call it does not boot', async (t) => {
    const built = await another()
    t.throws(() => built.get('/open', async () => 'x'), { code: 'CHOHYO_ROUTE_WITHOUT_ROLE', message: /GET \/open/ })
    t.throws(() => built.post('/v1/open', { config: {} }, async () => 'x'), { code: 'CHOHYO_ROUTE_WITHOUT_ROLE' })
  })

  t.test('HEAD needs what GET needs', async (t) => {
    t.equal((await app.inject({ method: 'HEAD', url: '/v1/documents' })).statusCode, 401)
    const answer = await call({ method: 'HEAD', url: '/v1/documents' })
    t.same([answer.statusCode, answer.body], [200, ''])
  })

  t.test('every answer carries the headers that keep a browser from harm', async (t) => {
    for (const request of [{ url: '/health/live' }, { url: '/v1/documents' }, { url: '/nowhere' }, { url: '/v1/documents?x=1' }]) {
      const { headers } = await call(request)
      t.match(headers, {
        'content-security-policy': "default-src 'none';frame-ancestors 'none'",
        'strict-transport-security': 'max-age=63072000; includeSubDomains',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin'
      }, request.url)
      t.notHas(headers, { 'x-powered-by': String, server: String, 'access-control-allow-origin': String })
    }
  })

  t.test('what goes wrong unforeseen is told without a word of it', async (t) => {
    const built = await another()
    built.get('/boom', { config: { role: 'anyone' } }, async () => { throw Object.assign(new Error('select secret from api_key at /srv/x.ts:1:1 chy_secret'), { statusCode: 500 }) })
    built.get('/busy', { config: { role: 'anyone' } }, async () => { throw Object.assign(new Error('x'), { code: 'FST_UNDER_PRESSURE', statusCode: 503 }) })
    built.get('/text', { config: { role: 'anyone' } }, async () => { throw Object.assign(new Error('select 1'), { code: '42P01', statusCode: 404 }) })
    for (const url of ['/boom', '/text']) {
      const answer = await built.inject({ url })
      t.match(answer.json(), { status: 500, code: 'CHOHYO_UNEXPECTED', detail: /^Something unexpected went wrong\. .* request id\.$/ })
      t.notMatch(answer.body, /select|secret|\.ts/)
    }
    t.match((await built.inject({ url: '/boom', headers: { 'accept-language': 'ja,en;q=0.8' } })).json(), { detail: /予期しない問題/ })
    t.match((await built.inject({ url: '/busy' })).json(), { status: 503, code: 'CHOHYO_SERVICE_BUSY' })
  })

  t.test('who asks too often waits, known or not, whatever is asked for', async (t) => {
    const network = (remoteAddress: string, url: string, token = 'guess') => app.inject({ url, remoteAddress, headers: { authorization: `Bearer ${token}` } })
    const first = await Promise.all(Array.from({ length: 60 }, (_, at) => network('2001:db8::1', at % 2 === 0 ? '/v1/documents' : '/nowhere', `chy_${at}`)))
    t.same([...new Set(first.map(({ statusCode }) => statusCode))].sort(), [401, 404], 'guessing keys and addresses counts')
    for (const url of ['/v1/documents', '/nowhere', '/health/live', '/docs']) {
      const answer = await network('2001:db8::2', url)
      t.equal(faultOf(answer), null)
      t.match(answer.json(), { status: 429, code: 'CHOHYO_TOO_MANY_REQUESTS', detail: /^Too many requests at once\. Try again in \d+ seconds?\.$/ }, url)
      t.ok(Number(answer.headers['retry-after']) > 0 && Number(answer.headers['retry-after']) <= 60, 'Retry-After')
    }
    t.equal((await network('2001:db8:0:1::1', '/health/live')).statusCode, 200, 'the network next door is served')
    t.equal((await network('192.0.2.1', '/health/live')).statusCode, 200)
  })

  t.test('the caller a proxy forwards counts only when that proxy is trusted', async (t) => {
    const behind = (from: string) => ({ url: '/health/live', remoteAddress: '10.1.2.3', headers: { 'x-forwarded-for': from } })
    const ask = async (built: typeof app, from: string) => (await built.inject(behind(from))).headers['x-ratelimit-remaining']
    const [open, trusting] = [await another(), await another({ TRUST_PROXY: '10.0.0.0/8' })]
    t.not(await ask(open, '192.0.2.7'), await ask(open, '192.0.2.8'), 'untrusted: both are the proxy')
    t.equal(await ask(trusting, '192.0.2.7'), await ask(trusting, '192.0.2.8'), 'trusted: each is its own network')
  })

  t.test('what is no HTTP is answered on its socket, and the next caller is served', async (t) => {
    const built = await another()
    await built.listen({ port: 0, host: '127.0.0.1' })
    const { port } = built.server.address() as AddressInfo
    const send = async (bytes: string): Promise<string> => {
      const socket = connect(port, '127.0.0.1')
      const parts: Buffer[] = []
      socket.on('data', (part) => parts.push(part)).on('error', () => {})
      socket.write(bytes, 'latin1')
      await once(socket, 'close')
      return Buffer.concat(parts).toString()
    }
    const head = 'POST /v1/documents HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n'
    const broken: Record<string, string> = {
      'no request at all': 'x\r\n\r\n',
      TLS: '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
      'a method nobody knows': 'FROB / HTTP/1.1\r\nHost: x\r\n\r\n',
      'a version nobody knows': 'GET / HTTP/7.0\r\nHost: x\r\n\r\n',
      'two lengths': `${head}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
      'a length and chunks (request smuggling)': `${head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      'chunks behind another coding': `${head}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`,
      'a chunk that lies': `${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`,
      'a length that is none': `${head}Content-Length: -1\r\n\r\n`,
      'NUL in a header': 'GET /health/live HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n',
      'a blank before the colon': 'GET /health/live HTTP/1.1\r\nHost : x\r\n\r\n',
      'a bare line feed in a header': 'GET /health/live HTTP/1.1\r\nHost: x\r\nX: a\rb\r\n\r\n',
      'headers of 100 kB': `GET /health/live HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`
    }
    for (const [name, bytes] of Object.entries(broken)) {
      const [top = '', body = ''] = (await send(bytes)).split('\r\n\r\n')
      t.match(top, /^HTTP\/1\.1 4\d\d [\s\S]*content-type: application\/problem\+json/i, name)
      t.match(JSON.parse(body), { type: 'about:blank', status: /^4\d\d$/, code: /^CHOHYO_[A-Z_]+$/, detail: /\.$/, requestId: /^[0-9a-f-]{36}$/ }, name)
    }
    const short = connect(port, '127.0.0.1')
    short.on('error', () => {}).end(`${head}Content-Length: 100\r\n\r\n{}`)
    await once(short.resume(), 'close')
    const answer = await fetch(`http://127.0.0.1:${port}/health/live`)
    t.same(await answer.json(), { status: 'live' })
  })
})
