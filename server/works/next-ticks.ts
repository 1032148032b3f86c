import { addDays, type Day } from './calendar-days.ts'
import { findInstant, readWall, type ClockChange, type Wall } from './find-instant.ts'
import { listDays, type PlannedDay, type SkippedDay } from './list-days.ts'
import type { Schedule } from './schedule-schema.ts'

/**
 * One moment at which a schedule comes round. `at` is what it is known by: no two ticks of a schedule have the same. `wall` is what the clocks show then;
 * `clock` says that they were changed, and at which time the tick would have been.
 */
export interface Tick { at: Date, wall: Wall, moved: PlannedDay['moved'], clock: { change: ClockChange, time: string } | null }

export interface NextTicks { ticks: Tick[], skipped: SkippedDay[] }

// Days are planned a year at a time, thirty years ahead: 29 February comes once in eight.
const BLOCK = 366
const BLOCKS = 30

/**
 * The next ticks of a schedule after a moment, in order, and what it skips until the last of them. Fewer than `count` when the schedule ends, or has no
 * more in thirty years. The same schedule always has the same ticks, wherever one begins to look.
 */
export function nextTicks (schedule: Schedule, after: Date, count: number): NextTicks {
  const ticks: Tick[] = []
  const skipped: SkippedDay[] = []
  const { timeZone, until = '9999-12-31' } = schedule
  const days = listDays(schedule)
  // A day earlier: where clocks skip a day, its ticks come with the next one.
  const today = addDays(readWall(timeZone, after).date, -1)
  const first = later(today, schedule.from ?? today)
  for (let block = 0; block < BLOCKS && ticks.length <= count; block++) {
    const from = addDays(first, block * BLOCK)
    const { planned, skipped: left } = days.list(from, addDays(from, BLOCK - 1))
    skipped.push(...left)
    for (const day of planned.filter((one) => one.day <= until)) {
      for (const time of days.times) if (ticks.length <= count) addTick(ticks, tickAt(timeZone, day, time), after)
    }
    if (from > until) break
  }
  return { ticks: ticks.slice(0, count), skipped: skippedBetween(skipped, later(first, addDays(today, 1)), earlier(until, ticks[count - 1]?.wall.date)) }
}

const later = (a: Day, b: Day): Day => a > b ? a : b
const earlier = (a: Day, b: Day | undefined): Day => b === undefined || a < b ? a : b

function tickAt (zone: string, { day, moved }: PlannedDay, time: string): Tick {
  const { at, change } = findInstant(zone, { date: day, time })
  return { at, wall: readWall(zone, at), moved, clock: change && { change, time } }
}

/** Times inside a gap are one instant, and may be that of the first time after it: it is one tick, and that one needs no explanation. */
function addTick (ticks: Tick[], tick: Tick, after: Date): void {
  if (tick.at <= after) return
  const last = ticks[ticks.length - 1]
  if (last?.at.getTime() !== tick.at.getTime()) ticks.push(tick)
  else if (tick.clock === null) ticks[ticks.length - 1] = tick
}

function skippedBetween (skipped: SkippedDay[], from: Day, to: Day): SkippedDay[] {
  const seen = new Set<string>()
  return skipped.filter(({ day, ...why }) => {
    const mark = JSON.stringify([day, why])
    const fresh = !seen.has(mark)
    seen.add(mark)
    return fresh && from.slice(0, day.length) <= day && day <= to
  }).slice(0, 100)
}
