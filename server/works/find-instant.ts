import type { Day } from './calendar-days.ts'

/** A wall clock's reading: `2026-12-29`, `09:00`. */
export interface Wall { date: Day, time: string }

/** `gap`: clocks were put forward past this time. `overlap`: they were put back and showed it twice. */
export type ClockChange = 'gap' | 'overlap'

const DAY_MS = 86_400_000
const zones = new Map<string, Intl.DateTimeFormat>()

function formatOf (zone: string): Intl.DateTimeFormat {
  const kept = zones.get(zone) ?? new Intl.DateTimeFormat('en-US', { timeZone: zone, calendar: 'iso8601', numberingSystem: 'latn', hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' })
  zones.set(zone, kept)
  return kept
}

/** What a clock in the zone shows at an instant, as milliseconds that UTC would have at that reading. Node 24 has no Temporal yet; Intl knows the same zones. */
function wallMs (zone: string, at: number): number {
  const { year, month, day, hour, minute, second } = Object.fromEntries(formatOf(zone).formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second)
}

/** What a clock on the wall shows at an instant. */
export function readWall (zone: string, at: Date): Wall {
  const text = new Date(wallMs(zone, Math.floor(at.getTime() / 1000) * 1000)).toISOString()
  return { date: text.slice(0, 10), time: text.slice(11, 16) }
}

/**
 * The instant at which a clock in the zone shows this. A time that the clocks skip is the first instant after the gap, whichever time of the gap is asked
 * for; a time that they show twice is the first of both.
 */
export function findInstant (zone: string, { date, time }: Wall): { at: Date, change: ClockChange | null } {
  const wall = Date.parse(`${date}T${time}:00Z`)
  const offset = (at: number): number => wallMs(zone, at) - at
  const before = offset(wall - DAY_MS)
  const after = offset(wall + DAY_MS)
  const fits = [wall - before, wall - after].filter((at) => at + offset(at) === wall).sort((a, b) => a - b)
  const [first, second] = [...new Set(fits)]
  if (first !== undefined) return { at: new Date(first), change: second === undefined ? null : 'overlap' }
  return { at: new Date(findChange(wall - DAY_MS, wall + DAY_MS, (at) => offset(at) === before)), change: 'gap' }
}

/** The first instant, in whole seconds, at which something that held no longer holds. */
function findChange (holding: number, notHolding: number, holds: (at: number) => boolean): number {
  while (notHolding - holding > 1000) {
    const middle = Math.floor((holding + notHolding) / 2000) * 1000
    if (holds(middle)) holding = middle
    else notHolding = middle
  }
  return notHolding
}
