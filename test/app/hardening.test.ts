import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import t from 'tap'
import { testService } from '../service.ts'
import { faultOf } from './problem.ts'

t.test('the front door is hardened', async (t) => {
  const { app, call } = await testService(t, { worker: false, starter: false, settings: { RATE_LIMIT: '100' } })
  app.get('/v1/test-file', { config: { role: 'anyone' } }, async (_request, reply) => reply.header('content-disposition', 'attachment; filename="x.csv"').header('cache-control', 'public').send('x'))
  await app.listen({ port: 0, host: '::' })
  const { port } = app.server.address() as AddressInfo

  t.test('nothing of a device may be asked for, and nobody on the way keeps what the API says', async (t) => {
    for (const url of ['/health/live', '/v1/documents', '/nowhere', '/v1/nowhere', '/docs', '/openapi.json']) {
      const { headers } = await call({ url })
      t.match(headers['permissions-policy'], /camera=\(\).*geolocation=\(\).*publickey-credentials-get=\(self\)/, url)
      t.match(headers, { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-resource-policy': 'same-origin', 'x-frame-options': 'DENY' }, url)
      if (url.startsWith('/v1/')) t.equal(headers['cache-control'], 'no-store', url)
    }
  })

  t.test('whatever is to be saved as a file is never a page of ours', async (t) => {
    t.match((await call({ url: '/v1/test-file' })).headers, { 'content-security-policy': "sandbox; default-src 'none'", 'cache-control': 'no-store' })
  })

  t.test('a path that does not know a method says which it knows', async (t) => {
    const tried: Array<['PUT' | 'POST' | 'PATCH' | 'DELETE', string, string]> = [
      ['DELETE', '/v1/documents', 'GET, HEAD, POST'], ['PATCH', '/v1/documents/01900000-0000-7000-8000-000000000000', 'GET, HEAD'], ['POST', '/health/live', 'GET, HEAD'], ['PUT', '/v1/session?x=1', 'DELETE, GET, HEAD, POST'], ['DELETE', '/openapi.json', 'GET, HEAD']
    ]
    for (const [method, url, allow] of tried) {
      const answer = await call({ method, url })
      t.match([answer.statusCode, answer.headers['allow'], faultOf(answer)], [405, allow, null], `${method} ${url}`)
      t.equal(faultOf(await call({ method, url, headers: { 'accept-language': 'ja' } }), true), null)
    }
    t.equal((await call({ method: 'DELETE', url: '/nowhere' })).statusCode, 404)
    t.equal((await call({ method: 'OPTIONS', url: '/v1/documents' })).statusCode, 404)
  })

  t.test('who is not known yet may not send much', async (t) => {
    const answer = await app.inject({ method: 'POST', url: '/v1/session', payload: JSON.stringify({ user: 'x', password: 'x'.repeat(70_000) }), headers: { 'content-type': 'application/json' } })
    t.match([answer.statusCode, faultOf(answer)], [413, null])
    t.match(answer.json(), { detail: /larger than 64 kB/ })
    const longer = await app.inject({ method: 'POST', url: '/v1/previews', payload: 'x'.repeat(100_000), headers: { 'content-type': 'application/json' } })
    t.equal(longer.statusCode, 401, 'and who sends no key is refused before the body is read')
  })

  t.test('it answers over IPv6 and over IPv4', async (t) => {
    for (const host of ['[::1]', '127.0.0.1', '[::ffff:127.0.0.1]']) t.equal((await fetch(`http://${host}:${port}/health/live`)).status, 200, host)
  })

  t.test('one IPv6 network counts as one caller, IPv4 written as IPv6 as the IPv4 address it is', async (t) => {
    const left = async (remoteAddress: string) => Number((await app.inject({ url: '/health/live', remoteAddress })).headers['x-ratelimit-remaining'])
    const [one, other] = [await left('2001:db8:1:2::1'), await left('2001:db8:1:2:ffff::9')]
    t.equal(other, one - 1, 'the same /64')
    t.equal(await left('2001:db8:1:3::1'), one, 'the /64 beside it')
    t.equal(await left('192.0.2.44'), one)
    t.equal(await left('::ffff:192.0.2.44'), one - 1, 'the same address')
    t.equal(await left('::ffff:192.0.2.45'), one, 'another address')
    t.equal(await left('::FFFF:c000:22c'), one - 2, 'in hexadecimal')
  })

  t.test('who sends letter by letter is told so and loses the connection', async (t) => {
    app.server.headersTimeout = 300
    app.server.requestTimeout = 600
    const slow = async (bytes: string) => {
      const socket = connect(port, '127.0.0.1')
      const parts: Buffer[] = []
      socket.on('data', (part) => parts.push(part)).on('error', () => {})
      socket.write(bytes)
      const dripping = setInterval(() => socket.writable && socket.write('x'), 100)
      await once(socket, 'close')
      clearInterval(dripping)
      return Buffer.concat(parts).toString()
    }
    const answers = await Promise.all([slow('GET /health/live HTTP/1.1\r\nHost: x\r\nX: '), slow('POST /v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n')])
    for (const answer of answers) t.match(answer, /^HTTP\/1\.1 408 [\s\S]*CHOHYO_REQUEST_LATE/)
    t.equal((await fetch(`http://127.0.0.1:${port}/health/live`)).status, 200, 'while others are served')
  })
})
