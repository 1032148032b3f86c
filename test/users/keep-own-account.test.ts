import t from 'tap'
import { sql } from 'kysely'
import { hashAtCost } from './hash-at-cost.ts'
import { openPeople, PASSWORD } from './people.ts'

const NEW = 'nine small boats at dawn'

t.test('one’s own account', async (t) => {
  const { browser, enter, account, deps, sandbox, pass, lines, call } = await openPeople(t)

  t.test('a new password needs the old one, and ends the other sessions', async (t) => {
    const one = await enter('taro@example.jp', 'general')
    const other = browser()
    await other.signIn('taro@example.jp')
    t.match((await one.ask('POST', '/account/password', { old: 'wrong', new: NEW })).json(), { status: 403, code: 'CHOHYO_PASSWORD_WRONG' })
    t.match((await one.ask('POST', '/account/password', { old: PASSWORD, new: 'taro@example.jp 22' })).json(), { code: 'CHOHYO_PASSWORD_TOO_WEAK' })
    t.match((await one.ask('POST', '/account/password', { old: PASSWORD, new: 'test org is mine 7' })).json<{ detail: string }>().detail, /name/)
    t.equal((await one.ask('POST', '/account/password', { old: PASSWORD, new: NEW })).statusCode, 204)
    pass(6)
    t.equal((await one.ask('GET', '/account')).statusCode, 200)
    t.equal((await other.ask('GET', '/account')).statusCode, 401)
    t.equal((await browser().signIn('taro@example.jp')).statusCode, 401)
    t.equal((await browser().signIn('taro@example.jp', NEW)).statusCode, 201)
    t.match((await lines('change')).at(-1), { who: 'taro@example.jp', what: 'change-password' })
    const statuses = []
    for (let at = 0; at < 6; at++) statuses.push((await one.ask('POST', '/account/password', { old: 'guess', new: NEW })).statusCode)
    t.ok(statuses.includes(429), 'an unlocked screen is no place to guess')
  })

  t.test('shows where one is signed in, and ends what one does not know', async (t) => {
    const one = await enter('hana@example.jp', 'general')
    const [other, third] = [browser('203.0.113.4'), browser('2001:db8:1:2:3::4')]
    await other.signIn('hana@example.jp')
    await third.signIn('hana@example.jp')
    const { sessions } = (await one.ask('GET', '/account/sessions')).json<{ sessions: Array<{ id: string, network: string, current: boolean }> }>()
    t.match(sessions, [{ device: 'Chrome, Windows', way: 'password' }, {}, {}])
    t.same(sessions.map(({ network }) => network).sort().slice(1), ['2001:db8:1:2', '203.0.113.4'])
    t.equal(sessions.filter(({ current }) => current).length, 1)
    const id = sessions.find(({ network }) => network === '203.0.113.4')?.id ?? ''
    const stranger = await enter('stranger@example.jp', 'general')
    t.match((await stranger.ask('DELETE', `/account/sessions/${id}`)).json(), { status: 404, code: 'CHOHYO_SESSION_UNKNOWN' })
    t.equal((await one.ask('DELETE', `/account/sessions/${id}`)).statusCode, 204)
    pass(6)
    t.equal((await other.ask('GET', '/account')).statusCode, 401)
    t.equal((await third.ask('GET', '/account')).statusCode, 200)
    t.equal((await one.ask('DELETE', '/account/sessions')).statusCode, 204)
    pass(6)
    t.equal((await third.ask('GET', '/account')).statusCode, 401)
    t.equal((await one.ask('GET', '/account')).statusCode, 200)
  })

  t.test('name, language and labels are changed at once, the mail address by who is there', async (t) => {
    const one = await enter('yui@example.jp', 'general')
    t.match((await one.ask('PATCH', '/account', { name: '佐藤 結衣', language: 'en', labels: ['西日本'] })).json(), { name: '佐藤 結衣', language: 'en', labels: ['西日本'] })
    t.match((await one.ask('GET', '/session')).json(), { user: { name: '佐藤 結衣', language: 'en' } })
    for (const body of [{ role: 'admin' }, { login: 'x@example.jp' }, { mail: 'no address' }, { name: 'a\u2028b' }, {}]) t.equal((await one.ask('PATCH', '/account', body)).statusCode, 400, Object.keys(body).join())
    t.match((await one.ask('PATCH', '/account', { mail: 'yui@example.com' })).json(), { mail: 'yui@example.com' })
    pass(11 * 60)
    t.match((await one.ask('PATCH', '/account', { mail: 'thief@example.com' })).json(), { code: 'CHOHYO_FRESH_SIGN_IN_NEEDED' })
  })

  t.test('a program has no account', async (t) => {
    for (const [method, url] of [['GET', '/v1/account'], ['POST', '/v1/account/password'], ['POST', '/v1/account/totp'], ['DELETE', '/v1/account/sessions']] as const) t.match((await call({ method, url, ...method === 'POST' && { body: {} } })).json(), { status: 403, code: 'CHOHYO_ACCOUNT_NEEDED' }, url)
  })

  t.test('a password that was stored at a lower cost is stored anew when it is typed', async (t) => {
    const id = await account('cheap@example.jp')
    const stored = async () => (await deps.database.withTenant(sandbox.orgId, (trx) => trx.selectFrom('user_account').select('password_hash').where('id', '=', id).executeTakeFirstOrThrow())).password_hash ?? ''
    const cheap = await hashAtCost(PASSWORD, 8192)
    await deps.database.withTenant(sandbox.orgId, (trx) => sql`update user_account set password_hash = ${cheap} where id = ${id}`.execute(trx))
    t.equal((await browser().signIn('cheap@example.jp', 'wrong')).statusCode, 401)
    t.equal(await stored(), cheap)
    t.equal((await browser().signIn('cheap@example.jp')).statusCode, 201)
    t.match(await stored(), /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    t.equal((await browser().signIn('cheap@example.jp')).statusCode, 201)
  })
})
