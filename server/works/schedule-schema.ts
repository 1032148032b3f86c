import { Type } from 'typebox'
import type { Weekday } from './calendar-days.ts'

const strict = { additionalProperties: false }
const DayText = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', description: 'day, as in 2026-12-29' })
const At = Type.Array(Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', description: 'time of day, as in 09:00' }), { minItems: 1, maxItems: 48, uniqueItems: true })
const WeekdayName = Type.Unsafe<Weekday>(Type.Union((['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const).map((name) => Type.Literal(name))))

/**
 * Days of a month: a date; `last`, which every month has; the first or last business day; or its nth business day. A date that a month does not
 * have is left out there, and the preview says so.
 */
export const MonthDay = Type.Union([
  Type.Integer({ minimum: 1, maximum: 31 }),
  Type.Literal('last'), Type.Literal('firstBusinessDay'), Type.Literal('lastBusinessDay'),
  Type.Object({ businessDay: Type.Integer({ minimum: 1, maximum: 23 }) }, strict)
])
export type MonthDay = number | 'last' | 'firstBusinessDay' | 'lastBusinessDay' | { businessDay: number }

/** When a schedule comes round, on the clocks of its zone. `cron` has five fields (minute, hour, day, month, weekday) as in crontab(5); `L`, `5L` and `5#2` are known too. */
export const When = Type.Union([
  Type.Object({ every: Type.Literal('day'), at: At }, strict),
  Type.Object({ every: Type.Literal('week'), at: At, weekdays: Type.Array(WeekdayName, { minItems: 1, maxItems: 7, uniqueItems: true }) }, strict),
  Type.Object({ every: Type.Literal('month'), at: At, days: Type.Array(MonthDay, { minItems: 1, maxItems: 31, uniqueItems: true }) }, strict),
  Type.Object({ cron: Type.String({ minLength: 9, maxLength: 200, description: 'cron expression of five fields, as in 0 9 * * 1-5' }) }, strict)
])
export type When =
  | { every: 'day', at: string[] }
  | { every: 'week', at: string[], weekdays: Weekday[] }
  | { every: 'month', at: string[], days: MonthDay[] }
  | { cron: string }

/** Which days are business days: not the weekend (Saturday and Sunday unless it says otherwise), not a holiday of the calendar, not one of the company's own. `move` says where a day goes that is none. */
export const BusinessDays = Type.Object({
  calendar: Type.Union([Type.Literal('jp'), Type.Literal('none')], { description: 'jp: the holidays of Japan by law' }),
  holidays: Type.Optional(Type.Array(DayText, { maxItems: 1000, uniqueItems: true })),
  weekend: Type.Optional(Type.Array(WeekdayName, { maxItems: 6, uniqueItems: true })),
  move: Type.Union([Type.Literal('before'), Type.Literal('after'), Type.Literal('skip')], { description: 'to the business day before, to the one after, or not at all' })
}, strict)
export interface BusinessDays { calendar: 'jp' | 'none', holidays?: string[], weekend?: Weekday[], move: 'before' | 'after' | 'skip' }

/**
 * When a Work begins by itself. All times are those on the clocks of `timeZone`: a time that they skip counts as the first instant after the gap, one that
 * they show twice as its first. `from` and `until` are the first and last day. `catchUp` is for what was missed while nothing ran: only the newest
 * (`once`, the default) or `all` of the last 24 hours, or nothing (`skip`).
 */
export const Schedule = Type.Object({
  timeZone: Type.String({ maxLength: 60, description: 'IANA time zone' }),
  when: When,
  businessDays: Type.Optional(BusinessDays),
  from: Type.Optional(DayText),
  until: Type.Optional(DayText),
  catchUp: Type.Optional(Type.Union([Type.Literal('once'), Type.Literal('all'), Type.Literal('skip')]))
}, strict)
export interface Schedule { timeZone: string, when: When, businessDays?: BusinessDays, from?: string, until?: string, catchUp?: 'once' | 'all' | 'skip' }

/** A schedule, and since when its next ticks are wanted: now, unless it says otherwise. */
export const PreviewSchedule = Type.Object({
  schedule: Schedule,
  from: Type.Optional(Type.String({ format: 'date-time', description: 'instant, as in 2026-12-29T00:00:00Z' })),
  count: Type.Integer({ minimum: 1, maximum: 50 })
}, strict)
export interface PreviewSchedule { schedule: Schedule, from?: string, count: number }

const MaybeText = Type.Union([Type.String(), Type.Null()])

/** The next ticks of a schedule in words of the caller's language. `note` says why one is not where the schedule's words would have it. `skipped` are the days between that have none. */
export const SchedulePreview = Type.Object({
  ticks: Type.Array(Type.Object({ at: Type.String({ format: 'date-time' }), local: Type.String({ description: 'On the clocks of the zone, as in 2026-12-29T09:00' }), words: Type.String(), note: MaybeText })),
  skipped: Type.Array(Type.Object({ day: Type.String({ description: '2026-12-31, or the month, 2027-02, which does not have the day' }), words: Type.String() }))
})
export interface SchedulePreview { ticks: Array<{ at: string, local: string, words: string, note: string | null }>, skipped: Array<{ day: string, words: string }> }
