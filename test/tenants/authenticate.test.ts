import { randomUUID } from 'node:crypto'
import t from 'tap'
import { tokens } from '../corpus/I-tokens.ts'
import { testService } from '../service.ts'

const GET = { method: 'GET', url: '/v1/documents' } as const

t.test('a caller is known by an API key or by what the org has signed', async (t) => {
  const { app, call, signed, sandbox, apiKey } = await testService(t, { worker: false, starter: false })
  const bearer = (token: string) => app.inject({ ...GET, headers: { authorization: `Bearer ${token}` } })

  t.test('an API key opens the door, with the rights of its role', async (t) => {
    t.equal((await call(GET)).statusCode, 200)
    const general = await apiKey(sandbox.users[1]?.username ?? '')
    const body = { label: 'x', body: {} }
    const refused = await call({ method: 'PUT', url: '/v1/views/x', token: general, body })
    t.match(refused.json(), { status: 403, code: 'CHOHYO_ROLE_MISSING' })
  })

  t.test('an auditor reads what the others read, and changes nothing', async (t) => {
    const token = await apiKey(sandbox.users[1]?.username ?? '', 'auditor')
    for (const url of ['/v1/documents', '/v1/views', '/v1/histories/change']) t.equal((await call({ url, token })).statusCode, 200, url)
    for (const [method, url] of [['POST', '/v1/documents'], ['POST', '/v1/previews'], ['PUT', '/v1/views/x'], ['PUT', '/v1/mappings/x']] as const) {
      t.match((await call({ method, url, token, body: {} })).json(), { status: 403, code: 'CHOHYO_ROLE_MISSING' }, `${method} ${url}`)
    }
  })

  t.test('a request signed by the org opens the door once', async (t) => {
    const token = signed(GET)
    t.equal((await bearer(token)).statusCode, 200)
    const again = await bearer(token)
    t.match(again.json(), { status: 401, code: 'CHOHYO_UNAUTHENTICATED' }, 'a replay')
  })

  t.test('the org says who is an admin, and may say nothing else of the kind', async (t) => {
    const body = JSON.stringify({ label: 'x', body: {} })
    const url = '/v1/views/x'
    const ask = async (role: unknown) => {
      const token = signed({ method: 'PUT', url, body, claims: { role } })
      return (await app.inject({ method: 'PUT', url, payload: body, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } })).json<{ code: string }>().code
    }
    t.not(await ask('admin'), 'CHOHYO_ROLE_MISSING')
    for (const role of ['general', undefined, null, '', 'Admin', 'auditor', ['admin'], { admin: true }, 1, true]) t.equal(await ask(role), 'CHOHYO_ROLE_MISSING', JSON.stringify(role))
  })

  t.test('the same token id in another token is a replay too', async (t) => {
    const jti = randomUUID()
    t.equal((await bearer(signed({ ...GET, claims: { jti } }))).statusCode, 200)
    t.equal((await bearer(signed({ ...GET, claims: { jti } }))).statusCode, 401)
  })

  t.test('of fifty replays at the same time one gets in', async (t) => {
    const token = signed(GET)
    const answers = await Promise.all(Array.from({ length: 50 }, () => bearer(token)))
    t.equal(answers.filter(({ statusCode }) => statusCode === 200).length, 1)
    t.equal(answers.filter(({ statusCode }) => statusCode === 401).length, 49)
  })

  t.test('a signed body is the body that is accepted, to the byte', async (t) => {
    const url = '/v1/previews'
    const body = JSON.stringify({ mapping: 'none', recordId: '001000000000001AAA' })
    const send = (token: string, payload: string) => app.inject({ method: 'POST', url, payload, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } })
    t.equal((await send(signed({ method: 'POST', url, body }), body)).json<{ code: string }>().code, 'CHOHYO_DEFINITION_UNKNOWN', 'past the door')
    t.equal((await send(signed({ method: 'POST', url, body }), body.replace('none', 'None'))).statusCode, 401)
    t.equal((await send(signed({ method: 'POST', url, body }), `${body} `)).statusCode, 401)
  })

  t.test('each hostile token is a 401 with one sentence', async (t) => {
    for (const { name, token } of tokens) {
      const answer = await bearer(token(sandbox, GET))
      t.match({ status: answer.statusCode, media: answer.headers['content-type'], ...answer.json<object>() }, { status: 401, media: /problem\+json/, code: 'CHOHYO_UNAUTHENTICATED', detail: /API key/ }, name)
    }
    t.equal((await bearer(signed(GET))).statusCode, 200, 'and the next honest request is served')
  })

  t.test('a HEAD request needs a caller as its GET does', async (t) => {
    t.equal((await app.inject({ ...GET, method: 'HEAD' })).statusCode, 401)
    t.equal((await app.inject({ ...GET, method: 'HEAD', headers: { authorization: `Bearer ${signed({ ...GET, method: 'HEAD' })}` } })).statusCode, 200)
  })

  t.test('other ways of saying who one is are not listened to', async (t) => {
    const token = signed(GET)
    for (const headers of [{ authorization: token }, { authorization: `Basic ${token}` }, { cookie: `token=${token}` }, { 'x-api-key': token }, { authorization: `Bearer ${token} ${token}` }]) {
      t.equal((await app.inject({ ...GET, headers })).statusCode, 401)
    }
    t.equal((await app.inject({ method: 'GET', url: `/v1/documents?access_token=${token}` })).statusCode, 401)
  })
})
