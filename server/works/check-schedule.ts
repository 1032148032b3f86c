import { ScheduleInvalid } from '../errors.ts'
import { both, type Both } from '../errors-ja.ts'
import { isDay } from './calendar-days.ts'
import { readCron } from './read-cron.ts'
import type { Schedule } from './schedule-schema.ts'

const EARLIEST = '1970-01-01'
const LATEST = '2150-12-31'

/** What the schema of a schedule cannot say: that its zone and days exist, its cron expression can be read, and its words fit together. Throws ScheduleInvalid. */
export function checkSchedule (schedule: Schedule): void {
  const { timeZone, when, businessDays, from, until } = schedule
  if (!isZone(timeZone)) fail(both(`timeZone: ${show(timeZone)} is not a time zone; write one like Asia/Tokyo`, `timeZone: ${show(timeZone)} というタイムゾーンはありません。Asia/Tokyo のように書きます`))
  const days = { from, until, ...Object.fromEntries((businessDays?.holidays ?? []).map((day, at) => [`businessDays.holidays[${at}]`, day])) }
  for (const [place, day] of Object.entries(days)) if (day !== undefined) checkDay(place, day)
  if (from !== undefined && until !== undefined && from > until) fail(both('from is later than until', 'from が until より後になっています'))
  if ('cron' in when) readCron(when.cron)
  const open = 'days' in when && when.days.some((day) => typeof day === 'object' || (typeof day === 'string' && day !== 'last'))
  if (open && !businessDays) fail(both('when.days names business days, but businessDays does not say which these are', 'when.days で営業日を指定していますが、営業日の定義(businessDays)がありません'))
}

/** That an instant lies in the years for which calendars are known. */
export function checkInstant (place: string, at: Date): void {
  checkDay(place, Number.isNaN(at.getTime()) ? '' : at.toISOString().slice(0, 10))
}

function checkDay (place: string, day: string): void {
  if (!isDay(day) || day < EARLIEST || day > LATEST) fail(both(`${place} is not a day between ${EARLIEST} and ${LATEST}`, `${place} は ${EARLIEST} から ${LATEST} までの実在する日付にしてください`))
}

/** IANA names only: Intl takes `+09:00` as well, which no clock change ever reaches. */
function isZone (zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

function fail (why: Both): never {
  throw new ScheduleInvalid(why)
}

function show (text: string): string {
  return text.replace(/[\p{C}\p{Z}]/gu, '?')
}
