import type { FunctionExp } from '@jetstreamapp/soql-parser-js'
import { momentOf, writeDatetime } from '../store/datetimes.ts'
import { offsetAt } from './date-literals.ts'

interface Calendar {
  /** 1 to 12 */
  fiscalStart: number
  timeZone: string
}

/** A number (or day) taken out of a stored date or moment. Moments count in UTC, with convertTimezone in the user's time zone. */
export function dateFunction (fn: FunctionExp, { fiscalStart, timeZone }: Calendar): ((stored: unknown) => number | string | null) | null {
  const part = parts[(fn.functionName ?? '').toUpperCase()]
  if (part === undefined) return null
  const [inner] = fn.parameters ?? []
  const converts = typeof inner === 'object' && inner.functionName?.toUpperCase() === 'CONVERTTIMEZONE'
  return stored => {
    if (typeof stored !== 'string') return null
    const local = converts ? wallClock(stored, timeZone) : stored
    return part(new Date(`${local.slice(0, 10)}T00:00:00Z`), local, fiscalStart)
  }
}

/** What a clock on the wall shows at a stored moment, in the form of a stored moment. */
function wallClock (stored: string, timeZone: string): string {
  const moment = momentOf(stored)
  return writeDatetime(new Date(moment + offsetAt(new Date(moment), timeZone)))
}

type Part = (day: Date, stored: string, fiscalStart: number) => number | string

const dayOfYear = (day: Date): number => (day.getTime() - Date.UTC(day.getUTCFullYear(), 0, 1)) / 86_400_000 + 1
const fiscalMonth = (day: Date, start: number): number => (day.getUTCMonth() + 1 - start + 12) % 12 + 1

const parts: Record<string, Part> = {
  CALENDAR_YEAR: day => day.getUTCFullYear(),
  CALENDAR_QUARTER: day => Math.floor(day.getUTCMonth() / 3) + 1,
  CALENDAR_MONTH: day => day.getUTCMonth() + 1,
  DAY_IN_MONTH: day => day.getUTCDate(),
  DAY_IN_WEEK: day => day.getUTCDay() + 1,
  DAY_IN_YEAR: day => dayOfYear(day),
  DAY_ONLY: (day, stored) => stored.slice(0, 10),
  FISCAL_YEAR: (day, stored, start) => day.getUTCMonth() + 1 >= start ? day.getUTCFullYear() : day.getUTCFullYear() - 1,
  FISCAL_QUARTER: (day, stored, start) => Math.floor((fiscalMonth(day, start) - 1) / 3) + 1,
  FISCAL_MONTH: (day, stored, start) => fiscalMonth(day, start),
  HOUR_IN_DAY: (day, stored) => Number(stored.slice(11, 13)),
  WEEK_IN_MONTH: day => Math.ceil(day.getUTCDate() / 7),
  WEEK_IN_YEAR: day => Math.ceil(dayOfYear(day) / 7)
}
