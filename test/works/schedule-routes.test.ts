import t from 'tap'
import type { SchedulePreview } from '../../server/works/schedule-schema.ts'
import { testService } from '../service.ts'

const { call, apiKey, sandbox } = await testService(t, { worker: false, starter: false })
const preview = (body: unknown, headers: Record<string, string> = {}) => call({ method: 'POST', url: '/v1/schedules/preview', body: body as object, headers })
const monthEnd = { timeZone: 'Asia/Tokyo', when: { every: 'month', at: ['09:00'], days: ['last'] }, businessDays: { calendar: 'jp', holidays: ['2026-12-29', '2026-12-30', '2026-12-31'], move: 'before' } }

t.test('an admin sees when a schedule will come round, in their own language', async (t) => {
  const ask = { schedule: monthEnd, from: '2026-12-01T00:00:00Z', count: 2 }
  const japanese = await preview(ask, { 'accept-language': 'ja-JP' })
  t.equal(japanese.statusCode, 200, japanese.body)
  t.strictSame(japanese.json<SchedulePreview>(), {
    ticks: [
      { at: '2026-12-28T00:00:00.000Z', local: '2026-12-28T09:00', words: '2026年12月28日(月) 9:00', note: '2026年12月31日(木)は会社の休業日のため、前営業日に繰り上げます。' },
      { at: '2027-01-29T00:00:00.000Z', local: '2027-01-29T09:00', words: '2027年1月29日(金) 9:00', note: '2027年1月31日(日)は週末のため、前営業日に繰り上げます。' }
    ],
    skipped: []
  })
  t.match((await preview({ ...ask, schedule: { ...monthEnd, when: { every: 'month', at: ['09:00'], days: [31] } } })).json<SchedulePreview>(), {
    ticks: [{ words: 'Monday, 28 December 2026, 09:00', note: 'Thursday, 31 December 2026 (company holiday) is not a business day; moved to the one before.' }, {}],
    skipped: []
  })
  t.match((await preview({ ...ask, from: '2027-01-31T00:00:00Z', schedule: { ...monthEnd, when: { every: 'month', at: ['09:00'], days: [31] } }, count: 1 })).json<SchedulePreview>(), { skipped: [{ day: '2027-02', words: 'February 2027 has no day 31.' }] })
})

t.test('without a moment it begins now', async (t) => {
  const { ticks: [next] } = (await preview({ schedule: { timeZone: 'UTC', when: { cron: '* * * * *' } }, count: 1 })).json<SchedulePreview>()
  const ahead = Date.parse(next?.at ?? '') - Date.now()
  t.ok(ahead > -5000 && ahead <= 60_000, `${ahead} ms ahead`)
})

t.test('what does not fit is said in the caller\'s language', async (t) => {
  const refused = async (change: object, status: number, code: string, english: RegExp, japanese: RegExp): Promise<void> => {
    for (const [language, words] of [['en', english], ['ja', japanese]] as const) {
      const answer = await preview({ schedule: { ...monthEnd, ...change }, from: '2026-12-01T00:00:00Z', count: 1 }, { 'accept-language': language })
      t.match(answer.json(), { status, code, detail: words }, answer.body)
    }
  }
  await refused({ timeZone: 'Mars/Base' }, 422, 'CHOHYO_SCHEDULE_INVALID', /Mars\/Base is not a time zone/, /タイムゾーンはありません/)
  await refused({ when: { cron: '0 9 * * 1-9' } }, 422, 'CHOHYO_SCHEDULE_INVALID', /cron expression cannot be read/, /cron 式を読み取れません/)
  await refused({ when: { every: 'day', at: ['9:00'] } }, 400, 'CHOHYO_REQUEST_INVALID', /time of day, as in 09:00/, /時刻。例: 09:00/)
  t.match((await preview({ schedule: monthEnd, from: '9999-12-31T00:00:00Z', count: 1 })).json(), { status: 422, code: 'CHOHYO_SCHEDULE_INVALID' })
  t.match((await preview({ schedule: monthEnd, count: 51 })).json(), { status: 400, code: 'CHOHYO_REQUEST_INVALID' })
})

t.test('schedules are the admins\'', async (t) => {
  const token = await apiKey(sandbox.users[1]?.username ?? '', 'general')
  t.equal((await call({ method: 'POST', url: '/v1/schedules/preview', token, body: { schedule: monthEnd, count: 1 } })).statusCode, 403)
})
