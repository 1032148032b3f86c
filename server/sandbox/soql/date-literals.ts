/** Days from `from` up to, but not including, `to`; both `YYYY-MM-DD`. */
export interface DayRange {
  from: string
  to: string
}

type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR' | 'FISCAL_QUARTER' | 'FISCAL_YEAR'

interface Calendar {
  today: string
  /** 1 to 12 */
  fiscalStart: number
}

/**
 * The days a date literal means, seen from today.
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_dateformats.htm
 */
export function readDateLiteral (literal: string, calendar: Calendar): DayRange | null {
  const { today } = calendar
  const [name = '', count] = literal.toUpperCase().split(':')
  switch (name) {
    case 'YESTERDAY': return span(calendar, 'DAY', -1, 0)
    case 'TODAY': return span(calendar, 'DAY', 0, 1)
    case 'TOMORROW': return span(calendar, 'DAY', 1, 2)
    case 'LAST_90_DAYS': return { from: addDays(today, -90), to: addDays(today, 1) }
    case 'NEXT_90_DAYS': return { from: addDays(today, 1), to: addDays(today, 91) }
  }
  const plain = /^(LAST|THIS|NEXT)_(WEEK|MONTH|QUARTER|YEAR|FISCAL_QUARTER|FISCAL_YEAR)$/.exec(name)
  if (plain !== null) {
    const at = plain[1] === 'LAST' ? -1 : plain[1] === 'THIS' ? 0 : 1
    return span(calendar, plain[2] as Unit, at, at + 1)
  }
  return readCounted(name, Number(count), calendar)
}

function readCounted (name: string, count: number, calendar: Calendar): DayRange | null {
  if (!Number.isInteger(count) || count < 0) return null
  const ago = /^N_(DAY|WEEK|MONTH|QUARTER|YEAR|FISCAL_QUARTER|FISCAL_YEAR)S_AGO$/.exec(name)
  if (ago !== null) return span(calendar, ago[1] as Unit, -count, -count + 1)
  const counted = /^(LAST|NEXT)_N_(DAY|WEEK|MONTH|QUARTER|YEAR|FISCAL_QUARTER|FISCAL_YEAR)S$/.exec(name)
  if (counted === null) return null
  const unit = counted[2] as Unit
  if (counted[1] === 'NEXT') return span(calendar, unit, 1, count + 1)
  // LAST_N_DAYS includes today; the other units end before the current one.
  return unit === 'DAY' ? { from: addDays(calendar.today, -count), to: addDays(calendar.today, 1) } : span(calendar, unit, -count, 0)
}

/** From the start of the unit `first` units away to the start of the one `end` units away. */
function span ({ today, fiscalStart }: Calendar, unit: Unit, first: number, end: number): DayRange {
  const start = (count: number): string => {
    const [year = 0, month = 0] = today.split('-').map(Number)
    const fiscalYear = month >= fiscalStart ? year : year - 1
    switch (unit) {
      case 'DAY': return addDays(today, count)
      case 'WEEK': return addDays(today, count * 7 - new Date(`${today}T00:00:00Z`).getUTCDay())
      case 'MONTH': return firstOf(year, month + count)
      case 'QUARTER': return firstOf(year, Math.floor((month - 1) / 3) * 3 + 1 + count * 3)
      case 'YEAR': return firstOf(year + count, 1)
      case 'FISCAL_YEAR': return firstOf(fiscalYear + count, fiscalStart)
      case 'FISCAL_QUARTER': return firstOf(year, month - ((month - fiscalStart + 12) % 3) + count * 3)
    }
  }
  return { from: start(first), to: start(end) }
}

function firstOf (year: number, month: number): string {
  return new Date(Date.UTC(year, month - 1, 1)).toISOString().slice(0, 10)
}

export function addDays (day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10)
}

/** The calendar day of a moment in a time zone. */
export function dayIn (moment: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(moment)
}

/** The moment a day begins in a time zone. */
export function startOfDay (day: string, timeZone: string): Date {
  const utc = Date.parse(`${day}T00:00:00Z`)
  // The offset at the guess may differ from the one at the answer by a clock change: the second look settles it.
  const first = utc - offsetAt(new Date(utc), timeZone)
  return new Date(utc - offsetAt(new Date(first), timeZone))
}

/** Milliseconds a time zone is ahead of UTC at a moment. */
export function offsetAt (moment: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' }).formatToParts(moment)
  const part = (type: string): number => Number(parts.find(each => each.type === type)?.value)
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) - moment.getTime()
}
