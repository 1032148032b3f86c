import t from 'tap'
import type { InviteMade, ShownUser } from '../../server/users/account-schema.ts'
import { openNeighbour } from '../tenants/neighbour.ts'
import { openPeople, PASSWORD } from './people.ts'

interface List { users: ShownUser[], next: string | null }

t.test('users, in the hands of their admins', async (t) => {
  const people = await openPeople(t)
  const { enter, browser, account, call, apiKey, pass, lines } = people
  const admin = await enter('admin@example.jp')
  const idOf = async (login: string) => (await call({ url: `/v1/users?search=${login}` })).json<List>().users.find((user) => user.login === login)?.id ?? ''
  const change = (id: string, body: object) => admin.ask('PATCH', `/users/${id}`, body)

  t.test('are found by parts of names and addresses, by label, role and state, page by page', async (t) => {
    for (const [at, login] of ['aoi@example.jp', 'beni@example.jp', 'chie_100%@example.jp'].entries()) {
      const id = await account(login)
      t.match((await change(id, { name: `氏名 ${at}`, labels: at === 1 ? ['営業', '東京'] : ['東京'], mail: `private${at}@mail.example` })).json(), { login, name: `氏名 ${at}`, mail: `private${at}@mail.example` })
    }
    const found = async (query: string) => (await admin.ask('GET', `/users?${query}`)).json<List>().users.map(({ login }) => login)
    t.same(await found('search=BENI'), ['beni@example.jp'])
    t.same(await found(`search=${encodeURIComponent('氏名 2')}`), ['chie_100%@example.jp'])
    t.same(await found('search=private0'), ['aoi@example.jp'])
    t.same(await found('search=%25'), ['chie_100%@example.jp'], 'signs of a pattern mean themselves')
    t.same(await found('search=_100'), ['chie_100%@example.jp'])
    t.same(await found(`label=${encodeURIComponent('営業')}`), ['beni@example.jp'])
    t.same(await found('role=admin'), ['admin@example.jp'])
    t.same(await found('state=closed'), [])
    const first = (await admin.ask('GET', '/users?limit=3')).json<List>()
    const rest = (await admin.ask('GET', `/users?limit=3&after=${encodeURIComponent(first.next ?? '')}`)).json<List>()
    t.same([...first.users, ...rest.users].map(({ login }) => login), ['admin@example.jp', 'aoi@example.jp', 'beni@example.jp', 'chie_100%@example.jp'])
    t.equal(rest.next, null)
    t.notMatch(JSON.stringify(first), /argon2|password|totp_secret/)
  })

  t.test('an auditor sees them and changes nothing, a general user does neither', async (t) => {
    const id = await idOf('aoi@example.jp')
    for (const [role, reads] of [['auditor', 200], ['general', 403]] as const) {
      const token = await apiKey('x@example.jp', role)
      t.equal((await call({ url: '/v1/users', token })).statusCode, reads, role)
      t.equal((await call({ url: `/v1/users/${id}`, token })).statusCode, reads, role)
      for (const request of [{ method: 'PATCH', url: `/v1/users/${id}`, body: { role: 'admin' } }, { method: 'DELETE', url: `/v1/users/${id}` }, { method: 'POST', url: `/v1/users/${id}/reset`, body: {} }, { method: 'POST', url: '/v1/invites', body: { login: 'x@example.jp', name: 'x', role: 'admin', username: 'x' } }] as const) {
        t.match((await call({ ...request, token })).json(), { status: 403, code: 'CHOHYO_ROLE_MISSING' }, `${role} ${request.method} ${request.url}`)
      }
    }
  })

  t.test('a new role, or none at all any more, holds within five seconds in every process, for sessions and keys', async (t) => {
    const id = await account('dai@example.jp')
    const dai = browser()
    await dai.signIn('dai@example.jp')
    t.equal((await dai.ask('GET', '/views')).statusCode, 200)
    t.equal((await change(id, { role: 'auditor' })).json<ShownUser>().role, 'auditor')
    pass(5.1)
    t.match((await dai.ask('GET', '/views')).json(), { code: 'CHOHYO_SESSION_ENDED' }, 'signed out')
    t.match((await dai.signIn('dai@example.jp')).json(), { user: { role: 'auditor' } })
    t.match((await lines('change')).at(-1), { what: 'change-user', about: 'dai@example.jp', detail: { before: { role: 'general' }, after: { role: 'auditor' } } })
    t.equal((await admin.ask('DELETE', `/users/${id}`)).json<ShownUser>().state, 'closed')
    pass(5.1)
    t.equal((await dai.ask('GET', '/views')).statusCode, 401)
    t.match((await dai.signIn('dai@example.jp')).json(), { code: 'CHOHYO_SIGN_IN_REFUSED' })
    t.equal((await change(id, { state: 'active' })).statusCode, 200)
    t.equal((await dai.signIn('dai@example.jp')).statusCode, 201, 'and can be opened again')
  })

  t.test('what an admin has made does not outlive the admin: keys, and links that would make another', async (t) => {
    const second = await enter('second@example.jp')
    const id = await idOf('second@example.jp')
    const { key } = (await second.ask('POST', '/api-keys', { label: 'left', username: 'somebody@example.jp', role: 'admin', scopes: ['all'] })).json<{ key: string }>()
    const { link } = (await second.ask('POST', '/invites', { login: 'backdoor@example.jp', name: 'B', role: 'admin', username: 'b@example.jp' })).json<InviteMade>()
    t.equal((await call({ url: '/v1/users', token: key })).statusCode, 200)
    t.equal((await change(id, { role: 'general' })).statusCode, 200)
    pass(5.1)
    t.equal((await call({ url: '/v1/users', token: key })).statusCode, 401)
    t.match((await browser().ask('POST', '/invites/accept', { token: link?.split('#')[1], password: 'nine small boats at dawn' })).json(), { code: 'CHOHYO_INVITE_UNUSABLE' })
  })

  t.test('the last admin stays one, and of two who demote each other at once one does', async (t) => {
    const id = await idOf('admin@example.jp')
    for (const request of [change(id, { role: 'general' }), change(id, { role: 'auditor' }), change(id, { state: 'closed' }), admin.ask('DELETE', `/users/${id}`)]) t.match((await request).json(), { status: 409, code: 'CHOHYO_LAST_ADMIN' })
    for (let round = 0; round < 5; round++) {
      const other = await account(`rival${round}@example.jp`, 'admin')
      const answers = await Promise.all([id, other].map((each) => call({ method: 'PATCH', url: `/v1/users/${each}`, body: { role: 'general' } })))
      t.same(answers.map(({ statusCode }) => statusCode).sort(), [200, 409], `round ${round}`)
      const { users } = (await call({ url: '/v1/users?role=admin&state=active' })).json<List>()
      t.equal(users.length, 1)
      await call({ method: 'PATCH', url: `/v1/users/${id}`, body: { role: 'admin' } })
      await call({ method: 'PATCH', url: `/v1/users/${other}`, body: { state: 'closed' } })
    }
  })

  t.test('those of the neighbour are nobody', async (t) => {
    const neighbour = await openNeighbour(t, people, 9131)
    const theirs = await account('theirs@example.jp', 'general', neighbour.sandbox.orgId)
    for (const request of [{ url: `/v1/users/${theirs}` }, { method: 'PATCH', url: `/v1/users/${theirs}`, body: { role: 'admin' } }, { method: 'DELETE', url: `/v1/users/${theirs}` }, { method: 'POST', url: `/v1/users/${theirs}/reset`, body: {} }] as const) {
      t.match((await call(request)).json(), { status: 404, code: 'CHOHYO_USER_UNKNOWN' })
    }
    t.notMatch((await call({ url: '/v1/users?limit=500' })).body, /theirs@/)
  })

  t.test('a screen that was left alone changes nobody', async (t) => {
    const back = await enter('admin@example.jp')
    const id = await idOf('aoi@example.jp')
    pass(601)
    for (const request of [back.ask('PATCH', `/users/${id}`, { role: 'admin' }), back.ask('DELETE', `/users/${id}`), back.ask('POST', `/users/${id}/reset`, {}), back.ask('POST', '/invites', { login: 'late@example.jp', name: 'L', role: 'admin', username: 'l' }), back.ask('POST', '/api-keys', { label: 'l', username: 'l', role: 'admin', scopes: ['all'] }), back.ask('PATCH', '/tenant/settings', { signIn: { secondFactor: 'optional' } })]) {
      t.match((await request).json(), { status: 403, code: 'CHOHYO_FRESH_SIGN_IN_NEEDED' })
    }
    t.equal((await back.ask('GET', '/users')).statusCode, 200)
    t.equal((await back.ask('POST', '/account/confirmation', { password: 'wrong' })).statusCode, 403)
    t.equal((await back.ask('POST', '/account/confirmation', { password: PASSWORD })).statusCode, 204)
    t.equal((await back.ask('PATCH', `/users/${id}`, { labels: [] })).statusCode, 200)
  })
})
