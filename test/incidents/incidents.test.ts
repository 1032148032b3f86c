import t from 'tap'
import type { Document } from '../../server/documents/schema.ts'
import { raiseIncident } from '../../server/incidents/declare-incident.ts'
import type { Incident } from '../../server/incidents/schema.ts'
import { sendNotices, type Letter } from '../../server/incidents/send-notices.ts'
import { keepAccount } from '../../server/users/keep-account.ts'
import { testService } from '../service.ts'

const service = await testService(t)
const { sandbox, call, deps } = service
const [admin = '', rep = ''] = sandbox.users.map(({ username }) => username)
const repKey = await service.apiKey(rep)
for (const [login, role] of [['admin@example.com', 'admin'], ['second@example.com', 'admin'], ['clerk@example.com', 'general']] as const) {
  await keepAccount(deps, { tenantId: sandbox.orgId, login, label: login, password: 'correct horse battery staple', role, username: role === 'admin' ? admin : rep, language: 'ja' })
}
await (await service.tenant()).db((trx) => trx.updateTable('tenant').set({ settings: JSON.stringify({ contact: { mail: 'dpo@example.com' } }) }).execute())

// A clock of its own: the drill takes two months.
const START = new Date('2026-12-01T00:00:00Z')
let now = START
deps.now = () => now
const at = (days: number, minutes = 0): void => { now = new Date(START.getTime() + days * 86_400_000 + minutes * 60_000) }
const letters: Letter[] = []
const post = async (letter: Letter): Promise<void> => { letters.push(letter) }
const show = async (id: string): Promise<Incident> => (await call({ url: `/v1/incidents/${id}` })).json()
const declare = async (body: object): Promise<Incident> => (await call({ method: 'POST', url: '/v1/incidents', body })).json()
const close = (id: string) => call({ method: 'POST', url: `/v1/incidents/${id}/steps`, body: { step: 'closed' } })
const make = async (mapping: string, record: string): Promise<Document> => (await call({ method: 'POST', url: '/v1/documents', headers: { prefer: 'wait=40' }, body: { mapping, recordId: sandbox.records[record], save: false }, token: repKey })).json()
const documents = [await make('invoice_ja', 'invoice'), await make('invoice_ja', 'invoice'), await make('certificate_ja', 'certificate')].map(({ id }) => id)

t.test('the report is begun from what the service knows, and an admin completes it', async (t) => {
  await call({ url: `/v1/documents/${documents[0]}/content`, token: repKey })
  const incident = await declare({ overview: '請求書を別の取引先に送信した', documents })
  t.match(incident, { rule: 'declared', state: 'open', malicious: false, persons: 2, report: { overview: '請求書を別の取引先に送信した', persons: /^2 名/, items: /帳票 3 件/, remarks: /1 名の利用者により 1 回/, cause: '' } })
  t.same(Object.keys(incident.report).length, 9, 'nine items')
  const changed = await call({ method: 'PATCH', url: `/v1/incidents/${incident.id}`, body: { report: { cause: '宛先の誤選択' } } })
  t.match(changed.json(), { report: { cause: '宛先の誤選択', overview: '請求書を別の取引先に送信した' } })
  const row = await (await service.tenant()).db((trx) => trx.selectFrom('incident').selectAll().where('id', '=', incident.id).executeTakeFirstOrThrow())
  t.notOk(row.report.toString('utf8').includes('誤'), 'sealed')
  await close(incident.id)
})

t.test('documents of others are not counted', async (t) => {
  const incident = await declare({ overview: 'x', documents: ['01900000-0000-7000-8000-000000000000'] })
  t.match(incident, { persons: 0, documents: [] })
  await close(incident.id)
})

t.test('a drill: a rule is found broken, and every admin is told within five minutes, once, though the mail is down at first', async (t) => {
  at(0)
  await sendNotices(deps, post)
  letters.length = 0
  const tenant = await service.tenant()
  const id = await raiseIncident(tenant, { rule: 'record-mixed-up', about: documents[0] ?? '', overview: '他のレコードの内容を含む帳票を検出した', documents: documents.slice(0, 1) })
  t.equal(await raiseIncident(tenant, { rule: 'record-mixed-up', about: documents[0] ?? '', overview: 'again' }), id, 'the same breach is one incident')
  const { notices, declaredBy } = await show(id)
  t.equal(declaredBy, 'service')
  t.same(notices.map(({ to }) => to).sort(), ['admin@example.com', 'dpo@example.com', 'second@example.com'], 'admins and the contact, nobody else')
  for (const { queuedAt } of notices) t.ok(Date.parse(queuedAt) - START.getTime() <= 5 * 60_000, 'queued within five minutes')

  at(0, 1)
  t.equal(await sendNotices(deps, async () => { throw new Error('connect ECONNREFUSED') }), 0)
  t.match((await show(id)).notices, [{ tries: 1, sentAt: null }, { tries: 1, sentAt: null }, { tries: 1, sentAt: null }])
  t.equal(await sendNotices(deps, post), 0, 'not again at once')
  at(0, 3)
  t.equal(await sendNotices(deps, post), 3)
  for (const minute of [4, 30, 600]) {
    at(0, minute)
    t.equal(await sendNotices(deps, post), 0, 'and never twice')
  }
  t.same(letters.map(({ to, kind, incidentId }) => ({ to, kind, incidentId })).sort((one, other) => one.to < other.to ? -1 : 1), ['admin@example.com', 'dpo@example.com', 'second@example.com'].map((to) => ({ to, kind: 'declared', incidentId: id })))
  t.notOk(JSON.stringify(letters).includes('帳票'), 'a letter says nothing of what happened')
  await close(id)
})

t.test('the clocks: five days for the preliminary report, thirty for the final one, sixty where somebody meant it', async (t) => {
  at(0)
  letters.length = 0
  const { id, preliminaryFrom, preliminaryDue, finalDue } = await declare({ overview: 'x' })
  t.same([preliminaryFrom, preliminaryDue, finalDue], ['2026-12-04T09:00:00.000+09:00', '2026-12-06T09:00:00.000+09:00', '2026-12-31T09:00:00.000+09:00'])
  const kinds = async (days: number, minutes = 0): Promise<string[]> => {
    at(days, minutes)
    letters.length = 0
    await sendNotices(deps, post)
    return [...new Set(letters.map(({ kind }) => kind))]
  }
  t.same(await kinds(0), ['declared'])
  t.same(await kinds(2, 1439), [])
  t.same(await kinds(3), ['preliminary-due'])
  t.same(await kinds(4), [], 'once')
  t.equal((await show(id)).overdue, null)
  t.same(await kinds(5, 1), ['overdue'])
  t.equal((await show(id)).overdue, 'preliminary')
  t.match((await call({ method: 'POST', url: `/v1/incidents/${id}/steps`, body: { step: 'preliminary' } })).json(), { state: 'open', overdue: null })
  t.same(await kinds(23), ['final-due'])
  t.match((await call({ method: 'PATCH', url: `/v1/incidents/${id}`, body: { malicious: true } })).json(), { finalDue: '2027-01-30T09:00:00.000+09:00' })
  at(31)
  t.equal((await show(id)).overdue, null, 'sixty days now')
  at(61)
  t.equal((await show(id)).overdue, 'final')
  t.match((await call({ method: 'POST', url: `/v1/incidents/${id}/steps`, body: { step: 'final' } })).json(), { state: 'reported', overdue: null })
  t.match((await close(id)).json(), { state: 'closed' })
  t.same(await kinds(90), [], 'then there is silence')
  t.match((await close(id)).json(), { status: 409, code: 'CHOHYO_INCIDENT_ORDER' })
})

t.test('a moment to come, another role and an unknown incident are refused', async (t) => {
  at(1)
  t.match((await call({ method: 'POST', url: '/v1/incidents', body: { overview: 'x', noticedAt: '2099-01-01T00:00:00Z' } })).json(), { status: 400, code: 'CHOHYO_REQUEST_INVALID' })
  t.match(await declare({ overview: 'x', noticedAt: '2026-12-01T00:00:00Z' }), { noticedAt: '2026-12-01T09:00:00.000+09:00' }, 'one that has passed is not')
  const auditor = await service.apiKey(rep, 'auditor')
  t.equal((await call({ url: '/v1/incidents', token: auditor })).statusCode, 200)
  t.equal((await call({ url: '/v1/incidents', token: repKey })).statusCode, 403)
  t.equal((await call({ method: 'POST', url: '/v1/incidents', body: { overview: 'x' }, token: auditor })).statusCode, 403)
  t.match((await call({ url: '/v1/incidents/01900000-0000-7000-8000-000000000000' })).json(), { status: 404, code: 'CHOHYO_INCIDENT_UNKNOWN' })
})
