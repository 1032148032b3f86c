import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import t, { type Test } from 'tap'
import { openNeighbour } from '../tenants/neighbour.ts'
import type { InviteMade } from '../../server/users/account-schema.ts'
import { openPeople } from './people.ts'

const GOOD = 'nine small boats at dawn'
const INVITE = { login: 'New.Person@Example.jp', name: '新人 花子', role: 'general', username: 'hanako@sandbox.chohyo.example', labels: ['営業'] }

/** A mail server of this machine; `read` gives the text of the mails that came since. */
async function postOffice (t: Test): Promise<{ url: string, read: (count: number) => Promise<Array<{ to: string, text: string, raw: string }>> }> {
  const mails: Array<{ to: string, text: string, raw: string }> = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData (stream, { envelope }, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
        const raw = Buffer.concat(parts).toString()
        const body = raw.slice(raw.indexOf('\r\n\r\n') + 4)
        const text = /base64/i.test(raw) ? Buffer.from(body, 'base64').toString() : body.replace(/=\r\n/g, '').replace(/((=[0-9A-F]{2})+)/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString())
        mails.push({ to: envelope.rcptTo.map(({ address }) => address).join(), text, raw })
        done()
      })
    }
  })
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  t.teardown(() => new Promise((resolve) => { server.close(() => resolve(undefined)) }))
  return {
    url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    async read (count) {
      for (let tries = 0; mails.length < count && tries < 200; tries++) await new Promise((resolve) => { setTimeout(resolve, 25) })
      return mails.splice(0)
    }
  }
}

t.test('invites without a mail server', async (t) => {
  const people = await openPeople(t)
  const { app, deps, sandbox, browser, enter, account, pass, lines, call } = people
  const admin = await enter('admin@example.jp')
  const invite = async (given: Partial<typeof INVITE> = {}) => (await admin.ask('POST', '/invites', { ...INVITE, ...given })).json<InviteMade>()
  const tokenOf = ({ link }: InviteMade) => link?.split('#')[1] ?? ''
  const accept = (token: string, body: object = { password: GOOD }) => browser().ask('POST', '/invites/accept', { token, ...body })

  t.test('the link is shown once, works once, and makes the account that was meant', async (t) => {
    const made = await invite()
    t.match(made, { mailed: false, link: /^https:\/\/chohyo\.test\/invite#[A-Za-z0-9_-]{43}$/, invite: { login: 'new.person@example.jp', kind: 'invite', state: 'open', madeBy: 'admin@example.jp' } })
    t.notMatch((await admin.ask('GET', '/invites')).body, tokenOf(made), 'afterwards nobody sees it')
    const seen = await browser().ask('GET', '/invites/open', undefined, { 'chohyo-invite': tokenOf(made) })
    t.match(seen.json(), { kind: 'invite', login: 'new.person@example.jp', name: '新人 花子', role: 'general', org: 'Test org' })
    t.match((await accept(tokenOf(made), { password: 'password1234' })).json(), { status: 422, code: 'CHOHYO_PASSWORD_TOO_WEAK' }, 'a weak password uses nothing up')
    const one = browser()
    const answer = await one.ask('POST', '/invites/accept', { token: tokenOf(made), password: GOOD, name: '新人 華子' })
    t.match(answer.json(), { user: { login: 'new.person@example.jp', name: '新人 華子', role: 'general', username: 'hanako@sandbox.chohyo.example' }, secondFactor: null })
    t.match((await one.ask('GET', '/account')).json(), { mail: 'new.person@example.jp', labels: ['営業'], hasPassword: true })
    t.equal((await browser().signIn('new.person@example.jp', GOOD)).statusCode, 201)
    t.match((await accept(tokenOf(made))).json(), { status: 410, code: 'CHOHYO_INVITE_UNUSABLE' }, 'the second time')
    t.match((await admin.ask('GET', '/invites')).json<{ invites: unknown[] }>().invites, [{ state: 'used' }])
    t.match((await lines('change')).slice(-2).map(({ who, what }) => [who, what]), [[sandbox.users[0]?.username, 'make-invite'], ['new.person@example.jp', 'accept-invite']])
  })

  t.test('of two who use it at the same moment one gets in', async (t) => {
    const token = tokenOf(await invite({ login: 'twice@example.jp' }))
    t.same((await Promise.all([accept(token), accept(token)])).map(({ statusCode }) => statusCode).sort(), [201, 410])
  })

  t.test('an admin who was invited sets up a second factor first', async (t) => {
    const token = tokenOf(await invite({ login: 'second-admin@example.jp', role: 'admin' }))
    t.match((await accept(token, { password: 'six small boat' })).json(), { code: 'CHOHYO_PASSWORD_TOO_WEAK' })
    t.match((await accept(token)).json(), { user: null, secondFactor: { needed: 'enrol' } })
  })

  t.test('it ends after a day, when it is withdrawn, and when another takes its place', async (t) => {
    const old = tokenOf(await invite({ login: 'old@example.jp' }))
    const next = tokenOf(await invite({ login: 'old@example.jp' }))
    t.equal((await accept(old)).statusCode, 410, 'the earlier one')
    const { invite: { id } } = await invite({ login: 'gone@example.jp' })
    t.equal((await admin.ask('DELETE', `/invites/${id}`)).statusCode, 204)
    t.match((await admin.ask('DELETE', `/invites/${id}`)).json(), { code: 'CHOHYO_INVITE_UNKNOWN' })
    pass(24 * 3600 + 1)
    t.equal((await accept(next)).statusCode, 410, 'too late')
    t.equal((await browser().ask('GET', '/invites/open', undefined, { 'chohyo-invite': next })).statusCode, 410)
  })

  t.test('neither general users nor auditors invite; auditors see who was', async (t) => {
    for (const role of ['general', 'auditor'] as const) {
      const one = await enter(`${role}@example.jp`, role)
      t.match((await one.ask('POST', '/invites', INVITE)).json(), { status: 403, code: 'CHOHYO_ROLE_MISSING' })
      t.equal((await one.ask('GET', '/invites')).statusCode, role === 'auditor' ? 200 : 403)
    }
  })

  t.test('a login that is taken is not given again, and that of a neighbour is not told', async (t) => {
    const fresh = await enter('admin@example.jp')
    t.match((await fresh.ask('POST', '/invites', { ...INVITE, login: 'NEW.person@example.jp' })).json(), { status: 409, code: 'CHOHYO_LOGIN_TAKEN' })
    const neighbour = await openNeighbour(t, people, 2)
    await account('theirs@example.jp', 'general', neighbour.sandbox.orgId)
    const made = (await fresh.ask('POST', '/invites', { ...INVITE, login: 'theirs@example.jp' })).json<InviteMade>()
    t.equal(made.invite.state, 'open')
    t.match((await accept(tokenOf(made))).json(), { code: 'CHOHYO_LOGIN_TAKEN' })
    t.match((await call({ method: 'DELETE', url: `/v1/invites/${made.invite.id}` })).statusCode, 204, 'and it is not used up')
    const { rows } = { rows: await deps.database.withTenant(neighbour.sandbox.orgId, (trx) => trx.selectFrom('invite').selectAll().execute()) }
    t.same(rows, [], 'nothing of it is the neighbour’s')
  })

  t.test('a link to set a new password with ends all sessions, and second factors stay', async (t) => {
    const one = await enter('forgot@example.jp', 'admin')
    const fresh = await enter('admin@example.jp')
    const { users } = (await fresh.ask('GET', '/users?search=forgot')).json<{ users: Array<{ id: string }> }>()
    const id = users[0]?.id ?? ''
    const made = (await fresh.ask('POST', `/users/${id}/reset`, {})).json<InviteMade>()
    t.match(made.link, /\/reset#/)
    t.equal((await one.ask('GET', '/objects')).statusCode, 200, 'until it is used nothing changes')
    t.match((await accept(tokenOf(made))).json(), { user: null, secondFactor: { needed: 'give', ways: ['totp', 'recovery'] } })
    pass(6)
    t.equal((await one.ask('GET', '/objects')).statusCode, 401)
    t.equal((await browser().signIn('forgot@example.jp')).statusCode, 401, 'the old password')
    const lost = (await fresh.ask('POST', `/users/${id}/reset`, { factors: true })).json<InviteMade>()
    t.match((await accept(tokenOf(lost))).json(), { secondFactor: { needed: 'enrol' } }, 'whose device is lost sets up another')
    t.match((await lines('change')).filter(({ what }) => what === 'reset-user'), [{ about: 'forgot@example.jp', detail: { factors: false } }, { detail: { factors: true } }])
  })

  t.test('nobody asks for a mail here', async (t) => {
    t.match((await browser().ask('POST', '/session/reset', { user: 'forgot@example.jp' })).json(), { status: 409, code: 'CHOHYO_MAIL_UNAVAILABLE' })
  })

  t.test('what cannot stand in a mail is no login or name', async (t) => {
    const fresh = await enter('admin@example.jp')
    for (const [field, text] of [['login', 'a@example.jp\u0085bcc'], ['login', 'a@example.jp\u2028b'], ['login', 'a b@example.jp'], ['name', 'x\r\ny'], ['name', 'x\u0085y'], ['username', 'x\u2029']] as const) t.equal((await fresh.ask('POST', '/invites', { ...INVITE, [field]: text })).statusCode, 400, `${field} ${encodeURIComponent(text)}`)
  })

  t.test('links are guessed slowly, and by pages of ours only', async (t) => {
    t.match((await browser().ask('POST', '/invites/accept', { token: 'x'.repeat(43), password: GOOD }, { 'sec-fetch-site': 'cross-site' })).json(), { code: 'CHOHYO_CROSS_SITE' })
    const thief = browser('198.51.100.50')
    const statuses = []
    for (let at = 0; at < 25; at++) statuses.push((await thief.ask('POST', '/invites/accept', { token: 'x'.repeat(43), password: GOOD })).statusCode)
    t.same([...new Set(statuses)], [410, 429])
  })

  t.test('no token is in the log or the database', async (t) => {
    t.notOk(app.printRoutes().includes('#'))
    const rows = await deps.database.withTenant(sandbox.orgId, (trx) => trx.selectFrom('invite').select('hash').execute())
    t.ok(rows.every(({ hash }) => hash.length === 32))
  })
})

t.test('invites and resets by mail', async (t) => {
  const office = await postOffice(t)
  const { browser, enter, account, deps, sandbox, lines } = await openPeople(t, { SMTP_URL: office.url, MAIL_FROM: 'chohyo@example.jp' })
  const admin = await enter('admin@example.jp')
  await office.read(0)

  t.test('the link goes to who is invited, and not to the admin', async (t) => {
    const answer = await admin.ask('POST', '/invites', { ...INVITE, language: 'ja' })
    t.match(answer.json(), { mailed: true, link: null })
    const [mail] = await office.read(1)
    t.equal(mail?.to, 'new.person@example.jp')
    t.match(mail?.text, /Test org の Chohyo に招待されました/)
    const [, token = ''] = /https:\/\/chohyo\.test\/invite#([A-Za-z0-9_-]{43})/.exec(mail?.text ?? '') ?? []
    t.equal((await browser().ask('POST', '/invites/accept', { token, password: GOOD })).statusCode, 201)
    await admin.ask('POST', '/invites', { ...INVITE, login: 'english@example.com', language: 'en' })
    const [english] = await office.read(1)
    t.match(english?.text, /You are invited to the Chohyo of Test org/)
  })

  t.test('who forgot the password gets a link, and nobody learns who is known', async (t) => {
    const ask = async (user: string) => {
      const start = performance.now()
      const answer = await browser().ask('POST', '/session/reset', { user })
      return { status: answer.statusCode, body: answer.body, ms: performance.now() - start }
    }
    const known = await ask(' New.Person@example.jp ')
    const unknown = await ask('nobody@example.jp')
    t.same([known.status, known.body], [unknown.status, unknown.body])
    t.equal(known.status, 202)
    t.ok(known.ms >= 395 && unknown.ms >= 395)
    const mails = await office.read(1)
    t.same(mails.map(({ to }) => to), ['new.person@example.jp'])
    const [, token = ''] = /\/reset#([A-Za-z0-9_-]{43})/.exec(mails[0]?.text ?? '') ?? []
    t.equal((await browser().ask('POST', '/invites/accept', { token, password: 'seven tall trees of june' })).statusCode, 201)
    t.equal((await browser().signIn('new.person@example.jp', 'seven tall trees of june')).statusCode, 201)
    t.match((await lines()).filter(({ what }) => what === 'ask-reset'), [{ who: 'new.person@example.jp' }])
    const again = browser('203.0.113.50')
    const statuses = []
    for (let at = 0; at < 5; at++) statuses.push((await again.ask('POST', '/session/reset', { user: 'nobody@example.jp' })).statusCode)
    t.ok(statuses.includes(429), 'nor is anybody buried in mails')
  })

  t.test('the owner is told of what changes: at the old address, when that changes', async (t) => {
    const id = await account('told@example.jp')
    await deps.database.withTenant(sandbox.orgId, (trx) => trx.updateTable('user_account').set({ mail: 'told@example.jp' }).where('id', '=', id).execute())
    const one = browser()
    await one.signIn('told@example.jp')
    await office.read(0)
    t.equal((await one.ask('PATCH', '/account', { mail: 'new@example.jp' })).statusCode, 200)
    t.match(await office.read(1), [{ to: 'told@example.jp' }])
    t.equal((await one.ask('POST', '/account/password', { old: 'six quiet herons by the river', new: GOOD })).statusCode, 204)
    t.match(await office.read(1), [{ to: 'new@example.jp', text: /パスワードが変更されました/ }])
  })

  t.test('a mail server that does not answer keeps nobody from inviting', async (t) => {
    const { send } = deps.mail ?? {}
    if (deps.mail) deps.mail.send = async () => { throw new Error('away') }
    t.match((await admin.ask('POST', '/invites', { ...INVITE, login: 'late@example.jp' })).json(), { mailed: false, link: /#/ })
    if (deps.mail && send) deps.mail.send = send
  })
})
