import { generateKeyPairSync } from 'node:crypto'
import type { RequestListener, ServerResponse } from 'node:http'
import t, { type Test } from 'tap'
import { openLine, type Call, type Line } from '../../server/io/salesforce-send.ts'
import { serve } from './http-server.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const read: Call = { method: 'GET', path: '/limits', safe: true }
const write: Call = { method: 'POST', path: '/sobjects/ContentVersion', body: Buffer.from('{}'), safe: false }

const json = (response: ServerResponse, status: number, body: unknown) => response.writeHead(status, { 'content-type': 'application/json', 'sforce-limit-info': 'api-usage=27/15000' }).end(JSON.stringify(body))
const refuse = (status: number, errorCode: string, message = 'x') => (response: ServerResponse) => json(response, status, [{ errorCode, message }])
const done = (response: ServerResponse) => json(response, 200, { done: true })

/** An org that answers calls one after the other as the script says, the last answer for ever. */
async function lineTo (t: Test, ...script: Array<(response: ServerResponse) => unknown>): Promise<{ line: Line, asked: string[] }> {
  const asked: string[] = []
  const listener: RequestListener = (request, response) => {
    asked.push(request.url ?? '')
    request.resume()
    if (request.url === '/services/oauth2/token') return json(response, 200, { access_token: `token ${asked.length}`, instance_url: origin })
    const answer = script.length > 1 ? script.shift() : script[0]
    answer?.(response)
  }
  const origin: string = await serve(t, listener)
  const quiet = () => {}
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet }
  return { asked, line: openLine({ instanceUrl: origin, loginUrl: origin, consumerKey: 'key', privateKey, username: 'rep', timeLimit: 1000, apiVersion: '66.0', log }) }
}

const calls = (asked: string[]) => asked.filter((path) => path.startsWith('/services/data/')).length

t.test('nothing is sent before the first call, and the org\'s own count is known after it', async (t) => {
  const { line, asked } = await lineTo(t, done)
  t.equal(line.limits(), null)
  t.same(asked, [])
  t.same(await line.send(read), { done: true })
  t.same(line.limits(), { used: 27, max: 15_000 })
  t.same([asked.length, line.calls()], [2, 1])
})

t.test('a write is sent again only when nothing was done', async (t) => {
  for (const again of [refuse(400, 'UNABLE_TO_LOCK_ROW'), refuse(403, 'REQUEST_LIMIT_EXCEEDED', 'ConcurrentRequests Limit exceeded.'), refuse(401, 'INVALID_SESSION_ID')]) {
    const { line, asked } = await lineTo(t, again, done)
    t.same(await line.send(write), { done: true })
    t.equal(calls(asked), 2)
  }
  const cut = (response: ServerResponse) => { response.destroy() }
  const page = (response: ServerResponse) => { response.writeHead(200, { 'content-type': 'text/html' }).end('<html>') }
  const silence = () => {}
  for (const unknown of [cut, page, silence, refuse(503, 'SERVER_UNAVAILABLE'), refuse(500, 'UNKNOWN_EXCEPTION')]) {
    const { line, asked } = await lineTo(t, unknown)
    await t.rejects(line.send(write), { code: 'CHOHYO_SALESFORCE_REPLY_LOST' })
    t.equal(calls(asked), 1)
  }
})

t.test('what will be refused again is not asked again', async (t) => {
  for (const [status, code] of [[403, 'REQUEST_LIMIT_EXCEEDED'], [400, 'INVALID_FIELD'], [404, 'NOT_FOUND'], [400, 'DUPLICATE_VALUE'], [400, 'QUERY_TIMEOUT']] as const) {
    const { line, asked } = await lineTo(t, refuse(status, code))
    await t.rejects(line.send(read), code)
    t.equal(calls(asked), 1, code)
  }
})

t.test('a locked row is tried five times', async (t) => {
  const { line, asked } = await lineTo(t, refuse(400, 'UNABLE_TO_LOCK_ROW'))
  await t.rejects(line.send(read), { code: 'CHOHYO_SALESFORCE_ROW_LOCKED' })
  t.equal(calls(asked), 5)
})

t.test('sessions that are refused as such end after one new login, whatever the words', async (t) => {
  for (const message of ['Session expired or invalid', 'This session is not valid for use with the REST API']) {
    const { line, asked } = await lineTo(t, refuse(401, 'INVALID_SESSION_ID', message))
    await t.rejects(line.send(read), { code: 'CHOHYO_SALESFORCE_SESSION_REFUSED' })
    t.same([asked.length, calls(asked)], [4, 2])
  }
})

t.test('a page of a proxy instead of an answer is not taken for one', async (t) => {
  const { line } = await lineTo(t, (response) => { response.writeHead(200, { 'content-type': 'text/html' }).end('<html>') }, done)
  t.same(await line.send(read), { done: true })
})
