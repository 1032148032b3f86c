import type { Both } from '../errors-ja.ts'
import { addDays, daysOfMonth, monthsBetween, weekdayOf, type Day } from './calendar-days.ts'
import { FARTHEST_MOVE, moveDay, readCalendar, type WhyClosed } from './read-calendar.ts'
import { readCron } from './read-cron.ts'
import type { MonthDay, Schedule } from './schedule-schema.ts'

/** A day that has ticks. `moved`: the day that the schedule names, and why it is not that one. */
export interface PlannedDay { day: Day, moved: { from: Day, why: Both } | null }

/** A day that has no ticks though the schedule names it. `day` is the month, `2027-02`, where the month does not have it. */
export type SkippedDay =
  | { day: string, kind: 'short', date: number }
  | { day: string, kind: 'few', businessDay: number }
  | { day: Day, kind: 'closed' | 'lost', why: Both }

/** The days of a schedule, and its times of day. */
export interface ScheduleDays { times: string[], list: (from: Day, to: Day) => { planned: PlannedDay[], skipped: SkippedDay[] } }

/**
 * Which days a schedule has between two, both included, each once and in order. What falls on a day follows from the schedule alone, so a list is the same
 * wherever it begins. When several days are moved onto one, the day that is there by itself counts.
 */
export function listDays ({ when, businessDays }: Schedule): ScheduleDays {
  const whyClosed = readCalendar(businessDays)
  const { times, named } = readWhen(when, whyClosed)
  return {
    times,
    list (from, to) {
      const all = named(addDays(from, -FARTHEST_MOVE), addDays(to, FARTHEST_MOVE)).map((one) => typeof one === 'string' ? placeDay(one, businessDays?.move, whyClosed) : one)
      const planned = new Map<Day, PlannedDay>()
      for (const one of all) if (!('kind' in one) && (one.moved === null || !planned.has(one.day))) planned.set(one.day, one)
      const within = ({ day }: { day: string }): boolean => from.slice(0, day.length) <= day && day <= to
      return {
        planned: [...planned.values()].filter(within).sort((a, b) => a.day < b.day ? -1 : 1),
        skipped: all.filter((one) => 'kind' in one).filter(within)
      }
    }
  }
}

type Named = Day | SkippedDay
interface Rule { times: string[], named: (from: Day, to: Day) => Named[] }

function readWhen (when: Schedule['when'], whyClosed: WhyClosed): Rule {
  if ('cron' in when) {
    const { times, days } = readCron(when.cron)
    return { times, named: days }
  }
  const times = [...when.at].sort()
  if (when.every === 'month') return { times, named: (from, to) => monthsBetween(from, to).flatMap((month) => daysIn(month, when.days, whyClosed)) }
  return { times, named: (from, to) => daysBetween(from, to).filter((day) => when.every === 'day' || when.weekdays.includes(weekdayOf(day))) }
}

function daysBetween (from: Day, to: Day): Day[] {
  const days: Day[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

/** The days of one month, each once: the 31st and the last may be the same. */
function daysIn (month: string, wanted: MonthDay[], whyClosed: WhyClosed): Named[] {
  const days = daysOfMonth(month)
  const open = days.filter((day) => whyClosed(day) === null)
  const found = wanted.map((one): Named => {
    if (typeof one === 'number') return days[one - 1] ?? { day: month, kind: 'short', date: one }
    if (one === 'last') return days[days.length - 1] ?? month
    const nth = one === 'firstBusinessDay' ? 1 : one === 'lastBusinessDay' ? Math.max(open.length, 1) : one.businessDay
    return open[nth - 1] ?? { day: month, kind: 'few', businessDay: nth }
  })
  return [...new Set(found)]
}

function placeDay (day: Day, move: 'before' | 'after' | 'skip' | undefined, whyClosed: WhyClosed): PlannedDay | SkippedDay {
  const why = whyClosed(day)
  if (why === null || move === undefined) return { day, moved: null }
  if (move === 'skip') return { day, kind: 'closed', why }
  const near = moveDay(day, move, whyClosed)
  return near === null ? { day, kind: 'lost', why } : { day: near, moved: { from: day, why } }
}
