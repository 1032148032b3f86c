import { CronExpressionParser } from 'cron-parser'
import { ScheduleInvalid } from '../errors.ts'
import { both } from '../errors-ja.ts'
import { addDays, type Day } from './calendar-days.ts'

/** What a cron expression says, taken apart: on which days, and at which times of each. */
export interface Cron { times: string[], days: (from: Day, to: Day) => Day[] }

// Neither seconds nor names for whole expressions nor `H`, which stands for a time that is drawn by lot.
const FIELD = '[0-9*?L,/#-]+|(?:(?:[0-9*?L,/#-]|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|SUN|MON|TUE|WED|THU|FRI|SAT)+)'
const FIVE = new RegExp(`^(?:(?:${FIELD}) ){4}(?:${FIELD})$`, 'i')

/**
 * Reads a cron expression. It is asked in UTC only, where no clock changes: which instant a time of day is in the schedule's zone follows our own rules,
 * the same as for every other schedule (cron-parser would put 02:30 of a gap at 03:30). Throws ScheduleInvalid.
 */
export function readCron (cron: string): Cron {
  const text = cron.trim().replace(/\s+/g, ' ')
  if (!FIVE.test(text)) throw unreadable('it does not have the five fields minute, hour, day, month and weekday, or has a sign that is not known', '分・時・日・月・曜日の 5 項目になっていないか、使えない文字があります')
  const [minute = '', hour = '', ...days] = text.split(' ')
  const { fields } = parse(`${minute} ${hour} ${days.join(' ')}`)
  const daily = parse(`0 0 ${days.join(' ')}`)
  const pad = (value: number | string): string => String(value).padStart(2, '0')
  return {
    times: fields.hour.values.flatMap((hour) => fields.minute.values.map((minute) => `${pad(hour)}:${pad(minute)}`)),
    days (from, to) {
      const days: Day[] = []
      for (let day = from; day <= to; day = addDays(day, 1)) if (daily.includesDate(new Date(`${day}T00:00:00Z`))) days.push(day)
      return days
    }
  }
}

function parse (text: string): ReturnType<typeof CronExpressionParser.parse> {
  try {
    return CronExpressionParser.parse(text, { tz: 'UTC' })
  } catch (error) {
    throw unreadable((error as Error).message, (error as Error).message)
  }
}

function unreadable (en: string, ja: string): Error {
  return new ScheduleInvalid(both(`the cron expression cannot be read (${en})`, `cron 式を読み取れません(${ja})`))
}
