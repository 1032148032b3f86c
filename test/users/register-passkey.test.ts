import t from 'tap'
import type { PasskeyAnswer } from '../../server/users/schema.ts'
import { openPeople, type Browser } from './people.ts'
import { FLAGS, softwareAuthenticator, type Authenticator, type Odd } from './software-authenticator.ts'

const SITE = { origin: 'https://chohyo.test', rpId: 'chohyo.test' }
interface Options { challenge: string, rpId: string, user: { id: string }, rp: { id: string }, allowCredentials: Array<{ id: string }>, authenticatorSelection: object }

t.test('passkeys', async (t) => {
  const { account, browser, enter, lines, deps, sandbox, pass } = await openPeople(t)
  const options = async (one: Browser, path: string) => (await one.ask('GET', path)).json<Options>()
  const register = async (one: Browser, device: Authenticator, odd?: Odd) => one.ask('POST', '/account/passkeys', { label: '事務所の PC', passkey: device.create(await options(one, '/account/passkeys/options'), odd) })
  /** A general user who is signed in and has one passkey. */
  const withPasskey = async (login: string) => {
    const device = softwareAuthenticator(SITE)
    const one = await enter(login, 'general')
    const answer = await register(one, device)
    t.equal(answer.statusCode, 201, answer.body)
    return { one, device, recoveryCodes: answer.json<{ recoveryCodes: string[] }>().recoveryCodes }
  }
  const arrive = async (device: Authenticator, odd?: Odd, one = browser()) => one.ask('POST', '/session', { passkey: device.get(await options(one, '/session/passkey-options'), odd) })

  t.test('the first factor of an admin can be one', async (t) => {
    await account('admin@example.jp', 'admin')
    const one = browser()
    await one.signIn('admin@example.jp')
    const asked = await options(one, '/account/passkeys/options')
    t.match(asked, { rp: { id: 'chohyo.test' }, authenticatorSelection: { residentKey: 'required', userVerification: 'required' } })
    t.notMatch(Buffer.from(asked.user.id, 'base64url').toString(), /admin|example/, 'what the device keeps names nobody')
    const device = softwareAuthenticator(SITE)
    t.equal((await register(one, device)).statusCode, 201)
    t.match((await one.ask('GET', '/session')).json(), { user: { role: 'admin' } })

    const two = browser()
    t.same((await two.signIn('admin@example.jp')).json<{ secondFactor: unknown }>().secondFactor, { needed: 'give', ways: ['passkey', 'recovery'] })
    const again = await options(two, '/session/passkey-options')
    t.equal(again.allowCredentials.length, 1)
    t.match((await two.ask('POST', '/session/second-factor', { passkey: device.get(again) })).json(), { user: { role: 'admin' } })
    t.match((await lines()).slice(-1), [{ what: 'second-factor', result: 'done', detail: { way: 'passkey' } }])
  })

  t.test('alone it counts as both factors', async (t) => {
    const { device, recoveryCodes } = await withPasskey('solo@example.jp')
    t.equal(recoveryCodes.length, 10)
    const one = browser()
    const asked = await options(one, '/session/passkey-options')
    t.same(asked.allowCredentials, [], 'nobody learns whose there are')
    t.match((await one.ask('POST', '/session', { passkey: device.get(asked) })).json(), { user: { login: 'solo@example.jp' }, secondFactor: null })
    t.match((await lines()).at(-1), { what: 'sign-in', result: 'done', detail: { way: 'passkey' } })
  })

  t.test('what is not made for this site, this moment and by its owner is refused', async (t) => {
    const { device } = await withPasskey('negative@example.jp')
    const odds: Record<string, Odd> = {
      'another origin': { origin: 'https://evil.example' },
      'the same host over http': { origin: 'http://chohyo.test' },
      'another port': { origin: 'https://chohyo.test:8443' },
      'a host below': { origin: 'https://a.chohyo.test' },
      'another site in the data of the device': { rpId: 'evil.example' },
      'a challenge of one’s own': { challenge: Buffer.alloc(32, 7).toString('base64url') },
      'no PIN, fingerprint or face': { flags: FLAGS.UP },
      'nobody present': { flags: 0 },
      'a registration': { type: 'webauthn.create' },
      'somebody else’s': { userHandle: Buffer.from('01900000-0000-7000-8000-000000000000').toString('base64url') },
      'another signature': { spoil: true }
    }
    for (const [name, odd] of Object.entries(odds)) t.match((await arrive(device, odd)).json(), { status: 401, code: 'CHOHYO_SECOND_FACTOR_REFUSED' }, name)
    t.match((await arrive(softwareAuthenticator(SITE))).json(), { code: 'CHOHYO_SECOND_FACTOR_REFUSED' }, 'a passkey nobody registered')
    t.equal((await arrive(device)).statusCode, 201, 'and the honest one is taken')
  })

  t.test('a challenge is good once, in the browser it was given to, for what it was given, for five minutes', async (t) => {
    const { one, device } = await withPasskey('challenge@example.jp')
    const thief = browser()
    const asked = await options(thief, '/session/passkey-options')
    const cookie = thief.cookies.get('__Host-chohyo_challenge') ?? ''
    const answer = device.get(asked)
    t.equal((await browser().ask('POST', '/session', { passkey: answer })).statusCode, 401, 'without the cookie')
    t.equal((await thief.ask('POST', '/session', { passkey: answer })).statusCode, 201)
    const replay = browser()
    replay.cookies.set('__Host-chohyo_challenge', cookie)
    t.equal((await replay.ask('POST', '/session', { passkey: device.get(asked) })).statusCode, 401, 'not twice, even signed anew')
    const both = browser()
    const shared = await options(both, '/session/passkey-options')
    const answers = await Promise.all([device.get(shared), device.get(shared)].map((passkey) => both.ask('POST', '/session', { passkey })))
    t.same(answers.map(({ statusCode }) => statusCode).sort(), [201, 401], 'nor twice at the same moment')
    const mixed = browser()
    const forAccount = await options(one, '/account/passkey-options')
    mixed.cookies.set('__Host-chohyo_challenge', one.cookies.get('__Host-chohyo_challenge') ?? '')
    t.equal((await mixed.ask('POST', '/session', { passkey: device.get(forAccount) })).statusCode, 401, 'one that was given to confirm with')
    const forged = browser()
    forged.cookies.set('__Host-chohyo_challenge', `${Buffer.from(JSON.stringify({ purpose: 'sign-in', sessionId: null, challenge: asked.challenge, endsAt: 9e15 })).toString('base64url')}.${Buffer.alloc(64).toString('base64url')}`)
    t.equal((await forged.ask('POST', '/session', { passkey: device.get(asked) })).statusCode, 401, 'one that nobody gave')
    const late = browser()
    const old = await options(late, '/session/passkey-options')
    pass(301)
    t.equal((await late.ask('POST', '/session', { passkey: device.get(old) })).statusCode, 401, 'too late')
  })

  t.test('a counter that does not rise is a copied key, and admins are told', async (t) => {
    const { device } = await withPasskey('copied@example.jp')
    t.equal((await arrive(device, { counter: 41 })).statusCode, 201)
    for (const counter of [41, 7, 0]) t.match((await arrive(device, { counter })).json(), { code: 'CHOHYO_SECOND_FACTOR_REFUSED' }, String(counter))
    const alerts = (await lines('change')).filter(({ what, about }) => what === 'alert' && about === 'passkey-copied copied@example.jp')
    t.match(alerts, [{ result: 'raised', detail: { rule: 'passkey-copied' } }])
    t.equal((await arrive(device, { counter: 42 })).statusCode, 201)
    const { device: silent } = await withPasskey('silent@example.jp')
    for (const time of [1, 2]) t.equal((await arrive(silent, { counter: 0 })).statusCode, 201, `a device that does not count, ${time}`)
  })

  t.test('another person’s passkey completes no sign-in', async (t) => {
    const { device: theirs } = await withPasskey('theirs@example.jp')
    await withPasskey('mine@example.jp')
    const half = browser()
    await half.signIn('mine@example.jp')
    t.equal((await half.ask('POST', '/session/second-factor', { passkey: theirs.get(await options(half, '/session/passkey-options')) })).statusCode, 401)
  })

  t.test('a registration is checked as well, and a device registers once', async (t) => {
    const one = await enter('register@example.jp', 'general')
    const odds: Odd[] = [{ origin: 'https://evil.example' }, { rpId: 'evil.example' }, { challenge: Buffer.alloc(32).toString('base64url') }, { flags: FLAGS.UP | FLAGS.AT }, { type: 'webauthn.get' }]
    for (const odd of odds) t.match((await register(one, softwareAuthenticator(SITE), odd)).json(), { status: 422, code: 'CHOHYO_PASSKEY_INVALID' }, JSON.stringify(odd))
    const device = softwareAuthenticator(SITE)
    const asked = await options(one, '/account/passkeys/options')
    t.equal((await one.ask('POST', '/account/passkeys', { label: 'x', passkey: device.create(asked) })).statusCode, 201)
    t.match((await one.ask('POST', '/account/passkeys', { label: 'x', passkey: device.create(asked) })).json(), { code: 'CHOHYO_PASSKEY_INVALID' }, 'the challenge is used')
    const other = await enter('other@example.jp', 'general')
    t.match((await register(other, device)).json(), { code: 'CHOHYO_PASSKEY_INVALID' }, 'nobody registers another’s key')
    for (const broken of [{ response: {} }, { response: { clientDataJSON: 'e30', attestationObject: 'oA' } }, { response: { clientDataJSON: 7, attestationObject: [] } }]) {
      const passkey = { ...device.create(await options(one, '/account/passkeys/options')), ...broken } as PasskeyAnswer
      t.equal((await one.ask('POST', '/account/passkeys', { label: 'x', passkey })).statusCode, 422, JSON.stringify(broken))
    }
  })

  t.test('its owner names it and removes it, nobody else', async (t) => {
    const { one, device } = await withPasskey('owner@example.jp')
    const stranger = await enter('stranger@example.jp', 'general')
    const [key] = (await one.ask('GET', '/account')).json<{ passkeys: Array<{ id: string, label: string, usedAt: string | null }> }>().passkeys
    t.match(key, { label: '事務所の PC', usedAt: null })
    for (const [method, body] of [['PATCH', { label: 'y' }], ['DELETE', undefined]] as const) t.match((await stranger.ask(method, `/account/passkeys/${key?.id}`, body)).json(), { status: 404, code: 'CHOHYO_PASSKEY_UNKNOWN' })
    t.equal((await one.ask('PATCH', `/account/passkeys/${key?.id}`, { label: '電話' })).statusCode, 204)
    t.match((await one.ask('GET', '/account')).json(), { passkeys: [{ label: '電話' }], recoveryCodes: 10 })
    t.equal((await one.ask('POST', '/account/confirmation', { passkey: device.get(await options(one, '/account/passkey-options')) })).statusCode, 204)
    t.equal((await one.ask('DELETE', `/account/passkeys/${key?.id}`)).statusCode, 204)
    t.equal((await arrive(device)).statusCode, 401)
  })

  t.test('a closed account’s passkey opens nothing', async (t) => {
    const { device } = await withPasskey('closed@example.jp')
    await deps.database.withTenant(sandbox.orgId, (trx) => trx.updateTable('user_account').set({ state: 'closed' }).where('login', '=', 'closed@example.jp').execute())
    t.equal((await arrive(device)).statusCode, 401)
  })
})
