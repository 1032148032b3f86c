import t from 'tap'
import type { Test } from 'tap'
import { Connection } from 'jsforce/lib/connection.js'
import { nameApiError } from '../../server/io/salesforce-errors.ts'
import { makeTransport } from '../../server/io/salesforce-transport.ts'
import { serve } from './http-server.ts'

async function ask (t: Test, answer: Parameters<typeof serve>[1], more: { url?: string, bytes?: boolean } = {}): Promise<{ sent: string[], reply: Promise<unknown> }> {
  const origin = await serve(t, answer)
  const sent: string[] = []
  const transport = makeTransport({ origin, timeLimit: 500, nameError: nameApiError, onSend: ({ pathname }) => { sent.push(pathname) }, bytes: more.bytes })
  const connection = new Connection({ instanceUrl: origin, version: '66.0', accessToken: 'token' })
  return { sent, reply: Promise.resolve(connection.request({ method: 'GET', url: more.url ?? '/limits' }, { transport })) }
}

t.test('jsforce sends through it, as the user, to the pinned version', async (t) => {
  const { sent, reply } = await ask(t, (request, response) => {
    response.setHeader('content-type', 'application/json;charset=UTF-8').end(JSON.stringify({ path: request.url, authorization: request.headers.authorization }))
  })
  t.same(await reply, { path: '/services/data/v66.0/limits', authorization: 'Bearer token' })
  t.same(sent, ['/services/data/v66.0/limits'])
})

t.test('the token goes to the org only: not to another address, not after a redirect', async (t) => {
  const elsewhere = await ask(t, (_, response) => { response.end() }, { url: 'http://127.0.0.2:1/services/data' })
  await t.rejects(elsewhere.reply, { code: 'CHOHYO_SALESFORCE_ELSEWHERE' })
  t.same(elsewhere.sent, [])
  const redirect = await ask(t, (_, response) => { response.writeHead(302, { location: 'http://127.0.0.2:1/' }).end() })
  await t.rejects(redirect.reply, { code: 'CHOHYO_SALESFORCE_ELSEWHERE' })
})

t.test('one request is one request: no hidden retries', async (t) => {
  let asked = 0
  const { reply } = await ask(t, (_, response) => { asked++; response.writeHead(503, { 'content-type': 'text/html' }).end('<html>') })
  await t.rejects(reply, { code: 'CHOHYO_SALESFORCE_UNAVAILABLE' })
  t.equal(asked, 1)
})

t.test('a connection that breaks in the middle of an answer is an error, and the process lives', async (t) => {
  const { reply } = await ask(t, (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
    response.write('{"totalSize":')
    setTimeout(() => { response.destroy() }, 20)
  })
  await t.rejects(reply, { code: 'CHOHYO_SALESFORCE_UNAVAILABLE' })
})

t.test('an answer that never ends is cut off, body included', async (t) => {
  const { reply } = await ask(t, (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    const timer = setInterval(() => { response.write(' ') }, 50)
    response.on('close', () => { clearInterval(timer) })
  })
  await t.rejects(reply, { code: 'CHOHYO_SALESFORCE_TIMED_OUT' })
})

t.test('bytes stay bytes whatever their type', async (t) => {
  for (const type of ['application/pdf', 'application/json', 'text/xml', 'text/csv']) {
    const { reply } = await ask(t, (_, response) => { response.setHeader('content-type', type).end(Buffer.from([0, 255, 10, 13, 128])) }, { bytes: true })
    t.same(await reply, Buffer.from([0, 255, 10, 13, 128]), type)
  }
})
