import t from 'tap'
import { raiseAlert } from '../../server/histories/raise-alert.ts'
import { raiseFromAlerts } from '../../server/incidents/raise-from-alerts.ts'
import { keepAccount } from '../../server/users/keep-account.ts'
import { testService } from '../service.ts'

interface Shown { id: string, rule: string, about: string, declaredBy: string, state: string, report: { overview: string }, notices: unknown[] }

const { sandbox, call, deps } = await testService(t, { worker: false, starter: false })
await keepAccount(deps, { tenantId: sandbox.orgId, login: 'admin@example.com', label: 'admin', password: 'correct horse battery staple', role: 'admin', username: sandbox.users[0]?.username ?? '', language: 'ja' })
const alert = (rule: 'chain-broken' | 'mass-download', subject: string) => deps.database.withTenant(sandbox.orgId, (trx) => raiseAlert(trx, sandbox.orgId, { rule, subject, minutes: 1, detail: {} }))
const listed = async () => (await call({ url: '/v1/incidents' })).json<{ incidents: Shown[] }>().incidents

t.test('a broken chain is an incident: declared by the service itself, with the admins told', async (t) => {
  t.equal(await raiseFromAlerts(deps), 0)
  await alert('chain-broken', '5')
  t.equal(await raiseFromAlerts(deps), 1)
  const [incident] = await listed()
  t.match(incident, { rule: 'chain-broken', about: '5', declaredBy: 'service', state: 'open', report: { overview: /5 行目/ } })
  t.match((await call({ url: `/v1/incidents/${incident?.id ?? ''}` })).json(), { notices: [{ to: 'admin@example.com', kind: 'declared' }] })
})

t.test('once, however often it is looked for, and not again when somebody has closed it', async (t) => {
  t.equal(await raiseFromAlerts(deps), 0)
  const [{ id = '' } = {}] = await listed()
  t.equal((await call({ method: 'POST', url: `/v1/incidents/${id}/steps`, body: { step: 'closed' } })).statusCode, 200)
  t.equal(await raiseFromAlerts(deps), 0)
  await alert('chain-broken', '9')
  t.equal(await raiseFromAlerts(deps), 1, 'another line is another incident')
  t.same((await listed()).map(({ about }) => about).sort(), ['5', '9'])
})

t.test('much that is downloaded is an alert for an admin to judge, and no incident by itself', async (t) => {
  await alert('mass-download', 'rep@example.com')
  t.equal(await raiseFromAlerts(deps), 0)
})
