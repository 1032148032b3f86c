import type { InjectOptions } from 'fastify'
import t from 'tap'
import { openDemoAccounts } from '../../server/main/open-demo-accounts.ts'
import type { Session } from '../../server/users/schema.ts'
import { testService } from '../service.ts'

t.test('the demo', async (t) => {
  const { app, deps, sandbox } = await testService(t, { worker: false, settings: { SANDBOX: 'on', PUBLIC_URL: '' } })
  const password = await openDemoAccounts(deps, sandbox, undefined)
  const enter = (demo: string, from: InjectOptions = {}) => app.inject({ method: 'POST', url: '/v1/session', body: { demo }, ...from })
  const look = async (from: InjectOptions = {}) => (await app.inject({ url: '/v1/session', ...from })).json<Session>()
  const admin = sandbox.users[0]?.username ?? ''

  t.test('offers its users with what they are, the administrator first, and not the one who may not use the app', async (t) => {
    const { user, demo } = await look({ headers: { 'accept-language': 'ja' } })
    t.equal(user, null)
    t.same(demo?.users.map(({ username, title, language }) => [username.split('@')[0], title, language]), [
      ['admin', 'システム管理者', 'ja'], ['rep', '営業担当', 'ja'], ['limited', '営業担当(一部の項目は非表示)', 'ja'], ['private', '営業担当(自分のレコードのみ)', 'ja'], ['emily', '営業担当', 'en']
    ])
    t.equal((await look()).demo?.users[0]?.title, 'System administrator')
  })

  t.test('lets people on this computer in with one click', async (t) => {
    for (const user of sandbox.users.filter(({ username }) => !username.startsWith('unapproved'))) {
      const answer = await enter(user.username)
      t.equal(answer.statusCode, 201, answer.body)
      t.match(answer.json(), { user: { username: user.username, name: user.name, role: user.username === admin ? 'admin' : 'general' }, org: { sandbox: true } })
      const quotes = await app.inject({ url: '/v1/objects/Quote', headers: { cookie: answer.cookies.map(({ name, value }) => `${name}=${value}`).join() } })
      t.match(quotes.json(), { label: user.language === 'ja' ? '見積' : 'Quote' })
    }
    t.match((await enter('unapproved@sandbox.chohyo.example')).json(), { code: 'CHOHYO_SIGN_IN_REFUSED' })
    t.match((await enter('someone@else.example')).json(), { code: 'CHOHYO_SIGN_IN_REFUSED' })
  })

  t.test('asks everybody else for the password', async (t) => {
    const elsewhere: Record<string, InjectOptions> = {
      'another computer': { remoteAddress: '192.0.2.1' },
      'another computer of this network': { remoteAddress: '10.0.0.2', headers: { host: 'localhost:3000' } },
      'a name that points here (DNS rebinding)': { headers: { host: 'evil.example:3000' } },
      'a name that looks like ours': { headers: { host: 'localhost.evil.example' } },
      'a proxy on this computer': { headers: { 'x-forwarded-for': '192.0.2.1' } },
      'a proxy that says so otherwise': { headers: { via: '1.1 proxy' } }
    }
    for (const [name, from] of Object.entries(elsewhere)) {
      t.equal((await look(from)).demo, null, name)
      const answer = await enter(admin, from)
      t.match(answer.json(), { status: 403, code: 'CHOHYO_DEMO_ELSEWHERE' }, name)
      t.same(answer.cookies, [], name)
      const typed = await app.inject({ method: 'POST', url: '/v1/session', body: { user: admin, password }, ...from })
      t.match(typed.json(), { user: null, secondFactor: { needed: 'enrol' }, demo: null }, `${name}: and the admin for a second factor as well`)
    }
    for (const from of [{ remoteAddress: '::1', headers: { host: '[::1]:3000' } }, { headers: { host: '127.0.0.1:3000' } }]) t.equal((await enter(admin, from)).statusCode, 201)
    t.match((await enter(admin, { headers: { 'sec-fetch-site': 'same-site' } })).json(), { code: 'CHOHYO_CROSS_SITE' }, 'a page of another port')
  })

  t.test('keeps its password over restarts, and makes a new one when it is lost', async (t) => {
    t.equal(await openDemoAccounts(deps, sandbox, password), password)
    const renewed = await openDemoAccounts(deps, sandbox, 'wrong')
    t.not(renewed, password)
    const signIn = (typed: string) => app.inject({ method: 'POST', url: '/v1/session', body: { user: admin, password: typed } })
    t.equal((await signIn(password)).statusCode, 401)
    t.equal((await signIn(renewed)).statusCode, 201)
  })
})

t.test('without a sandbox org of its own the service has no demo', async (t) => {
  const { app, deps, sandbox } = await testService(t, { worker: false, starter: false })
  await openDemoAccounts(deps, sandbox, undefined)
  t.equal((await app.inject('/v1/session')).json<Session>().demo, null)
  t.match((await app.inject({ method: 'POST', url: '/v1/session', body: { demo: sandbox.users[0]?.username } })).json(), { code: 'CHOHYO_DEMO_ELSEWHERE' })
})
