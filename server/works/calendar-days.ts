/** A day of the calendar, wherever one is: `2026-12-29`. */
export type Day = string

const DAY_MS = 86_400_000
export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
export type Weekday = typeof WEEKDAYS[number]

const toMs = (day: Day): number => Date.parse(`${day}T00:00:00Z`)
const toDay = (ms: number): Day => new Date(ms).toISOString().slice(0, 10)

export function addDays (day: Day, count: number): Day {
  return toDay(toMs(day) + count * DAY_MS)
}

export function weekdayOf (day: Day): Weekday {
  return WEEKDAYS[new Date(toMs(day)).getUTCDay()] ?? 'sun'
}

/** The days of a month, `2026-02`, in order. */
export function daysOfMonth (month: string): Day[] {
  const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate()
  return Array.from({ length: last }, (_, at) => `${month}-${String(at + 1).padStart(2, '0')}`)
}

/** The months that have a day between these two, both included. */
export function monthsBetween (from: Day, to: Day): string[] {
  const months: string[] = []
  for (let month = from.slice(0, 7); month <= to.slice(0, 7); month = addDays(`${month}-28`, 7).slice(0, 7)) months.push(month)
  return months
}

/** Whether the calendar has this day: 2027-02-29 it has not. */
export function isDay (day: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(toMs(day)) && toDay(toMs(day)) === day
}
