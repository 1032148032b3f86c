import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import fc from 'fast-check'
import type { Test } from 'tap'
import { faultOf } from '../app/problem.ts'
import { testService } from '../service.ts'
import type { Property } from './properties.ts'

/** The same for what comes over HTTP: tokens, requests, bytes. */
export async function openServiceProperties (t: Test): Promise<Property[]> {
  const { app, call, signed } = await testService(t, { worker: false, starter: false, settings: { RATE_LIMIT: '100000000' } })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const routes = [...app.roles.keys()].map((route) => route.split(' ') as ['GET', string]).filter(([, path]) => path.startsWith('/v1/') && !path.includes('*') && !/session|offboarding|keys/.test(path))
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom('..', '%00', '%ff', '\'', '{{x}}', '__proto__', '帳票', ' '))
  const holds = (sentence: string, input: fc.Arbitrary<unknown>, check: (input: never) => Promise<void>): Property => ({ sentence, property: fc.asyncProperty(input, check as (input: unknown) => Promise<void>) })

  return [
    holds('a token that was changed anywhere is refused', fc.tuple(fc.nat(), fc.oneof(fc.constantFrom('', '.', 'A', '=', '-'), text), fc.boolean()), async ([at, piece, insert]: [number, string, boolean]) => {
      const token = signed({ method: 'GET', url: '/v1/documents' })
      const place = at % token.length
      const changed = token.slice(0, place) + piece + token.slice(insert ? place : place + 1)
      const header = `Bearer ${changed}`

      if (changed === token || /[^\x20-\x7e]/.test(header) || sameBytes(changed, token)) return
      const { statusCode } = await app.inject({ url: '/v1/documents', headers: { authorization: header } })
      if (statusCode !== 401) throw new Error(`answered ${statusCode}`)
    }),
    holds('whatever is asked is answered, and what is refused is refused in one form', fc.tuple(fc.constantFrom(...routes), text, text, fc.json({ maxDepth: 3 })), async ([[method, path], id, query, payload]: [['GET', string], string, string, string]) => {
      const url = `${path.replace(/:\w+/, encodeURIComponent(id.toWellFormed()))}?limit=${encodeURIComponent(query.toWellFormed())}`
      const answer = await call({ method, url, ...method === 'GET' ? {} : { payload, headers: { 'content-type': 'application/json' } } })
      if (answer.statusCode >= 400 && faultOf(answer) !== null) throw new Error(`${method} ${url}: ${faultOf(answer)}`)
    }),
    holds('bytes that are no request end with one refusal or a closed connection', fc.array(fc.oneof(fc.constantFrom('GET ', 'POST ', '/v1/documents', ' HTTP/1.1\r\n', 'Host: x\r\n', '\r\n', 'Content-Length: 5\r\n', 'Transfer-Encoding: chunked\r\n', '0\r\n\r\n', 'Expect: 100-continue\r\n', 'Upgrade: h2c\r\n', '\n', '\0'), fc.string({ unit: 'binary-ascii', maxLength: 20 })), { maxLength: 10 }), async (parts: string[]) => {
      const socket = connect(port, '127.0.0.1')
      const heard: Buffer[] = []
      socket.on('data', (part) => heard.push(part)).on('error', () => {})
      socket.end(parts.join(''), 'latin1')
      await once(socket, 'close')
      const answer = Buffer.concat(heard).toString()
      if (/^HTTP\/1\.1 5/m.test(answer)) throw new Error(answer.slice(0, 200))
    })
  ]
}

/** base64url has spare bits at the end of each part: what decodes to the same bytes is the same token. */
function sameBytes (one: string, other: string): boolean {
  const read = (token: string) => token.split('.').map((part) => Buffer.from(part, 'base64url').toString('hex')).join('.')
  return read(one) === read(other)
}
