import t from 'tap'
import { openPeople } from './people.ts'

t.test('the second factor', async (t) => {
  const { app, deps, account, browser, enter, code, pass, lines, call } = await openPeople(t)

  t.test('an admin without one is let in no further than to set one up', async (t) => {
    await account('first@example.jp', 'admin')
    const one = browser()
    const half = await one.signIn('first@example.jp')
    t.same(half.json(), { user: null, org: null, secondFactor: { needed: 'enrol', ways: ['totp', 'passkey'] }, demo: null })
    for (const [method, path] of [['GET', '/objects'], ['GET', '/users'], ['POST', '/previews'], ['GET', '/account/sessions'], ['POST', '/account/password'], ['POST', '/account/recovery-codes'], ['DELETE', '/account/totp']] as const) {
      t.match((await one.ask(method, path, method === 'POST' ? {} : undefined)).json(), { status: 401, code: 'CHOHYO_SECOND_FACTOR_MISSING' }, path)
    }
    t.match((await one.ask('POST', '/session/second-factor', { totp: '123456' })).json(), { code: 'CHOHYO_SESSION_ENDED' }, 'there is none to give')
    const begun = (await one.ask('POST', '/account/totp')).json<{ secret: string, uri: string, svg: string }>()
    t.match(begun.uri, /^otpauth:\/\/totp\/Chohyo:first%40example\.jp\?secret=[A-Z2-7]{32}&issuer=Chohyo$/)
    t.match(begun.svg, /^<svg /)
    t.match((await one.ask('POST', '/account/totp/confirm', { code: '000000' })).json(), { status: 401, code: 'CHOHYO_SECOND_FACTOR_REFUSED' })
    const before = one.cookies.get('__Host-chohyo_session')
    const confirmed = await one.ask('POST', '/account/totp/confirm', { code: code(begun.secret) })
    t.equal(confirmed.statusCode, 201, confirmed.body)
    const { recoveryCodes } = confirmed.json<{ recoveryCodes: string[] }>()
    t.equal(new Set(recoveryCodes).size, 10)
    for (const each of recoveryCodes) t.match(each, /^([2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}$/)
    t.not(one.cookies.get('__Host-chohyo_session'), before, 'the token is another one')
    t.equal((await one.ask('GET', '/objects')).statusCode, 200, 'and the door is open')
    t.equal((await app.inject({ url: '/v1/objects', headers: { cookie: `__Host-chohyo_session=${before}` } })).statusCode, 401, 'for the new token only')
    const { rows } = await stored()
    t.notOk(JSON.stringify(rows).includes(begun.secret), 'the secret is sealed')
    t.same((await lines()).slice(-2).map(({ what, result }) => [what, result]), [['sign-in', 'second-factor'], ['second-factor', 'done']])
    t.match((await lines('change')).at(-1), { who: 'first@example.jp', what: 'add-second-factor', result: 'done', detail: { way: 'totp' } })
  })

  const stored = async () => ({ rows: await deps.database.withTenant((await call({ url: '/v1/tenant' })).json<{ id: string }>().id, (trx) => trx.selectFrom('user_account').selectAll().execute()) })

  t.test('a general user needs none, until the tenant asks everybody', async (t) => {
    await account('plain@example.jp')
    t.match((await browser().signIn('plain@example.jp')).json(), { user: { role: 'general' }, secondFactor: null })
    t.equal((await call({ method: 'PATCH', url: '/v1/tenant/settings', body: { signIn: { secondFactor: 'everyone' } } })).statusCode, 200)
    t.match((await browser().signIn('plain@example.jp')).json(), { user: null, secondFactor: { needed: 'enrol' } })
    await call({ method: 'PATCH', url: '/v1/tenant/settings', body: { signIn: { secondFactor: 'admins' } } })
  })

  t.test('a code completes a sign-in once', async (t) => {
    const { secret } = await enter('taro@example.jp')
    const one = browser()
    t.same((await one.signIn('taro@example.jp')).json<{ secondFactor: unknown }>().secondFactor, { needed: 'give', ways: ['totp', 'recovery'] })
    t.match((await one.ask('GET', '/objects')).json(), { code: 'CHOHYO_SECOND_FACTOR_MISSING' })
    t.match((await one.ask('POST', '/account/totp')).json(), { code: 'CHOHYO_SECOND_FACTOR_MISSING' }, 'nor can another be set up in its place')
    const good = code(secret)
    const two = browser()
    await two.signIn('taro@example.jp')
    const both = await Promise.all([one, two].map((each) => each.ask('POST', '/session/second-factor', { totp: good })))
    t.same(both.map(({ statusCode }) => statusCode).sort(), [201, 401], 'of two at the same moment one is let in')
    pass(30)
    const third = browser()
    await third.signIn('taro@example.jp')
    t.match((await third.ask('POST', '/session/second-factor', { totp: good })).json(), { code: 'CHOHYO_SECOND_FACTOR_REFUSED' }, 'within its time, but used')
    t.match((await third.ask('POST', '/session/second-factor', { totp: `${code(secret).slice(0, 3)} ${code(secret).slice(3)}` })).json(), { user: { role: 'admin' }, secondFactor: null }, 'the next one, as apps write it')
  })

  t.test('a code is good a step before and after its own, and no longer', async (t) => {
    const { secret } = await enter('steps@example.jp')
    const late = code(secret)
    pass(30)
    const one = browser()
    await one.signIn('steps@example.jp')
    t.equal((await one.ask('POST', '/session/second-factor', { totp: late })).statusCode, 201)
    pass(60)
    const old = code(secret)
    pass(60)
    const two = browser()
    await two.signIn('steps@example.jp')
    t.equal((await two.ask('POST', '/session/second-factor', { totp: old })).statusCode, 401)
  })

  t.test('a recovery code is good once, at the same moment too, and for its owner only', async (t) => {
    const { recoveryCodes: [first = '', second = ''] } = await enter('hana@example.jp')
    await enter('jiro@example.jp')
    const halves = [browser(), browser()]
    for (const each of halves) await each.signIn('hana@example.jp')
    const answers = await Promise.all(halves.map((each) => each.ask('POST', '/session/second-factor', { recovery: first.toLowerCase() })))
    t.same(answers.map(({ statusCode }) => statusCode).sort(), [201, 401])
    const other = browser()
    await other.signIn('jiro@example.jp')
    t.equal((await other.ask('POST', '/session/second-factor', { recovery: second })).statusCode, 401, 'somebody else')
    const whole = halves[answers.findIndex(({ statusCode }) => statusCode === 201)]
    t.equal((await whole?.ask('GET', '/account'))?.json<{ recoveryCodes: number }>().recoveryCodes, 9)
    const renewed = (await whole?.ask('POST', '/account/recovery-codes'))?.json<{ recoveryCodes: string[] }>().recoveryCodes ?? []
    const again = browser()
    await again.signIn('hana@example.jp')
    t.equal((await again.ask('POST', '/session/second-factor', { recovery: second })).statusCode, 401, 'those of before are good no more')
    t.equal((await again.ask('POST', '/session/second-factor', { recovery: renewed[0] ?? '' })).statusCode, 201)
  })

  t.test('who has the password guesses codes slowly, and the owner still gets in', async (t) => {
    const { secret, ask } = await enter('guess@example.jp')
    t.equal((await ask('GET', '/objects')).statusCode, 200)
    const thief = browser('198.51.100.9')
    await thief.signIn('guess@example.jp')
    const tries: number[] = []
    for (let at = 0; at < 7; at++) tries.push((await thief.ask('POST', '/session/second-factor', { totp: String(100_000 + at) })).statusCode)
    t.same(tries, [401, 401, 401, 401, 401, 429, 429], 'the first wrong code counts as well')
    t.equal((await thief.ask('POST', '/session/second-factor', { totp: code(secret) })).statusCode, 429, 'right or not')
    const again = browser('198.51.100.9')
    await again.signIn('guess@example.jp')
    t.equal((await again.ask('POST', '/session/second-factor', { totp: '123456' })).statusCode, 429, 'the right password once more buys no new tries')
    const owner = browser('203.0.113.7')
    await owner.signIn('guess@example.jp')
    t.equal((await owner.ask('POST', '/session/second-factor', { totp: code(secret) })).statusCode, 201)
    t.match((await lines()).filter(({ who, result }) => who === 'guess@example.jp' && result === 'refused'), [{ what: 'second-factor', detail: { way: 'totp', network: '198.51.100.9' } }])
  })

  t.test('what is half done ends by itself, and asks for a page of ours', async (t) => {
    const { secret } = await enter('half@example.jp')
    const one = browser()
    await one.signIn('half@example.jp')
    t.match((await one.ask('POST', '/session/second-factor', { totp: code(secret) }, { 'sec-fetch-site': 'cross-site' })).json(), { code: 'CHOHYO_CROSS_SITE' })
    pass(31 * 60)
    t.match((await one.ask('POST', '/session/second-factor', { totp: code(secret) })).json(), { code: 'CHOHYO_SESSION_ENDED' })
    t.match((await browser().ask('POST', '/session/second-factor', { totp: code(secret) })).json(), { code: 'CHOHYO_SESSION_ENDED' }, 'nor without any sign-in')
  })

  t.test('the last factor stays where the tenant asks for one', async (t) => {
    const one = await enter('last@example.jp')
    t.match((await one.ask('DELETE', '/account/totp')).json(), { status: 409, code: 'CHOHYO_SECOND_FACTOR_NEEDED' })
    t.match((await one.ask('GET', '/account')).json(), { totp: true, secondFactorNeeded: true })
    t.match((await one.ask('POST', '/account/totp')).json(), { code: 'CHOHYO_FACTOR_NOT_BEGUN' }, 'and none is put in its place')
    const general = await enter('free@example.jp', 'general')
    const { secret } = (await general.ask('POST', '/account/totp')).json<{ secret: string }>()
    t.equal((await general.ask('POST', '/account/totp/confirm', { code: code(secret) })).statusCode, 201)
    t.equal((await general.ask('DELETE', '/account/totp')).statusCode, 204)
    t.match((await general.ask('GET', '/account')).json(), { totp: false, recoveryCodes: 0 })
    t.match((await browser().signIn('free@example.jp')).json(), { secondFactor: null })
  })

  t.test('who was away for ten minutes proves to be there before factors change', async (t) => {
    const one = await enter('away@example.jp')
    pass(11 * 60)
    t.match((await one.ask('POST', '/account/recovery-codes')).json(), { status: 403, code: 'CHOHYO_FRESH_SIGN_IN_NEEDED' })
    t.match((await one.ask('POST', '/account/confirmation', { password: 'wrong' })).json(), { status: 403, code: 'CHOHYO_PASSWORD_WRONG' })
    t.match((await one.ask('POST', '/account/confirmation', { totp: '000000' })).json(), { status: 401, code: 'CHOHYO_SECOND_FACTOR_REFUSED' })
    t.equal((await one.ask('POST', '/account/confirmation', { totp: code(one.secret) })).statusCode, 204)
    t.equal((await one.ask('POST', '/account/recovery-codes')).statusCode, 201)
    t.match((await lines()).slice(-2), [{ what: 'confirm-presence', result: 'refused' }, { what: 'confirm-presence', result: 'done' }])
  })
})
