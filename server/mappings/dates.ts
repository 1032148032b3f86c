import { kanjiDigits } from './japanese-numbers.ts'

/** A calendar day and time of day in the document's time zone; `weekday` 0 is Sunday. */
interface Moment { year: number, month: number, day: number, hour: number, minute: number, second: number, weekday: number }

/** First day (as yyyymmdd) of each era; Japan counts by the Gregorian calendar only since Meiji 6 (明治五年太政官布告第337号). */
const eras = [
  { from: 20190501, name: '令和', letter: 'R', year: 2019 },
  { from: 19890108, name: '平成', letter: 'H', year: 1989 },
  { from: 19261225, name: '昭和', letter: 'S', year: 1926 },
  { from: 19120730, name: '大正', letter: 'T', year: 1912 },
  { from: 18730101, name: '明治', letter: 'M', year: 1868 }
]

// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/intro_valid_date_formats.htm
const dateOnly = /^(\d{4})-(\d{2})-(\d{2})$/
const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/

/** Salesforce's date (`2026-10-06`) stays the day it is; a datetime is moved to the time zone. Throws a sentence for anything else. */
export function readMoment (value: unknown, timeZone: string): Moment {
  if (typeof value === 'string') {
    const [, year, month, day] = dateOnly.exec(value) ?? []
    if (year !== undefined) return calendarDay(value, Number(year), Number(month), Number(day))
    // Date understands +09:00 but not Salesforce's +0900.
    const time = dateTime.test(value) ? Date.parse(value.replace(/([+-]\d{2})(\d{2})$/, '$1:$2')) : NaN
    if (!Number.isNaN(time)) return inZone(time, timeZone)
  }
  throw new Error(`${JSON.stringify(value)} is not a date; expected 2026-10-06 or 2026-10-06T17:00:00.000+0000`)
}

function calendarDay (text: string, year: number, month: number, day: number): Moment {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) throw new Error(`${JSON.stringify(text)} is not a day of the calendar`)
  return { year, month, day, hour: 0, minute: 0, second: 0, weekday: date.getUTCDay() }
}

const zones = new Map<string, Intl.DateTimeFormat>()

function inZone (time: number, timeZone: string): Moment {
  let format = zones.get(timeZone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', { timeZone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23', era: 'short', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' })
    zones.set(timeZone, format)
  }
  const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, value]))
  const number = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type))
  if (parts.get('era') !== 'AD') throw new Error('the year lies before 1')
  const date = new Date(0)
  date.setUTCFullYear(number('year'), number('month') - 1, number('day'))
  return { year: number('year'), month: number('month'), day: number('day'), hour: number('hour'), minute: number('minute'), second: number('second'), weekday: date.getUTCDay() }
}

/** How a date is to be written: locale for the names of months and days, `digits: 'kanji'` for 漢数字. */
export interface DateStyle { pattern: string, locale: string, digits?: 'kanji' }

/**
 * Letters as in Unicode's date patterns: yyyy yy M MM MMM MMMM d dd E EEEE H HH h hh m mm s ss a, and for 和暦 G (令和), GGGGG (R), y (year of the era; 元 for the first
 * when 年 follows). Text between single quotes is printed as it is; so is everything that is no letter. https://unicode.org/reports/tr35/tr35-dates.html#Date_Field_Symbol_Table
 */
export function formatMoment (moment: Moment, { pattern, locale, digits }: DateStyle): string {
  const era = /G/.test(pattern.replace(/'[^']*'/g, '')) ? eraOf(moment) : null
  return pattern.replace(/'([^']*)'|([A-Za-z])\2*/g, (token: string, quoted: string | undefined, _letter: string | undefined, at: number) => {
    if (quoted !== undefined) return quoted === '' ? "'" : quoted
    const text = formatToken(token, { moment, era, locale, first: pattern[at + token.length] === '年' })
    return digits === 'kanji' ? text.replace(/\d+/g, (number) => number.length === 4 ? kanjiDigits(number) : kanjiDay(Number(number))) : text
  })
}

/** 二十三 rather than 二三: days, months and years of an era are read as numbers, years of the Christian era digit by digit. */
function kanjiDay (number: number): string {
  const ones = number % 10 === 0 && number > 0 ? '' : kanjiDigits(String(number % 10))
  const tens = Math.floor(number / 10)
  return `${tens > 1 ? kanjiDigits(String(tens)) : ''}${tens > 0 ? '十' : ''}${ones}`
}

interface Written { moment: Moment, era: { name: string, letter: string, year: number } | null, locale: string, first: boolean }

function formatToken (token: string, { moment, era, locale, first }: Written): string {
  const number = (value: number): string => String(value).padStart(token.length, '0')
  switch (token[0]) {
    case 'G': return token.length === 5 ? era!.letter : era!.name
    case 'y': return yearOf(token, moment, era, first)
    case 'M': return token.length < 3 ? number(moment.month) : nameOf(moment, locale, { month: token.length === 3 ? 'short' : 'long' })
    case 'd': return number(moment.day)
    case 'E': return nameOf(moment, locale, { weekday: token.length < 4 ? 'short' : 'long' })
    case 'H': return number(moment.hour)
    case 'h': return number(moment.hour % 12 || 12)
    case 'm': return number(moment.minute)
    case 's': return number(moment.second)
    case 'a': return new Intl.DateTimeFormat(locale, { hour: 'numeric', hour12: true, timeZone: 'UTC' }).formatToParts(Date.UTC(2000, 0, 1, moment.hour)).find(({ type }) => type === 'dayPeriod')?.value ?? ''
    default: throw new Error(`the pattern has the letter ${token[0]}, which means nothing in dates; put text between single quotes`)
  }
}

function yearOf (token: string, { year }: Moment, era: Written['era'], first: boolean): string {
  if (era !== null) return era.year === 1 && first ? '元' : String(era.year).padStart(token.length, '0')
  return token.length === 2 ? String(year % 100).padStart(2, '0') : String(year).padStart(token.length, '0')
}

function nameOf ({ year, month, day }: Moment, locale: string, options: Intl.DateTimeFormatOptions): string {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return new Intl.DateTimeFormat(locale, { ...options, calendar: 'gregory', timeZone: 'UTC' }).format(date)
}

function eraOf ({ year, month, day }: Moment): { name: string, letter: string, year: number } {
  const era = eras.find(({ from }) => year * 10_000 + month * 100 + day >= from)
  if (era === undefined) throw new Error('和暦 can be written from 1873 (明治6年) on')
  return { name: era.name, letter: era.letter, year: year - era.year + 1 }
}
