import fc from 'fast-check'
import t from 'tap'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { readReply, readSaid, refuseReply } from '../../server/services/read-reply.ts'

const form = Compile(Type.Object({ id: Type.String() }))
const reply = (status: number, body: string | Buffer) => ({ status, headers: {}, body: Buffer.from(body) })
const said = (status: number, body: object) => refuseReply('https://api.example/x', reply(status, JSON.stringify(body))).message

t.test('a no is handed on in the words of whoever says it, its code first, in one line', async (t) => {
  t.match(said(400, { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided.\r\nTrace ID: abc' }), 'api.example refused the delivery: HTTP 400 invalid_client AADSTS7000215: Invalid client secret provided. Trace ID: abc.')
  t.match(said(403, { type: 'error', code: 'access_denied_insufficient_permissions', message: 'Access denied' }), /HTTP 403 access_denied_insufficient_permissions Access denied\./)
  t.match(said(404, { error: { code: 404, message: 'File not found: 1.', errors: [{ reason: 'notFound' }] } }), /HTTP 404 notFound File not found: 1/)
  t.match(said(404, { error: { code: 'itemNotFound', message: 'Item not found' } }), /HTTP 404 itemNotFound Item not found/)
  t.match(said(500, { error: { code: { toString: 1, valueOf: 1 }, message: ['x'] } }), /: HTTP 500\./, 'what is no text is left out')
  t.ok(said(400, { message: 'x'.repeat(10_000) }).length < 700)
})

t.test('whatever comes is read, or is an error that has a name', async (t) => {
  const body = fc.oneof(fc.uint8Array().map((bytes) => Buffer.from(bytes)), fc.json(), fc.json().map((json) => `{"error":${json}}`), fc.json().map((json) => `{"error":{"errors":[${json}],"code":${json}},"message":${json}}`))
  fc.assert(fc.property(fc.integer({ min: 100, max: 599 }), body, fc.boolean(), (status, bytes, final) => {
    const { code, message } = readSaid(reply(status, bytes))
    t.type(code + message, 'string')
    try {
      return typeof readReply(form, 'https://api.example/x', reply(status, bytes), { final }).id === 'string'
    } catch (error) {
      const name = (error as { code?: string }).code
      return status >= 200 && status < 300 ? name === (final ? 'CHOHYO_DELIVERY_UNKNOWN' : 'CHOHYO_DELIVERY_FAILED') : name === 'CHOHYO_DELIVERY_REFUSED'
    }
  }), { numRuns: 2000 })
})
