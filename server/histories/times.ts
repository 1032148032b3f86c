const formats = new Map<string, Intl.DateTimeFormat>()

/** Japan's, where our users are: shown with its offset, like any other. */
export const JAPAN = 'Asia/Tokyo'

/** Whether this is a time zone by its IANA name. */
export function isZone (name: string): boolean {
  try {
    // Node takes offsets such as +09:00 for zones too; they are no names.
    return /^[A-Za-z]/.test(name) && formatIn(name) !== undefined
  } catch {
    return false
  }
}

/** ISO 8601 in the zone, with milliseconds and the offset that holds there at that moment: `2028-02-29T00:00:00.000+09:00`. */
export function sayTime (moment: Date, zone: string = JAPAN): string {
  const parts = new Map(formatIn(zone).formatToParts(moment).map(({ type, value }) => [type, value]))
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? ''
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}.${part('fractionalSecond')}${part('timeZoneName').slice('GMT'.length) || '+00:00'}`
}

/** The first moment of a day (`2028-02-29`) in the zone; null when there is no such day. Where clocks skip midnight it is the moment they jump. */
export function startOfDay (day: string, zone: string = JAPAN): Date | null {
  const [, year, month, date] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? []).map(Number)
  if (year === undefined || month === undefined || date === undefined) return null
  const midnight = new Date(0)
  midnight.setUTCFullYear(year, month - 1, date)
  if (year < 1 || midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== date) return null
  // The offsets of a day before and after are all that can hold at midnight; of those under which it is that day, the earliest moment.
  const near = [-1, 1].map((days) => midnight.getTime() - offsetAt(new Date(midnight.getTime() + days * DAY_MS), zone))
  const fitting = near.filter((time) => sayTime(new Date(time), zone).startsWith(`${day}T00:00:00`))
  return new Date(fitting.length > 0 ? Math.min(...fitting) : Math.max(...near) - gapBefore(Math.max(...near), day, zone))
}

/** The day after. */
export function nextDay (day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10)
}

const DAY_MS = 24 * 3_600_000

/** How long before `time` the day has already begun: clocks jump by whole minutes. */
function gapBefore (time: number, day: string, zone: string): number {
  let gap = 0
  while (gap < DAY_MS && sayTime(new Date(time - gap - 60_000), zone).startsWith(day)) gap += 60_000
  return gap
}

function offsetAt (moment: Date, zone: string): number {
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = /([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(sayTime(moment, zone)) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000
}

function formatIn (timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3
  })
  formats.set(timeZone, known)
  return known
}
