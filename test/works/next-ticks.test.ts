import { CronExpressionParser } from 'cron-parser'
import fc from 'fast-check'
import t from 'tap'
import { WEEKDAYS, addDays, weekdayOf } from '../../server/works/calendar-days.ts'
import { checkSchedule } from '../../server/works/check-schedule.ts'
import { findInstant, readWall } from '../../server/works/find-instant.ts'
import { japaneseHolidays } from '../../server/works/japanese-holidays.ts'
import { nextTicks } from '../../server/works/next-ticks.ts'
import { saySkipped, sayTick } from '../../server/works/say-tick.ts'
import type { BusinessDays, MonthDay, Schedule, When } from '../../server/works/schedule-schema.ts'

const tokyo = (when: When, businessDays?: BusinessDays): Schedule => ({ timeZone: 'Asia/Tokyo', when, ...businessDays && { businessDays } })
const monthly = (days: MonthDay[], businessDays?: BusinessDays): Schedule => tokyo({ every: 'month', at: ['09:00'], days }, businessDays)
const walls = (schedule: Schedule, after: string, count: number): string[] => nextTicks(schedule, new Date(after), count).ticks.map(({ wall }) => `${wall.date} ${wall.time}`)
const skipped = (schedule: Schedule, after: string, count: number): string[] => nextTicks(schedule, new Date(after), count).skipped.map((one) => saySkipped(one, 'ja').words)
const jp: BusinessDays = { calendar: 'jp', holidays: ['2026-12-29', '2026-12-30', '2026-12-31', '2027-01-02', '2027-01-03'], move: 'before' }

t.test('every day, on some weekdays, and the moment itself is past', async (t) => {
  t.strictSame(walls(tokyo({ every: 'day', at: ['18:00', '09:00'] }), '2026-12-29T00:00:00Z', 3), ['2026-12-29 18:00', '2026-12-30 09:00', '2026-12-30 18:00'])
  t.strictSame(walls(tokyo({ every: 'week', at: ['09:00'], weekdays: ['fri', 'mon'] }), '2026-12-27T00:00:00Z', 3), ['2026-12-28 09:00', '2027-01-01 09:00', '2027-01-04 09:00'])
})

t.test('the 31st is left out of short months, and the preview says so; the last day is in all of them', async (t) => {
  t.strictSame(walls(monthly([31]), '2027-01-31T00:00:00Z', 2), ['2027-03-31 09:00', '2027-05-31 09:00'])
  t.strictSame(skipped(monthly([31]), '2027-01-31T00:00:00Z', 2), ['2027年2月には31日がありません。', '2027年4月には31日がありません。'])
  t.strictSame(walls(monthly([31, 'last']), '2027-01-31T00:00:00Z', 3), ['2027-02-28 09:00', '2027-03-31 09:00', '2027-04-30 09:00'])
})

t.test('29 February comes in leap years', async (t) => {
  t.strictSame(walls(tokyo({ cron: '0 9 29 2 *' }), '2095-01-01T00:00:00Z', 2), ['2096-02-29 09:00', '2104-02-29 09:00'])
  t.strictSame(walls(monthly(['last']), '2028-02-01T00:00:00Z', 1), ['2028-02-29 09:00'])
})

t.test('the end of the year moves before the company\'s holidays, or into the next year', async (t) => {
  t.strictSame(walls(monthly(['last'], jp), '2026-12-01T00:00:00Z', 1), ['2026-12-28 09:00'])
  t.strictSame(walls(monthly(['last'], { ...jp, move: 'after' }), '2026-12-01T00:00:00Z', 2), ['2027-01-04 09:00', '2027-02-01 09:00'])
  t.strictSame(walls(monthly(['last'], { ...jp, move: 'skip' }), '2026-12-01T00:00:00Z', 1), ['2027-03-31 09:00'])
  t.match(skipped(monthly(['last'], { ...jp, move: 'skip' }), '2026-12-01T00:00:00Z', 1), ['2026年12月31日(木)は会社の休業日のため、実行しません。', '2027年1月31日(日)は週末のため、実行しません。', '2027年2月28日(日)は週末のため、実行しません。'])
  const [tick] = nextTicks(monthly([23], { calendar: 'jp', move: 'after' }), new Date('2026-11-01T00:00:00Z'), 1).ticks
  t.same(tick && [sayTick(tick, 'en'), sayTick(tick, 'ja')], [
    { at: '2026-11-24T00:00:00.000Z', local: '2026-11-24T09:00', words: 'Tuesday, 24 November 2026, 09:00', note: 'Monday, 23 November 2026 (Labour Thanksgiving Day) is not a business day; moved to the one after.' },
    { at: '2026-11-24T00:00:00.000Z', local: '2026-11-24T09:00', words: '2026年11月24日(火) 9:00', note: '2026年11月23日(月)は勤労感謝の日のため、翌営業日に繰り下げます。' }
  ])
})

t.test('the first, last and nth business day of a month', async (t) => {
  t.strictSame(walls(monthly(['firstBusinessDay', { businessDay: 3 }, 'lastBusinessDay'], jp), '2026-12-01T02:00:00Z', 5), ['2026-12-03 09:00', '2026-12-28 09:00', '2027-01-04 09:00', '2027-01-06 09:00', '2027-01-29 09:00'])
  t.strictSame(skipped(monthly([{ businessDay: 21 }], jp), '2026-12-01T00:00:00Z', 1), ['2026年12月の営業日は21日に足りません。', '2027年1月の営業日は21日に足りません。', '2027年2月の営業日は21日に足りません。'])
})

t.test('several days moved onto one are one tick, and a day that is there by itself needs no reason', async (t) => {
  for (const move of ['before', 'after'] as const) {
    const { ticks } = nextTicks(tokyo({ every: 'day', at: ['09:00'] }, { calendar: 'jp', move }), new Date('2026-11-19T01:00:00Z'), 3)
    t.strictSame(ticks.map(({ wall, moved }) => [wall.date, moved]), [['2026-11-20', null], ['2026-11-24', null], ['2026-11-25', null]])
  }
})

t.test('a tick that has no business day near is left out', async (t) => {
  const closed: BusinessDays = { calendar: 'none', move: 'after', holidays: Array.from({ length: 60 }, (_, at) => addDays('2027-01-01', at)) }
  t.strictSame(walls(monthly([1], closed), '2026-12-31T00:00:00Z', 1), ['2027-03-02 09:00'])
  t.strictSame(skipped(monthly([1], closed), '2026-12-31T00:00:00Z', 1), ['2027年1月1日(金)は会社の休業日で、40日以内に営業日がないため、実行しません。'])
})

t.test('a day is moved from wherever it lies: before the moment asked for, or beyond the year that is planned at a time', async (t) => {
  t.strictSame(walls(monthly(['last'], { ...jp, move: 'after' }), '2027-01-02T00:00:00Z', 1), ['2027-01-04 09:00'])
  for (const day of ['28', '29', '30', '31']) t.ok(walls(monthly([1], jp), `2025-12-${day}T12:00:00Z`, 13).includes('2026-12-28 09:00'), day)
})

t.test('a schedule has a first and a last day', async (t) => {
  const schedule = { ...tokyo({ every: 'day', at: ['00:00', '23:59'] }), from: '2026-12-31', until: '2027-01-01' }
  t.strictSame(walls(schedule, '2026-01-01T00:00:00Z', 50), ['2026-12-31 00:00', '2026-12-31 23:59', '2027-01-01 00:00', '2027-01-01 23:59'])
  t.strictSame(walls(schedule, '2027-01-02T00:00:00Z', 50), [])
})

t.test('what cannot be used is refused with its reason', async (t) => {
  const refused = (change: Partial<Schedule>, message: RegExp): void => { t.throws(() => checkSchedule({ ...monthly([1]), ...change }), { code: 'CHOHYO_SCHEDULE_INVALID', message }) }
  refused({ timeZone: 'Asia/Tokio' }, /Asia\/Tokio is not a time zone/)
  refused({ timeZone: '+09:00' }, /not a time zone/)
  refused({ from: '2027-02-29' }, /from is not a day/)
  refused({ businessDays: { ...jp, holidays: ['2026-12-29', '2026-13-01'] } }, /holidays\[1\] is not a day/)
  refused({ from: '2027-02-02', until: '2027-02-01' }, /from is later/)
  refused({ when: { every: 'month', at: ['09:00'], days: ['lastBusinessDay'] } }, /businessDays does not say/)
  for (const cron of ['0 9 * *', '0 0 9 * * *', '@daily', 'H 9 * * *', '60 9 * * *', '0 9 31W * *', '0 9 30 2 *', '0 9 * * MOO', '* * * * * *']) refused({ when: { cron } }, /cron expression cannot be read/)
})

const zones = Intl.supportedValuesOf('timeZone')

/** The days of two years on which the clocks of a zone are changed. */
function changes (zone: string): string[] {
  const offset = (day: string): number => {
    const at = new Date(`${day}T00:00:00Z`)
    const { date, time } = readWall(zone, at)
    return Date.parse(`${date}T${time}Z`) - at.getTime()
  }
  const weeks = Array.from({ length: 105 }, (_, week) => addDays('2026-01-01', week * 7))
  return weeks.filter((day) => offset(day) !== offset(addDays(day, 7))).map((day) => Array.from({ length: 7 }, (_, at) => addDays(day, at)).find((one) => offset(one) !== offset(addDays(one, 1))) ?? day)
}

t.test('in no zone do changed clocks lose or double a daily tick', async (t) => {
  let gaps = 0
  let overlaps = 0
  for (const zone of zones) {
    for (const day of changes(zone)) {
      for (const time of ['00:00', '00:30', '01:30', '02:00', '02:15', '23:30']) {
        const first = addDays(day, -2)
        const { at: begin } = findInstant(zone, { date: first, time })
        const { ticks } = nextTicks({ timeZone: zone, when: { every: 'day', at: [time] } }, new Date(begin.getTime() - 1), 5)
        const where = `${zone} ${day} ${time}`
        if (ticks.some(({ at }, place) => at <= (ticks[place - 1]?.at ?? 0)) || ticks[4]?.wall.date !== addDays(first, 4)) t.fail(`one each day: ${where}`)
        for (const [place, { at, wall, clock }] of ticks.entries()) {
          const before = readWall(zone, new Date(at.getTime() - 60_000))
          if (clock?.change === 'gap') {
            gaps++
            const skipped = `${addDays(first, place)} ${time}`
            if (!(`${before.date} ${before.time}` < skipped && skipped < `${wall.date} ${wall.time}`)) t.fail(`the first instant after the gap: ${where}`)
          } else if (wall.time !== time) t.fail(`its time: ${where}`)
          if (clock?.change === 'overlap') {
            overlaps++
            const again = [30, 60, 120].filter((minutes) => readWall(zone, new Date(at.getTime() + minutes * 60_000)).time === time)
            const earlier = [30, 60, 120].filter((minutes) => readWall(zone, new Date(at.getTime() - minutes * 60_000)).time === time)
            if (again.length !== 1 || earlier.length !== 0) t.fail(`the first of both: ${where}`)
          }
        }
      }
    }
  }
  t.ok(gaps > 200 && overlaps > 200, `${gaps} times in gaps, ${overlaps} times shown twice`)
})

t.test('times in one gap are one tick, and that of the first time after it', async (t) => {
  const { ticks } = nextTicks({ timeZone: 'America/New_York', when: { every: 'day', at: ['02:15', '02:30', '03:00', '03:30'] } }, new Date('2026-03-08T06:00:00Z'), 2)
  t.strictSame(ticks.map(({ at, clock }) => [at.toISOString(), clock]), [['2026-03-08T07:00:00.000Z', null], ['2026-03-08T07:30:00.000Z', null]])
  const { ticks: [alone] } = nextTicks({ timeZone: 'America/New_York', when: { cron: '30 2 * * *' } }, new Date('2026-03-08T06:00:00Z'), 1)
  t.match(alone && sayTick(alone, 'en'), { local: '2026-03-08T03:00', note: 'The clocks skip 02:30 on this day; this is the first moment after.' })
})

t.test('where clocks skip a whole day, its ticks are those of the next', async (t) => {
  t.strictSame(walls({ timeZone: 'Pacific/Apia', when: { every: 'day', at: ['12:00'] } }, '2011-12-29T00:00:00Z', 4), ['2011-12-29 12:00', '2011-12-31 00:00', '2011-12-31 12:00', '2012-01-01 12:00'])
})

const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)
const at = fc.uniqueArray(time, { minLength: 1, maxLength: 4 })
const weekdays = fc.subarray([...WEEKDAYS], { minLength: 1, maxLength: 6 })
const monthDays = fc.uniqueArray(fc.oneof<fc.Arbitrary<MonthDay>[]>(fc.integer({ min: 1, max: 31 }), fc.constantFrom('last', 'firstBusinessDay', 'lastBusinessDay'), fc.record({ businessDay: fc.integer({ min: 1, max: 23 }) })), { minLength: 1, maxLength: 4 })
const cron = fc.constantFrom('0 9 * * 1-5', '*/20 * * * *', '30 1,2 * * *', '0 0 L * *', '15 3 1,15 * 5', '0 12 * * 5#2', '0 0 * MAR-JUN 5L', '59 23 31 * *')
const when = fc.oneof<fc.Arbitrary<When>[]>(fc.record({ every: fc.constant('day'), at }), fc.record({ every: fc.constant('week'), at, weekdays }), fc.record({ every: fc.constant('month'), at, days: monthDays }), fc.record({ cron }))
const businessDays = fc.record({
  calendar: fc.constantFrom('jp' as const, 'none' as const),
  holidays: fc.uniqueArray(fc.integer({ min: 0, max: 800 }).map((count) => addDays('2026-01-01', count)), { maxLength: 40 }),
  weekend: weekdays,
  move: fc.constantFrom('before' as const, 'after' as const, 'skip' as const)
})
const schedule: fc.Arbitrary<Schedule> = fc.record({
  timeZone: fc.constantFrom('Asia/Tokyo', 'UTC', 'America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'Africa/Casablanca', 'America/Havana', 'Pacific/Chatham'),
  when,
  businessDays
})
const moment = fc.integer({ min: 0, max: 2 * 366 * 24 * 60 }).map((minutes) => new Date(Date.UTC(2026, 0, 1) + minutes * 60_000))

t.test('ticks go forward, each is later than the moment asked for, and no two are the same', async (t) => {
  fc.assert(fc.property(schedule, moment, (one, after) => {
    const times = [after, ...nextTicks(one, after, 12).ticks.map((tick) => tick.at)].map(Number)
    return times.every((time, place) => place === 0 || time > (times[place - 1] ?? 0))
  }), { numRuns: 200 })
  t.pass()
})

t.test('each tick is on a business day', async (t) => {
  fc.assert(fc.property(schedule, moment, (one, after) => nextTicks(one, after, 12).ticks.every(({ wall: { date }, clock }) => {
    const { calendar, holidays, weekend = [] } = one.businessDays ?? { calendar: 'none' }
    const byLaw = calendar === 'jp' && japaneseHolidays(Number(date.slice(0, 4))).some((holiday) => holiday.date === date)
    return clock?.change === 'gap' || !(byLaw || holidays?.includes(date) || weekend.includes(weekdayOf(date)))
  })), { numRuns: 200 })
  t.pass()
})

t.test('a schedule has the same ticks wherever one begins to look', async (t) => {
  fc.assert(fc.property(schedule, moment, fc.integer({ min: 1, max: 90 * 24 * 60 }), (one, early, minutes) => {
    const late = new Date(early.getTime() + minutes * 60_000)
    const { ticks: [next] } = nextTicks(one, late, 1)
    let { ticks } = nextTicks(one, early, 60)
    for (let last = ticks.at(-1); last && last.at <= late; last = ticks.at(-1)) ticks = nextTicks(one, last.at, 60).ticks
    return ticks.find((tick) => tick.at > late)?.at.getTime() === next?.at.getTime()
  }), { numRuns: 60 })
  t.pass()
})

t.test('where no clock changes, a cron expression means what cron-parser says', async (t) => {
  fc.assert(fc.property(cron, moment, (one, after) => {
    const theirs = CronExpressionParser.parse(one, { tz: 'UTC', currentDate: after })
    return nextTicks({ timeZone: 'UTC', when: { cron: one } }, after, 20).ticks.every((tick) => tick.at.getTime() === theirs.next().getTime())
  }), { numRuns: 60 })
  t.pass()
})
