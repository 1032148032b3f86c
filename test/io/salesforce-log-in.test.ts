import { createVerify, generateKeyPairSync } from 'node:crypto'
import t from 'tap'
import { logIn, signAssertion } from '../../server/io/salesforce-log-in.ts'
import { serve } from './http-server.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const options = { loginUrl: 'https://login.salesforce.com/', instanceUrl: 'https://acme.my.salesforce.com', consumerKey: 'key', privateKey, username: 'rep@acme.example', timeLimit: 1000 }

t.test('the assertion is for this user, this app and this login address, and lives two minutes', async (t) => {
  const now = Date.UTC(2026, 0, 1)
  const [header = '', claims = '', signature = ''] = signAssertion(options, now).split('.')
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as unknown
  t.same(read(header), { alg: 'RS256', typ: 'JWT' })
  t.same(read(claims), { iss: 'key', sub: 'rep@acme.example', aud: 'https://login.salesforce.com', exp: now / 1000 + 120 })
  t.ok(createVerify('sha256').update(`${header}.${claims}`).verify(publicKey, Buffer.from(signature, 'base64url')))
})

t.test('a login sends the assertion and gives the token', async (t) => {
  let body = ''
  const origin: string = await serve(t, (request, response) => {
    request.on('data', (chunk: Buffer) => { body += chunk.toString() })
    request.on('end', () => { response.setHeader('content-type', 'application/json').end(JSON.stringify({ access_token: '00D!x', instance_url: origin, id: `${origin}/id/00D/005` })) })
  })
  t.equal(await logIn({ ...options, loginUrl: origin, instanceUrl: origin }), '00D!x')
  t.match(body, /^grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=ey[\w.-]+$/)
})

t.test('an answer without a token, or for another org, is none', async (t) => {
  const answers: Array<[unknown, string]> = [
    [{ access_token: 'x', instance_url: 'https://evil.example' }, 'CHOHYO_SALESFORCE_ELSEWHERE'],
    [{ access_token: 'x', instance_url: 'not an address' }, 'CHOHYO_SALESFORCE_ELSEWHERE'],
    [{ instance_url: 'http://127.0.0.1' }, 'CHOHYO_SALESFORCE_UNAVAILABLE'],
    ['<html>', 'CHOHYO_SALESFORCE_UNAVAILABLE']
  ]
  for (const [answer, code] of answers) {
    const origin = await serve(t, (_, response) => { response.setHeader('content-type', 'application/json').end(typeof answer === 'string' ? answer : JSON.stringify(answer)) })
    await t.rejects(logIn({ ...options, loginUrl: origin, instanceUrl: origin }), { code }, JSON.stringify(answer))
  }
})
