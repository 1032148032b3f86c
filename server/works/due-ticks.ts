import { nextTicks, type Tick } from './next-ticks.ts'
import type { Schedule } from './schedule-schema.ts'

const DAY_MS = 86_400_000
/** A tick that is looked at later than this was missed. */
const ON_TIME_MS = 5 * 60_000

/**
 * The ticks of a schedule that are to be run now: those after `since`, when it was last looked at, until `now`. When nothing ran in between, `catchUp`
 * says what is made up for, and never more than a day of it.
 */
export function dueTicks (schedule: Schedule, since: Date, now: Date): Tick[] {
  const { catchUp = 'once' } = schedule
  const back = catchUp === 'skip' ? ON_TIME_MS : DAY_MS
  const ticks = ticksUntil(schedule, new Date(Math.max(since.getTime(), now.getTime() - back)), now)
  return catchUp === 'once' ? ticks.slice(-1) : ticks
}

function ticksUntil (schedule: Schedule, after: Date, until: Date): Tick[] {
  const all: Tick[] = []
  // Most often none is due, or one.
  for (let last = after, count = 2; ; count *= 8) {
    const { ticks } = nextTicks(schedule, last, count)
    all.push(...ticks.filter(({ at }) => at <= until))
    const end = ticks.at(-1)
    if (!end || end.at >= until) return all
    last = end.at
  }
}
