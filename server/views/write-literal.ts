import { FilterInvalid } from '../errors.ts'
import { escapeLiteral, escapePattern } from './escape-literal.ts'
import { isRecordId } from './record-id.ts'
import type { Condition } from './schema.ts'

/** What a field can be compared with. */
export type Kind = 'id' | 'text' | 'multi' | 'boolean' | 'number' | 'date' | 'datetime' | 'time'

const TYPES: Record<Kind, string[]> = {
  id: ['id', 'reference'],
  text: ['string', 'textarea', 'picklist', 'combobox', 'email', 'phone', 'url', 'encryptedstring'],
  multi: ['multipicklist'],
  boolean: ['boolean'],
  number: ['int', 'long', 'double', 'currency', 'percent'],
  date: ['date'],
  datetime: ['datetime'],
  time: ['time']
}
const KINDS = new Map(Object.entries(TYPES).flatMap(([kind, types]) => types.map((type) => [type, kind as Kind])))

const COMPARE = ['=', '!=', '<', '<=', '>', '>=']
const OPS: Record<Kind, string[]> = {
  id: ['=', '!=', '<', '>', 'in', 'not in'],
  text: [...COMPARE, 'like', 'in', 'not in'],
  multi: ['=', '!=', 'includes', 'excludes'],
  boolean: ['=', '!='],
  number: [...COMPARE, 'in', 'not in'],
  date: [...COMPARE, 'in', 'not in'],
  datetime: [...COMPARE, 'in', 'not in'],
  time: COMPARE
}

/** https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_dateformats.htm */
const PERIODS = ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR', 'FISCAL_QUARTER', 'FISCAL_YEAR']
const PLAIN_DATES = new Set(['TODAY', 'YESTERDAY', 'TOMORROW', 'LAST_90_DAYS', 'NEXT_90_DAYS', ...PERIODS.slice(1).flatMap((period) => [`LAST_${period}`, `THIS_${period}`, `NEXT_${period}`])])
const COUNTED_DATES = new Set(PERIODS.flatMap((period) => [`LAST_N_${period}S`, `NEXT_N_${period}S`, `N_${period}S_AGO`]))

/** Which kind of value a field of this describe type takes in a filter; null when it cannot be filtered by. */
export function kindOf (type: string): Kind | null {
  return KINDS.get(type) ?? null
}

/** A value as SOQL writes it for this kind of field; throws a sentence about what is wrong with it. */
export function writeLiteral (kind: Kind, { op, value }: Pick<Condition, 'op' | 'value'>): string {
  if (!OPS[kind].includes(op)) throw wrong(`"${op}" does not go with a field of this type; use one of ${OPS[kind].join(', ')}`)
  const isSet = ['in', 'not in', 'includes', 'excludes'].includes(op)
  if (isSet !== Array.isArray(value)) throw wrong(isSet ? `"${op}" takes a list of values` : `"${op}" takes one value, not a list`)
  if (Array.isArray(value) && value.length === 0) throw wrong(`"${op}" takes at least one value`)
  if (Array.isArray(value)) return `(${value.map((one) => writeOne(kind, op, one)).join(', ')})`
  if (value === null) {
    if (op !== '=' && op !== '!=') throw wrong(`"${op}" cannot be used with an empty value`)
    return 'null'
  }
  if (typeof value === 'object') return writeDateLiteral(kind, value.date)
  return writeOne(kind, op, value)
}

function writeOne (kind: Kind, op: string, value: string | number | boolean): string {
  if (kind === 'number') return writeNumber(value)
  if (kind === 'boolean') {
    if (typeof value !== 'boolean') throw wrong('the field holds true or false')
    return String(value)
  }
  if (typeof value !== 'string') throw wrong(`the field takes text, not ${String(value)}`)
  if (kind === 'text' || kind === 'multi') return op === 'like' ? escapePattern(value) : escapeLiteral(value)
  if (kind === 'id') {
    if (!isRecordId(value)) throw wrong(`${JSON.stringify(value.slice(0, 40))} is not a record id`)
    return `'${value}'`
  }
  return kind === 'date' ? writeDate(value) : kind === 'datetime' ? writeDatetime(value) : writeTime(value)
}

function writeNumber (value: unknown): string {
  // Salesforce numbers have 18 digits; SOQL knows no exponents.
  if (typeof value !== 'number' || !Number.isFinite(value) || Math.abs(value) >= 1e18) throw wrong('the field takes a number of at most 18 digits')
  return value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 18 }).replace(/^-0$/, '0')
}

function writeDate (value: string): string {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value) ?? []
  if (!isDay(Number(year), Number(month), Number(day))) throw wrong(`${JSON.stringify(value.slice(0, 40))} is not a date; write 2026-03-31, or a date literal such as {"date": "TODAY"}`)
  return value
}

function writeDatetime (value: string): string {
  const [, date, clock, fraction, zone] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d{1,3})?(Z|[+-]\d\d:?\d\d)$/.exec(value) ?? []
  const at = new Date(`${date}T${clock}${fraction ?? ''}${zone?.replace(/(\d\d):?(\d\d)$/, '$1:$2')}`)
  if (date === undefined || Number.isNaN(at.getTime())) throw wrong(`${JSON.stringify(value.slice(0, 40))} is not a date with time and zone; write 2026-03-31T09:00:00+09:00`)
  writeDate(date)
  return at.toISOString().replace('.000Z', 'Z')
}

function writeTime (value: string): string {
  if (!/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,3})?Z$/.test(value)) throw wrong(`${JSON.stringify(value.slice(0, 40))} is not a time; write 09:00:00.000Z`)
  return value
}

function writeDateLiteral (kind: Kind, literal: string): string {
  if (typeof literal !== 'string') throw wrong('the field takes one value')
  if (kind !== 'date' && kind !== 'datetime') throw wrong(`${literal.slice(0, 40)} is for dates only`)
  const [, name = '', count] = /^([A-Z_0-9]+)(?::([1-9]\d{0,3}))?$/.exec(literal) ?? []
  const known = count === undefined ? PLAIN_DATES.has(name) : COUNTED_DATES.has(name)
  if (!known) throw wrong(`${JSON.stringify(literal.slice(0, 40))} is not a date literal of Salesforce`)
  return literal
}

/** Salesforce keeps dates of the years 1700 to 4000. */
function isDay (year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return year >= 1700 && year <= 4000 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

function wrong (sentence: string): Error {
  return new FilterInvalid(sentence)
}
