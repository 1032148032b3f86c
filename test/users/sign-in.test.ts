import type { LightMyRequestResponse } from 'fastify'
import t from 'tap'
import { sql } from 'kysely'
import { findSession } from '../../server/users/find-session.ts'
import { keepAccount } from '../../server/users/keep-account.ts'
import type { Session } from '../../server/users/schema.ts'
import { testService } from '../service.ts'
import { withoutSecondFactor } from './without-second-factor.ts'

const PASSWORD = '正しい馬 battery staple'
const PAGE = { 'sec-fetch-site': 'same-origin' }

t.test('signing in to the console', async (t) => {
  const { app, deps, sandbox } = await testService(t, { worker: false })
  await withoutSecondFactor({ deps, sandbox })
  const [admin, , limited] = sandbox.users
  let clock = Date.now()
  deps.now = () => new Date(clock)
  const account = { tenantId: sandbox.orgId, label: '管理 太郎', password: PASSWORD, role: 'admin', username: admin?.username ?? '', language: 'ja' } as const
  await keepAccount(deps, { ...account, login: 'Taro@Example.jp' })
  await keepAccount(deps, { ...account, login: 'misaki@example.jp', label: '山﨑 美咲', role: 'general', username: limited?.username ?? '' })
  const signIn = (user: string, password: string, remoteAddress = '192.0.2.1', headers: Record<string, string> = PAGE) => app.inject({ method: 'POST', url: '/v1/session', body: { user, password }, headers, remoteAddress })
  const lines = () => deps.database.withTenant(sandbox.orgId, (trx) => trx.selectFrom('history').select(['who', 'what', 'result', 'detail']).where('kind', '=', 'login').orderBy('seq').execute())

  t.test('gives a cookie that only this site sends and no script reads, and says who is signed in', async (t) => {
    const answer = await signIn(' taro@example.JP ', PASSWORD)
    t.equal(answer.statusCode, 201, answer.body)
    const [cookie] = answer.cookies
    t.match(cookie, { name: '__Host-chohyo_session', value: /^[A-Za-z0-9_-]{43}$/, httpOnly: true, secure: true, sameSite: 'Strict', path: '/' })
    t.notHas(cookie, { expires: Date, maxAge: Number, domain: String })
    t.equal(answer.headers['cache-control'], 'no-store')
    const session = { user: { username: admin?.username, login: 'taro@example.jp', name: '管理 太郎', role: 'admin', language: 'ja' }, org: { id: sandbox.orgId, name: 'Test org', sandbox: false }, secondFactor: null, demo: null }
    t.same(answer.json(), session)
    t.same((await app.inject({ url: '/v1/session', headers: cookieOf(answer) })).json(), session)
    t.same((await app.inject('/v1/session')).json(), { user: null, org: null, secondFactor: null, demo: null }, 'and nobody without it')
    t.match((await lines()).at(-1), { who: 'taro@example.jp', what: 'sign-in', result: 'done', detail: { way: 'password', network: '192.0.2.1' } })
  })

  t.test('the cookie opens what the user may do, as that user in Salesforce', async (t) => {
    const misaki = cookieOf(await signIn('misaki@example.jp', PASSWORD))
    const describe = await app.inject({ url: '/v1/objects/Opportunity', headers: misaki })
    t.equal(describe.statusCode, 200, describe.body)
    t.notMatch(describe.body, /"name":"Amount"/, 'field-level security is the user’s own')
    t.match((await app.inject({ method: 'PUT', url: '/v1/views/x', body: { label: 'x', body: {} }, headers: { ...misaki, ...PAGE } })).json(), { status: 403, code: 'CHOHYO_ROLE_MISSING' })
    const taro = cookieOf(await signIn('taro@example.jp', PASSWORD))
    t.match((await app.inject({ method: 'PUT', url: '/v1/views/x', body: { label: 'x', body: {} }, headers: { ...taro, ...PAGE } })).json(), { status: 422 })
    t.equal((await app.inject({ url: '/v1/objects', headers: { ...taro, authorization: 'Bearer guess' } })).statusCode, 401, 'a bearer token is not covered by the cookie')
  })

  t.test('what changes something must be asked by a page of this service', async (t) => {
    const taro = cookieOf(await signIn('taro@example.jp', PASSWORD))
    const preview = (headers: Record<string, string>) => app.inject({ method: 'POST', url: '/v1/previews', body: { mapping: 'none', recordId: '001000000000001' }, headers: { ...taro, host: 'chohyo.test', ...headers } })
    for (const headers of [{}, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { 'sec-fetch-site': 'none' }, { origin: 'https://evil.example' }, { origin: 'null' }, { origin: 'https://chohyo.test.evil.example' }, { 'sec-fetch-site': 'cross-site', origin: 'https://chohyo.test' }] as Array<Record<string, string>>) {
      t.match((await preview(headers)).json(), { status: 403, code: 'CHOHYO_CROSS_SITE' }, JSON.stringify(headers))
    }
    for (const headers of [PAGE, { origin: 'https://chohyo.test' }, { origin: 'http://chohyo.test' }]) t.match((await preview(headers)).json(), { code: 'CHOHYO_DEFINITION_UNKNOWN' }, JSON.stringify(headers))
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }]) {
      t.match((await signIn('taro@example.jp', PASSWORD, '192.0.2.1', headers as never)).json(), { code: 'CHOHYO_CROSS_SITE' }, 'nobody is signed in behind their back')
      t.match((await app.inject({ method: 'DELETE', url: '/v1/session', headers: { ...taro, ...headers } })).json(), { code: 'CHOHYO_CROSS_SITE' }, 'or out')
    }
    t.equal((await signIn('taro@example.jp', PASSWORD, '192.0.2.1', {})).statusCode, 201, 'a program that is no browser may sign in')
  })

  t.test('a wrong password and an unknown user are answered alike, and as late', async (t) => {
    const timed = async (user: string) => {
      const start = performance.now()
      const answer = await signIn(user, 'wrong', '192.0.2.9')
      return { ms: performance.now() - start, body: answer.json<{ requestId?: string }>(), answer }
    }
    const [known, unknown] = [await timed('taro@example.jp'), await timed('nobody@example.jp')]
    delete known.body.requestId
    delete unknown.body.requestId
    t.match(known.body, { status: 401, code: 'CHOHYO_SIGN_IN_REFUSED' })
    t.same(unknown.body, known.body)
    t.same(known.answer.cookies, [])
    t.ok(known.ms >= 240 && unknown.ms >= 240, `${known.ms} and ${unknown.ms} ms`)
    t.match((await lines()).at(-1), { who: 'taro@example.jp', what: 'sign-in', result: 'refused', detail: { network: '192.0.2.9' } })
    t.notMatch(JSON.stringify(await lines()), /nobody|wrong|馬/, 'what was typed for nobody is not kept')
    t.match((await app.inject({ method: 'POST', url: '/v1/session', headers: { 'accept-language': 'ja' }, body: { user: 'x', password: 'y' } })).json(), { detail: /パスワードが正しくありません/ })
  })

  t.test('who guesses must wait, and the owner still gets in', async (t) => {
    const guesses = await Promise.all(Array.from({ length: 8 }, (_, at) => signIn('taro@example.jp', `guess ${at}`, '198.51.100.7')))
    t.same(guesses.map(({ statusCode }) => statusCode).sort(), [401, 401, 401, 401, 401, 429, 429, 429])
    const late = guesses.find(({ statusCode }) => statusCode === 429)
    t.match(late?.json(), { code: 'CHOHYO_TOO_MANY_REQUESTS', detail: /Try again in \d+ seconds/ })
    t.ok(Number(late?.headers['retry-after']) > 0 && Number(late?.headers['retry-after']) <= 60)
    t.equal((await signIn('taro@example.jp', PASSWORD, '198.51.100.7')).statusCode, 429, 'right or not')
    t.equal((await signIn('taro@example.jp', PASSWORD)).statusCode, 201, 'from elsewhere the owner is let in')
    clock += 31_000
    t.equal((await signIn('taro@example.jp', PASSWORD, '198.51.100.7')).statusCode, 201, 'and from there too after a while')
  })

  t.test('signing out ends the session at once and for good', async (t) => {
    const taro = cookieOf(await signIn('taro@example.jp', PASSWORD))
    t.equal((await app.inject({ url: '/v1/objects', headers: taro })).statusCode, 200)
    const out = await app.inject({ method: 'DELETE', url: '/v1/session', headers: { ...taro, ...PAGE } })
    t.equal(out.statusCode, 204)
    t.match(out.cookies, [{ name: '__Host-chohyo_session', value: '', expires: new Date(0) }])
    t.match((await app.inject({ url: '/v1/objects', headers: taro })).json(), { status: 401, code: 'CHOHYO_SESSION_ENDED' })
    t.match((await lines()).at(-1), { who: 'taro@example.jp', what: 'sign-out', result: 'done' })
    const count = (await lines()).length
    t.equal((await app.inject({ method: 'DELETE', url: '/v1/session', headers: { ...taro, ...PAGE } })).statusCode, 204, 'twice is no error')
    t.equal((await lines()).length, count)
  })

  t.test('a session ends after eight hours without use, and after a day with it', async (t) => {
    const idle = cookieOf(await signIn('taro@example.jp', PASSWORD))
    const used = cookieOf(await signIn('taro@example.jp', PASSWORD))
    const alive = async (headers: Record<string, string>) => (await app.inject({ url: '/v1/objects', headers })).statusCode === 200
    for (let hours = 3; hours <= 21; hours += 3) {
      clock += 3 * 3_600_000
      t.ok(await alive(used), `after ${hours} hours`)
      if (hours === 9) t.notOk(await alive(idle), 'nobody used it for eight hours')
    }
    clock += 3 * 3_600_000
    t.notOk(await alive(used), 'a day is over')
    t.same((await app.inject({ url: '/v1/session', headers: used })).json<Session>().user, null)
    await signIn('taro@example.jp', PASSWORD)
    const { rows: [left] } = await deps.database.withTenant(sandbox.orgId, (trx) => sql<{ count: number }>`select count(*)::int as count from session where expires_at < ${deps.now()}`.execute(trx))
    t.same(left, { count: 0 }, 'ended ones are swept out by the next sign-in')
  })

  t.test('who is shut out, or gets another role, is so within seconds', async (t) => {
    const misaki = cookieOf(await signIn('misaki@example.jp', PASSWORD))
    const set = (change: Record<string, string>) => deps.database.withTenant(sandbox.orgId, (trx) => trx.updateTable('user_account').set(change).where('login', '=', 'misaki@example.jp').execute())
    t.equal((await app.inject({ url: '/v1/session', headers: misaki })).json<Session>().user?.role, 'general')
    await set({ role: 'admin' })
    clock += 5001
    t.equal((await app.inject({ url: '/v1/session', headers: misaki })).json<Session>().user?.role, 'admin')
    await set({ state: 'closed' })
    clock += 5001
    t.match((await app.inject({ url: '/v1/objects', headers: misaki })).json(), { code: 'CHOHYO_SESSION_ENDED' })
    t.match((await signIn('misaki@example.jp', PASSWORD)).json(), { code: 'CHOHYO_SIGN_IN_REFUSED' })
  })

  t.test('neither token nor password is stored', async (t) => {
    const taro = await signIn('taro@example.jp', PASSWORD)
    const token = taro.cookies[0]?.value ?? ''
    t.ok(await findSession(deps, token))
    const stored = await deps.database.withTenant(sandbox.orgId, async (trx) => [await trx.selectFrom('session').selectAll().execute(), await trx.selectFrom('user_account').selectAll().execute(), await trx.selectFrom('history').selectAll().execute()])
    t.notMatch(JSON.stringify(stored), new RegExp(`${token}|battery`))
    t.match(stored[1], [{ password_hash: /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/ }])
  })

  t.test('a session of another name or form is none', async (t) => {
    const token = (await signIn('taro@example.jp', PASSWORD)).cookies[0]?.value ?? ''
    for (const cookie of [`chohyo_session=${token}`, `__Host-chohyo_session=${token}x`, '__Host-chohyo_session=', `__Host-chohyo_session=%00${token}`, `session=${token}`]) {
      t.match((await app.inject({ url: '/v1/objects', headers: { cookie } })).json(), { code: 'CHOHYO_UNAUTHENTICATED' }, cookie.slice(0, 30))
    }
    t.match((await app.inject({ url: '/v1/objects', headers: { cookie: `__Host-chohyo_session=${'A'.repeat(43)}` } })).json(), { code: 'CHOHYO_SESSION_ENDED' })
  })
})

t.test('on plain http the cookie has no prefix and is not marked secure: it would not come back', async (t) => {
  const { app, deps, sandbox } = await testService(t, { worker: false, starter: false, settings: { PUBLIC_URL: 'http://box.test:3000' } })
  await keepAccount(deps, { tenantId: sandbox.orgId, login: 'a', label: 'A', password: 'p', role: 'general', username: sandbox.users[0]?.username ?? '', language: 'en' })
  const answer = await app.inject({ method: 'POST', url: '/v1/session', body: { user: 'a', password: 'p' } })
  t.match(answer.cookies, [{ name: 'chohyo_session', httpOnly: true, sameSite: 'Strict', path: '/' }])
  t.notHas(answer.cookies[0], { secure: true })
  t.match((await app.inject({ url: '/v1/session', headers: cookieOf(answer) })).json(), { user: { name: 'A' } })
})

function cookieOf (answer: LightMyRequestResponse): { cookie: string } {
  return { cookie: answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ') }
}
