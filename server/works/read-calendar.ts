import { both, type Both } from '../errors-ja.ts'
import { addDays, weekdayOf, type Day } from './calendar-days.ts'
import { japaneseHolidays } from './japanese-holidays.ts'
import type { BusinessDays } from './schedule-schema.ts'

/** Why a day is no business day, as it stands in a sentence; null when it is one. */
export type WhyClosed = (day: Day) => Both | null

/** Days that a tick is moved at most. Longer than any row of closed days that a company has. */
export const FARTHEST_MOVE = 40

const weekendDay = both('weekend', '週末')
const dayOff = both('weekly day off', '定休日')
const company = both('company holiday', '会社の休業日')

/** The business days that a schedule describes. Without them every day is one. */
export function readCalendar (businessDays: BusinessDays | undefined): WhyClosed {
  if (!businessDays) return () => null
  const { calendar, holidays = [], weekend = ['sat', 'sun'] } = businessDays
  const own = new Set(holidays)
  const years = new Map<string, ReadonlyMap<Day, Both>>()
  const byLaw = (year: string): ReadonlyMap<Day, Both> => {
    const kept = years.get(year) ?? new Map(japaneseHolidays(Number(year)).map(({ date, name }) => [date, name]))
    years.set(year, kept)
    return kept
  }
  return (day) => {
    const holiday = calendar === 'jp' ? byLaw(day.slice(0, 4)).get(day) : undefined
    if (holiday) return holiday
    if (own.has(day)) return company
    const weekday = weekdayOf(day)
    if (!weekend.includes(weekday)) return null
    return weekday === 'sat' || weekday === 'sun' ? weekendDay : dayOff
  }
}

/** The nearest business day before or after one that is none, or null when there is none for longer than FARTHEST_MOVE days. */
export function moveDay (day: Day, move: 'before' | 'after', whyClosed: WhyClosed): Day | null {
  for (let count = 1; count <= FARTHEST_MOVE; count++) {
    const near = addDays(day, move === 'before' ? -count : count)
    if (whyClosed(near) === null) return near
  }
  return null
}
