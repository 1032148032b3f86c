import t from 'tap'
import { dueTicks } from '../../server/works/due-ticks.ts'
import type { Schedule } from '../../server/works/schedule-schema.ts'

const hourly: Schedule = { timeZone: 'Asia/Tokyo', when: { cron: '0 * * * *' } }
const due = (schedule: Schedule, since: string, now: string): string[] => dueTicks(schedule, new Date(since), new Date(now)).map(({ at }) => at.toISOString().slice(5, 16))

t.test('a tick is due once, from its instant on', async (t) => {
  t.strictSame(due(hourly, '2026-12-01T08:59:00Z', '2026-12-01T08:59:59.999Z'), [])
  t.strictSame(due(hourly, '2026-12-01T08:59:59.999Z', '2026-12-01T09:00:00Z'), ['12-01T09:00'])
  t.strictSame(due(hourly, '2026-12-01T09:00:00Z', '2026-12-01T09:00:01Z'), [])
})

t.test('what was missed is made up for once, in full, or not at all, and for one day at most', async (t) => {
  const [since, now] = ['2026-11-28T00:30:00Z', '2026-12-01T09:30:00Z'] as const
  t.strictSame(due(hourly, since, now), ['12-01T09:00'])
  const all = due({ ...hourly, catchUp: 'all' }, since, now)
  t.strictSame([all.length, all[0], all.at(-1)], [24, '11-30T10:00', '12-01T09:00'])
  t.strictSame(due({ ...hourly, catchUp: 'skip' }, since, now), [])
  t.strictSame(due({ ...hourly, catchUp: 'skip' }, since, '2026-12-01T09:00:30Z'), ['12-01T09:00'])
  t.equal(due({ timeZone: 'UTC', when: { cron: '* * * * *' }, catchUp: 'all' }, since, now).length, 1440)
  t.strictSame(due({ ...hourly, until: '2026-11-29' }, since, now), [])
})
