import t from 'tap'
import { testService } from '../service.ts'

const { call, apiKey, sandbox, deps, tenant } = await testService(t, { worker: false, starter: false, sandbox: { orgNumber: 9111 } })
const general = await apiKey(sandbox.users[1]?.username ?? '')
const patch = (body: object, token?: string) => call({ method: 'PATCH', url: '/v1/tenant/settings', body, ...token === undefined ? {} : { token } })
const lastLine = () => deps.database.withTenant(sandbox.orgId, (trx) => trx.selectFrom('history').selectAll().orderBy('seq', 'desc').executeTakeFirstOrThrow())

t.test('anybody sees what the tenant is, an admin also what it decides', async (t) => {
  const mine = (await call({ url: '/v1/tenant', token: general })).json<Record<string, unknown>>()
  t.match(mine, { id: sandbox.orgId, name: 'Test org', state: 'active', region: null, settings: { signIn: { secondFactor: 'admins' }, retention: { years: 7 } } })
  t.same([mine.instanceUrl, (mine.settings as Record<string, unknown>).history, (mine.settings as Record<string, unknown>).sso], [undefined, undefined, undefined])
  t.match((await call({ url: '/v1/tenant' })).json(), { instanceUrl: sandbox.url, settings: { history: { zone: 'Asia/Tokyo', webhook: null }, keys: { destroyDelayDays: 7 }, offboarding: { graceDays: 7 }, sso: null } })
})

t.test('settings that are named change, the others stay, and one line says before and after', async (t) => {
  t.match((await patch({ signIn: { secondFactor: 'everyone' }, retention: { years: 10 } })).json(), { signIn: { secondFactor: 'everyone' }, retention: { years: 10 }, history: { zone: 'Asia/Tokyo' } })
  t.match(await lastLine(), { kind: 'change', what: 'set-settings', result: 'done', detail: { changes: [{ setting: 'signIn.secondFactor', before: null, after: 'everyone' }, { setting: 'retention.years', before: null, after: 10 }] } })
  t.match((await patch({ retention: { years: 7 } })).json(), { signIn: { secondFactor: 'everyone' }, retention: { years: 7 } })
  t.match((await lastLine()).detail, { changes: [{ setting: 'retention.years', before: 10, after: 7 }] })
  await patch({ contact: { name: 'Kondo', mail: 'kondo@acme.example' } })
  t.notMatch(JSON.stringify(await lastLine()), /kondo/i, 'who to write to is nobody else’s business')
})

t.test('what is no setting, or no value of one, is refused, and nothing changes', async (t) => {
  for (const body of [{}, { colour: 'red' }, { signIn: { secondFactor: 'never' } }, { signIn: { secondFactor: 'admins', thirdFactor: true } }, { retention: { years: -1 } }, { retention: { years: 7.5 } }, { retention: null },
    { history: { webhook: { url: 'http://siem.example' } } }, { history: { webhook: { url: 'https://user@siem.example' } } }, { history: { webhook: { url: 'https://siem.example', secret: 'short' } } }, { sso: { issuer: 'https://login.example' } }, { contact: { mail: 'nobody' } }, { offboarding: { graceDays: 1000 } }, { __proto__: { x: 1 }, constructor: 1 }]) {
    t.match((await patch(body)).json(), { status: 400, code: 'CHOHYO_REQUEST_INVALID' }, JSON.stringify(body))
  }
  t.equal((await patch({ retention: { years: 1 } }, general)).statusCode, 403)
  t.match((await call({ url: '/v1/tenant' })).json(), { settings: { signIn: { secondFactor: 'everyone' }, retention: { years: 7 } } })
})

t.test('a secret is written, sealed and never shown', async (t) => {
  const secret = 'quokka-canary-webhook-secret'
  t.match((await patch({ history: { webhook: { url: 'https://siem.example/in', secret } } })).json(), { history: { webhook: { url: 'https://siem.example/in', secret: true } } })
  t.match((await patch({ history: { zone: 'Asia/Seoul' } })).json(), { history: { zone: 'Asia/Seoul', webhook: { secret: true } } }, 'and stays while others change')
  const { settings } = await deps.database.withTenant(sandbox.orgId, (trx) => trx.selectFrom('tenant').select('settings').executeTakeFirstOrThrow())
  t.notMatch(JSON.stringify(settings), secret)
  const { webhook } = settings.history as { webhook: { secret: string } }
  t.equal(String(await (await tenant()).secrets.open({ table: 'tenant', column: 'settings', row: 'history.webhook.secret' }, Buffer.from(webhook.secret, 'base64'))), secret)
  const { rows } = await deps.database.withTenant(sandbox.orgId, async (trx) => ({ rows: await trx.selectFrom('history').selectAll().execute() }))
  t.notMatch(JSON.stringify(rows), secret)
  t.match((await patch({ history: { webhook: null } })).json(), { history: { webhook: null } })
})

t.test('a provider of single sign-on that is exchanged does not get the secret of the one before', async (t) => {
  t.match((await patch({ sso: { issuer: 'https://one.example', clientId: 'c', clientSecret: 'quokka-canary-client' } })).json(), { sso: { issuer: 'https://one.example', clientSecret: true } })
  t.match((await patch({ sso: { issuer: 'https://one.example', clientId: 'd' } })).json(), { sso: { clientId: 'd', clientSecret: true } })
  t.match((await patch({ sso: { issuer: 'https://two.example', clientId: 'd' } })).json(), { sso: { issuer: 'https://two.example', clientSecret: false } })
  t.match((await patch({ sso: null })).json(), { sso: null })
})
