import type { AddressInfo } from 'node:net'
import { createHmac, createPublicKey, createSign, generateKeyPairSync } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import type { Test } from 'tap'
import type { Call } from '../apex-play/platform-classes.ts'
import { json, type ConformanceOrg, partsOf, refusal, signAsApex, tokenOf, type Differences } from './open-org.ts'
import { thrown } from '../apex-play/values.ts'

export async function driveRefusals (t: Test, org: ConformanceOrg): Promise<void> {
  const { quote = '' } = org.sandbox.records
  const ask = (differences: Differences = {}) => org.apex(differences).call('ChohyoDocuments.generate', 'quote_ja', quote, false, null, null)
  const unknown = { status: 401, code: 'CHOHYO_UNAUTHENTICATED' }

  const withToken = (change: (token: string) => string): Differences => ({ altered: (call) => ({ ...call, headers: new Map(call.headers).set('authorization', `Bearer ${change(tokenOf(call))}`) }) })
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url')
  const signed = (text: string, key = org.sandbox.signingKey): string => `${text}.${createSign('sha256').update(text).sign(key).toString('base64url')}`

  t.test('what is signed is what all other tests of the service sign', async (t) => {
    await json(ask())
    const [apex, twin] = [tokenOf(org.sent.at(-1)), signAsApex(org.sandbox, { method: 'POST', url: '/v1/documents', body: org.sent.at(-1)?.body ?? '', username: org.rep })].map(partsOf)
    t.same(apex?.[0], twin?.[0], 'header')
    const { jti: one, iat, exp, ...claims } = apex?.[1] ?? {}
    const { jti: other, iat: twinIat, exp: twinExp, ...twinClaims } = twin?.[1] ?? {}
    t.same(claims, twinClaims, 'claims')
    t.not(one, other)
    t.equal(Number(exp) - Number(iat), Number(twinExp) - Number(twinIat))
    t.same(Object.keys(apex?.[1] ?? {}).sort(), ['aud', 'bh', 'exp', 'htm', 'htu', 'iat', 'iss', 'jti', 'role', 'sub'])
  })

  t.test('requests that the service cannot trust are refused, and the user is told to ask the admin', async (t) => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } })
    let spent = ''
    await json(ask(withToken((token) => { spent = token; return token })))
    const cases: Record<string, Differences> = {
      'an org that is not known': { orgId: '00D9z0000000000EAA' },
      'a key that is not the org’s': { sign: (_certificate, content) => createSign('sha256').update(content).sign(privateKey) },
      'signed for too long ago': { now: () => Date.now() - 151_000 },
      'signed in the future': { now: () => Date.now() + 600_000 },
      'signed for another service': { settings: { ServiceUrl__c: 'https://other.test' } },
      'used before': withToken(() => spent),
      'with another address': { altered: (call) => ({ ...call, endpoint: 'callout:Chohyo/v1/runs' }) },
      'with more in the address': { altered: (call) => ({ ...call, endpoint: `${call.endpoint}?x=1` }) },
      'with another body': { altered: (call) => ({ ...call, body: call.body.replace('false', 'true ') }) },
      'by another method': { altered: (call) => ({ ...call, method: 'GET', endpoint: 'callout:Chohyo/v1/documents', body: '' }) },
      'without a signature, as alg none': withToken((token) => `${encode({ alg: 'none', typ: 'JWT' })}.${token.split('.')[1]}.`),
      'with the public key as a secret': withToken((token) => hmac(token)),
      'with another user’s name in it': withToken((token) => { const [header, , signature] = token.split('.'); return [header, encode({ ...partsOf(token)[1], sub: org.sandbox.users[0]?.username }), signature].join('.') }),
      'for longer than five minutes': withToken((token) => signed([token.split('.')[0], encode({ ...partsOf(token)[1], exp: Math.floor(Date.now() / 1000) + 3600 })].join('.'))),
      'without a token': { altered: (call) => ({ ...call, headers: new Map([...call.headers].filter(([name]) => name !== 'authorization')) }) }
    }
    for (const [words, differences] of Object.entries(cases)) {
      const told = await refusal(ask(differences))
      t.match(told, unknown, words)
      t.match(told.detail, /Ask your Salesforce admin/, words)
    }
    t.match((await json(ask()))['state'], /queued|done/, 'while a good one passes')
  })

  function hmac (token: string): string {
    const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${token.split('.')[1]}`
    const key = createPublicKey(org.sandbox.certificate).export({ type: 'spki', format: 'pem' })
    return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`
  }

  t.test('nothing leaves the org for a user without the permission, or before the org is set up', async (t) => {
    const before = org.sent.length
    t.match(await refusal(ask({ permissions: [] })), { status: 403, code: 'CHOHYO_PERMISSION_MISSING' })
    t.match(await refusal(ask({ settings: {} })), { status: 500, code: 'CHOHYO_NOT_SET_UP', detail: /ServiceUrl__c/ })
    t.match(await refusal(ask({ sign: () => { throw thrown('InvalidParameterValueException', 'Invalid certificate') } })), { status: 500, code: 'CHOHYO_NOT_SET_UP', detail: /Chohyo_Signing: Invalid certificate/ })
    t.equal(org.sent.length, before)
  })

  t.test('every way of not getting an answer has a name', async (t) => {
    const say = (status: number, contentType: string, body: string): RequestListener => (_request, response) => response.writeHead(status, { 'content-type': contentType }).end(body)
    const cases: Array<[string, RequestListener, object]> = [
      ['a proxy whose service is away', say(502, 'text/html', '<h1>Bad Gateway</h1>'), { status: 503, code: 'CHOHYO_SERVICE_UNREACHABLE' }],
      ['a proxy that gave up waiting', say(504, 'text/html', '<h1>Timeout</h1>'), { status: 504, code: 'CHOHYO_SERVICE_LATE' }],
      ['a page instead of JSON', say(200, 'text/html', '<h1>Welcome</h1>'), { status: 502, code: 'CHOHYO_ANSWER_UNREADABLE' }],
      ['a redirect to a sign-in', say(302, 'text/plain', ''), { status: 502, code: 'CHOHYO_ANSWER_UNREADABLE' }],
      ['a problem without a code', say(418, 'application/json', '{"message":"teapot"}'), { status: 418, code: 'CHOHYO_ANSWER_UNREADABLE' }],
      ['a problem that is cut off', say(500, 'application/problem+json', '{"code":"CHO'), { status: 500, code: 'CHOHYO_ANSWER_UNREADABLE' }],
      ['a service that is very busy', say(503, 'application/problem+json; charset=utf-8', '{"status":503,"code":"CHOHYO_SERVICE_BUSY","detail":"Busy.","requestId":"r"}'), { status: 503, code: 'CHOHYO_SERVICE_BUSY', detail: 'Busy.', requestId: 'r' }],
      ['a line that breaks', (request) => request.socket.destroy(), { status: 503, code: 'CHOHYO_SERVICE_UNREACHABLE' }]
    ]
    for (const [words, answer, expected] of cases) {
      t.match(await refusal(ask({ base: await serve(answer) })), expected, words)
    }
    t.match(await refusal(ask({ base: await serve(() => {}), altered: (call: Call) => ({ ...call, timeout: 300 }) })), { status: 504, code: 'CHOHYO_SERVICE_LATE' }, 'no answer in time')
    t.match(await refusal(ask({ base: 'http://127.0.0.1:9' })), { status: 503, code: 'CHOHYO_SERVICE_UNREACHABLE' }, 'nobody there')
    t.equal(org.sent.at(-1)?.timeout, 20_000, 'Apex waits for twenty seconds')
  })

  async function serve (answer: RequestListener): Promise<string> {
    const server = createServer(answer)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    t.teardown(() => { server.closeAllConnections(); server.close() })
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }
}
