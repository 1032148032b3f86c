import type { LightMyRequestResponse } from 'fastify'
import t from 'tap'
import { keepAccount } from '../../server/users/keep-account.ts'
import type { Session } from '../../server/users/schema.ts'
import { testService } from '../service.ts'
import { startProvider } from './provider.ts'
import { withoutSecondFactor } from './without-second-factor.ts'

const CLIENT = { clientId: 'chohyo', clientSecret: 'quokka-canary-client-secret' }

t.test('single sign-on', async (t) => {
  const { app, deps, sandbox, call } = await testService(t, { worker: false, starter: false, sandbox: { orgNumber: 9121 }, settings: { WEBHOOK_PRIVATE_NETWORKS: '127.0.0.0/8' } })
  await withoutSecondFactor({ deps, sandbox })
  const provider = await startProvider(t, CLIENT)
  const setSso = (sso: object | null) => deps.database.withTenant(sandbox.orgId, (trx) => trx.updateTable('tenant').set({ settings: JSON.stringify({ signIn: { secondFactor: 'optional' }, sso }) }).execute())
  const sealed = (await deps.secretsOf(sandbox.orgId).seal({ table: 'tenant', column: 'settings', row: 'sso.clientSecret' }, CLIENT.clientSecret)).toString('base64')
  const sso = { issuer: provider.issuer, clientId: CLIENT.clientId, clientSecret: sealed, domains: ['example.jp'] }
  await setSso(sso)
  const account = (login: string, role: 'admin' | 'general' = 'general') => keepAccount(deps, { tenantId: sandbox.orgId, login, label: login, password: 'p', role, username: sandbox.users[1]?.username ?? '', language: 'ja' })
  await account('hanako@example.jp')
  await account('jiro@example.jp', 'admin')
  const begin = (query = '') => app.inject({ url: `/v1/session/sso/${sandbox.orgId}${query}` })
  /** The whole way: to the provider and back, with the cookie that was given on the way. */
  const travel = async ({ person, query, cookie, back: change = (url) => url }: { person: Record<string, unknown>, query?: string, cookie?: string, back?: (url: URL) => URL }) => {
    provider.person = person
    const start = await begin(query)
    const back = change(await provider.visit(start.headers.location ?? ''))
    return app.inject({ url: back.pathname + back.search, headers: { cookie: cookie ?? cookieOf(start), 'sec-fetch-site': 'cross-site' } })
  }
  const who = async (answer: LightMyRequestResponse): Promise<Session> => (await app.inject({ url: '/v1/session', headers: { cookie: cookieOf(answer) } })).json<Session>()
  const lines = () => deps.database.withTenant(sandbox.orgId, (trx) => trx.selectFrom('history').select(['kind', 'who', 'what', 'result', 'detail']).orderBy('seq').execute())
  const refused = (answer: LightMyRequestResponse, why: string) => {
    t.equal(answer.headers.location, '/sign-in?problem=CHOHYO_SSO_REFUSED', why)
    t.notOk(answer.cookies.some(({ name, value }) => name === '__Host-chohyo_session' && value !== ''), why)
  }

  t.test('the browser is sent to the provider with PKCE, state and nonce, and carries the rest sealed', async (t) => {
    const start = await begin()
    t.equal(start.statusCode, 302, start.body)
    const url = new URL(start.headers.location ?? '')
    t.equal(url.origin, provider.issuer)
    t.match(Object.fromEntries(url.searchParams), { response_type: 'code', client_id: 'chohyo', scope: 'openid email profile', redirect_uri: 'https://chohyo.test/v1/session/sso/return', code_challenge_method: 'S256', code_challenge: /^[\w-]{43}$/, state: /^[\w-]{43}$/, nonce: /^[\w-]{43}$/ })
    t.match(start.cookies, [{ name: '__Host-chohyo_sso', httpOnly: true, secure: true, sameSite: 'Lax', path: '/', maxAge: 600 }])
    const [text = ''] = (start.cookies[0]?.value ?? '').split('.')
    t.notMatch(Buffer.from(text, 'base64url').toString(), new RegExp(url.searchParams.get('state') ?? 'none'))
    t.equal(start.headers['cache-control'], 'no-store')
    t.equal(new URL((await begin('?fresh=yes')).headers.location ?? '').searchParams.get('prompt'), 'login')
  })

  t.test('the first time the verified mail address finds the account, from then on who it is at the provider', async (t) => {
    const first = await travel({ person: { sub: 'h-1', email: 'Hanako@Example.jp', email_verified: true } })
    t.equal(first.headers.location, '/', first.body)
    t.match(first.cookies.find(({ name }) => name === '__Host-chohyo_session'), { httpOnly: true, sameSite: 'Strict', value: /^[\w-]{43}$/ })
    t.match(first.cookies.find(({ name }) => name === '__Host-chohyo_sso'), { value: '' })
    t.match(await who(first), { user: { login: 'hanako@example.jp', role: 'general' }, secondFactor: null })
    t.match((await lines()).slice(-2), [{ kind: 'change', what: 'link-sso', who: 'hanako@example.jp' }, { kind: 'login', what: 'sign-in', result: 'done', detail: { way: 'sso' } }])
    t.match(await who(await travel({ person: { sub: 'h-1', email: 'married@elsewhere.jp', email_verified: true } })), { user: { login: 'hanako@example.jp' } }, 'under another address too')
    refused(await travel({ person: { sub: 'h-2', email: 'hanako@example.jp', email_verified: true } }), 'who gets the address later does not get the account')
  })

  t.test('what the token leaves out is asked for', async (t) => {
    await account('saburo@example.jp')
    t.match(await who(await travel({ person: { sub: 's-1', userinfo: { email: 'saburo@example.jp', email_verified: true } } })), { user: { login: 'saburo@example.jp' } })
  })

  t.test('nobody is let in without an account, or by an address that nobody verified', async (t) => {
    refused(await travel({ person: { sub: 'x-1', email: 'stranger@example.jp', email_verified: true } }), 'no account')
    for (const verified of [false, undefined, 'true']) refused(await travel({ person: { sub: 'j-1', email: 'jiro@example.jp', email_verified: verified } }), String(verified))
    await deps.database.withTenant(sandbox.orgId, (trx) => trx.updateTable('user_account').set({ mail: 'boss@example.jp' }).where('login', '=', 'hanako@example.jp').execute())
    refused(await travel({ person: { sub: 'b-1', email: 'boss@example.jp', email_verified: true } }), 'an address one has written oneself')
    await deps.database.withTenant(sandbox.orgId, (trx) => trx.updateTable('user_account').set({ state: 'closed' }).where('login', '=', 'hanako@example.jp').execute())
    refused(await travel({ person: { sub: 'h-1' } }), 'closed')
    await deps.database.withTenant(sandbox.orgId, (trx) => trx.updateTable('user_account').set({ state: 'active' }).where('login', '=', 'hanako@example.jp').execute())
  })

  t.test('what was forged, repeated, or begun elsewhere is refused', async (t) => {
    const person = { sub: 'h-1' }
    refused(await travel({ person, cookie: '' }), 'no trip')
    refused(await travel({ person, cookie: cookieOf(await begin()) }), 'the trip of another')
    refused(await travel({ person, cookie: cookieOf(await begin()).replace(/.\./, 'A.') }), 'a note that was changed')
    refused(await travel({ person, back: (url) => { url.searchParams.set('state', 'other'); return url } }), 'another state')
    refused(await travel({ person, back: (url) => { url.searchParams.set('code', 'guess'); return url } }), 'another code')
    refused(await travel({ person, back: (url) => { url.search = '?error=access_denied'; return url } }), 'the provider said no')
    for (const faults of [{ alg: 'none' }, { alg: 'foreign' }, { issuer: 'https://evil.example' }, { audience: 'another-app' }, { nonce: 'old' }, { expired: true }] as const) {
      provider.faults = faults
      refused(await travel({ person }), JSON.stringify(faults))
    }
    provider.faults = {}
    let back = new URL('https://chohyo.test')
    const start = await travel({ person, back: (url) => { back = url; return url } })
    t.equal(start.headers.location, '/')
    refused(await app.inject({ url: back.pathname + back.search, headers: { cookie: cookieOf(await begin()) } }), 'the code works once')
    t.equal((await travel({ person })).headers.location, '/', 'and it goes on working')
  })

  t.test('an admin gives the second factor here unless the provider says it has asked for one', async (t) => {
    await setSso(sso)
    await deps.database.withTenant(sandbox.orgId, (trx) => trx.updateTable('tenant').set({ settings: JSON.stringify({ sso }) }).execute())
    const admin = { sub: 'j-9', email: 'jiro@example.jp', email_verified: true }
    t.match(await who(await travel({ person: admin })), { user: null, secondFactor: { needed: 'enrol' } })
    t.match(await who(await travel({ person: { ...admin, amr: ['pwd'] } })), { user: null, secondFactor: { needed: 'enrol' } })
    t.match(await who(await travel({ person: { ...admin, amr: ['pwd', 'mfa'] } })), { user: { login: 'jiro@example.jp', role: 'admin' }, secondFactor: null })
  })

  t.test('a session at the provider is no proof of being there at this moment', async (t) => {
    const admin = { sub: 'j-9', amr: ['mfa'] }
    const tries = async (answer: LightMyRequestResponse) => (await app.inject({ method: 'POST', url: '/v1/api-keys', headers: { cookie: cookieOf(answer), 'sec-fetch-site': 'same-origin' }, body: { label: 'k', username: 'u@example.jp', role: 'general', scopes: ['documents:read'] } })).statusCode
    t.equal(await tries(await travel({ person: admin })), 403)
    t.equal(await tries(await travel({ person: { ...admin, auth_time: Math.floor(Date.now() / 1000) - 3600 } })), 403)
    t.equal(await tries(await travel({ person: { ...admin, auth_time: Math.floor(Date.now() / 1000) - 60 } })), 201)
    t.equal(await tries(await travel({ person: admin, query: '?fresh=yes' })), 201, 'it was told to ask again')
  })

  t.test('who was invited gets the account by coming, and has no password', async (t) => {
    const { invite } = (await call({ method: 'POST', url: '/v1/invites', body: { login: 'shiro@example.jp', name: '四郎', role: 'auditor', username: 'x@example.jp' } })).json<{ invite: { id: string } }>()
    refused(await travel({ person: { sub: 'f-0', email: 'shiro@example.jp', email_verified: false } }), 'not verified')
    t.match(await who(await travel({ person: { sub: 'f-1', email: 'shiro@example.jp', email_verified: true } })), { user: { login: 'shiro@example.jp', name: '四郎', role: 'auditor' } })
    t.match((await lines()).slice(-3), [{ what: 'accept-invite', who: 'shiro@example.jp' }, { what: 'link-sso' }, { what: 'sign-in' }])
    t.match((await call({ url: '/v1/invites' })).json<{ invites: Array<{ id: string, state: string }> }>().invites.find(({ id }) => id === invite.id), { state: 'used' })
    t.equal((await app.inject({ method: 'POST', url: '/v1/session', body: { user: 'shiro@example.jp', password: 'p' } })).statusCode, 401)
  })

  t.test('where single sign-on is required, only an admin with a second factor comes another way', async (t) => {
    const byPassword = async (user: string) => (await app.inject({ method: 'POST', url: '/v1/session', body: { user, password: 'p' } })).json<Session & { code?: string }>()
    t.match(await byPassword('hanako@example.jp'), { user: { login: 'hanako@example.jp' } })
    await setSso({ ...sso, required: true })
    for (const login of ['hanako@example.jp', 'jiro@example.jp']) t.match(await byPassword(login), { status: 403, code: 'CHOHYO_SSO_REQUIRED' }, login)
    t.match(await app.inject({ method: 'POST', url: '/v1/session', body: { user: 'hanako@example.jp', password: 'wrong' } }), { statusCode: 401 }, 'which a guess does not learn')
    t.match(await who(await travel({ person: { sub: 'h-1' } })), { user: { login: 'hanako@example.jp' } })
    await deps.database.withTenant(sandbox.orgId, (trx) => trx.updateTable('user_account').set({ totp_since: new Date(), totp_secret: Buffer.from('x') }).where('login', 'in', ['jiro@example.jp', 'hanako@example.jp']).execute())
    t.match(await byPassword('jiro@example.jp'), { user: null, secondFactor: { needed: 'give' } })
    t.match(await byPassword('hanako@example.jp'), { code: 'CHOHYO_SSO_REQUIRED' }, 'for others a second factor makes no difference')
    await setSso(sso)
  })

  t.test('the mail domain tells the org, of nobody in particular; one that two orgs claim tells nothing', async (t) => {
    const orgOf = async (domain: string) => (await app.inject({ url: `/v1/session/sso?domain=${domain}` })).json<{ org: string | null }>().org
    t.equal(await orgOf('Example.JP'), sandbox.orgId)
    t.equal(await orgOf('elsewhere.jp'), null)
    t.equal(await orgOf('%25.jp'), undefined, 'is no domain')
    await setSso({ ...sso, domains: [] })
    t.equal(await orgOf('example.jp'), null)
    await setSso(sso)
  })

  t.test('a provider inside our own network, or none that answers, is said in a sentence; the secret is in no answer and no line', async (t) => {
    await setSso({ ...sso, issuer: 'http://10.0.0.1' })
    t.match((await begin()).json(), { status: 502, code: 'CHOHYO_SSO_UNAVAILABLE' })
    provider.faults = { tokenEndpoint: 'http://169.254.169.254/token' }
    await setSso({ ...sso, clientId: 'chohyo', domains: ['x.jp'] })
    const other = await startProvider(t, CLIENT)
    other.faults = { tokenEndpoint: 'http://169.254.169.254/token' }
    await setSso({ ...sso, issuer: other.issuer })
    other.person = { sub: 'h-1' }
    const start = await begin()
    const back = await other.visit(start.headers.location ?? '')
    refused(await app.inject({ url: back.pathname + back.search, headers: { cookie: cookieOf(start) } }), 'token endpoint inside')
    await setSso(null)
    t.match((await begin()).json(), { status: 404, code: 'CHOHYO_SSO_UNKNOWN' })
    t.equal((await app.inject({ url: '/v1/session/sso/00D000000000000AAA', headers: { accept: 'text/html,*/*;q=0.8' } })).headers.location, '/sign-in?problem=CHOHYO_SSO_UNKNOWN', 'a person is told in words')
    t.match((await app.inject({ url: '/v1/session/sso/00D000000000000AAA' })).json(), { status: 404, code: 'CHOHYO_SSO_UNKNOWN' })
    t.notMatch(JSON.stringify(await lines()), /quokka/)
    t.notMatch((await call({ url: '/v1/tenant' })).body, /quokka/)
  })
})

function cookieOf (answer: LightMyRequestResponse): string {
  return answer.cookies.filter(({ value }) => value !== '').map(({ name, value }) => `${name}=${value}`).join('; ')
}
