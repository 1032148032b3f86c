import t from 'tap'
import { checkClock } from '../../server/histories/check-clock.ts'
import { recordHistory, type HistoryLine } from '../../server/histories/record-history.ts'
import { watchHistories } from '../../server/histories/watch-histories.ts'
import { testService } from '../service.ts'

interface Alerts { alerts: Array<{ rule: string, about: string | null, detail: Record<string, unknown> }> }

t.test('alerts', async (t) => {
  const { deps, sandbox, call } = await testService(t, { worker: false, starter: false })
  const tenant = sandbox.orgId
  const write = (count: number, line: (index: number) => HistoryLine) => deps.database.withTenant(tenant, async (trx) => { for (let index = 0; index < count; index++) await recordHistory(trx, tenant, line(index)) })
  const refused = (who: string, network: string): HistoryLine => ({ kind: 'login', who, what: 'sign-in', result: 'refused', detail: { network } })
  const alerts = async () => (await call({ url: '/v1/alerts' })).json<Alerts>().alerts
  const watch = () => Promise.all([1, 2, 3].map(() => watchHistories(deps, tenant)))

  t.test('nine failed sign-ins are none, ten are one, and more within ten minutes say nothing new', async (t) => {
    await write(9, (index) => refused('taro', `192.0.2.${index}`))
    await write(5, () => ({ kind: 'login', who: 'taro', what: 'sign-in', result: 'done' }))
    await watch()
    t.same(await alerts(), [])
    await write(1, () => refused('taro', '192.0.2.77'))
    await watch()
    t.match(await alerts(), [{ rule: 'failed-sign-ins', about: 'taro', detail: { failed: 10 } }])
    await write(5, () => refused('taro', '192.0.2.88'))
    await watch()
    t.equal((await alerts()).length, 1)
  })

  t.test('a network that tries many logins is told, too', async (t) => {
    await write(10, (index) => refused(`login-${index}`, '198.51.100.7'))
    await watch()
    t.match((await alerts())[0], { rule: 'failed-sign-ins', about: '198.51.100.7' })
  })

  t.test('many documents by one user, not one document many times', async (t) => {
    const download = (who: string, about: string): HistoryLine => ({ kind: 'output', who, what: 'download-document', about, result: 'done' })
    await write(250, () => download('again@example.jp', 'the same'))
    await write(199, (index) => download('some@example.jp', `d${index}`))
    await write(200, (index) => download('all@example.jp', `d${index}`))
    await watch()
    const found = (await alerts()).filter(({ rule }) => rule === 'mass-download')
    t.match(found, [{ about: 'all@example.jp', detail: { documents: 200 } }])
    t.equal(found.length, 1)
  })

  t.test('clocks that differ by more than two seconds are told once', async (t) => {
    t.ok(Math.abs(await checkClock(deps)) <= 2000)
    t.equal((await alerts()).filter(({ rule }) => rule === 'clock-skew').length, 0)
    deps.now = () => new Date(Date.now() + 5000)
    t.ok(await checkClock(deps) < -2000)
    await checkClock(deps)
    t.match((await alerts()).filter(({ rule }) => rule === 'clock-skew').map(({ detail }) => typeof detail.milliseconds), ['number'])
  })
})
