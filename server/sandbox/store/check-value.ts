import { apiError } from '../api-error.ts'
import type { ApiError } from '../api-error.ts'
import { labelIn } from '../schema/field.ts'
import type { Field } from '../schema/field.ts'
import { readDatetime } from './datetimes.ts'

/** A value from outside as the org stores it, or the error Salesforce answers for it. An empty string is null. */
export function checkValue (field: Field, value: unknown): unknown {
  if (value === null || value === undefined || value === '') return field.type === 'boolean' ? notNull(field) : null
  switch (field.type) {
    case 'boolean': return checkBoolean(value)
    case 'int': case 'double': case 'currency': case 'percent': return checkNumber(field, value)
    case 'date': return checkDate(value)
    case 'datetime': return checkDatetime(value)
    case 'time': return checkTime(value)
    default: return checkText(field, value)
  }
}

function notNull (field: Field): never {
  throw apiError('INVALID_TYPE_ON_FIELD_IN_RECORD', `${field.name}: value not of required type: null`, { fields: [field.name] })
}

function unreadable (type: string, value: unknown): ApiError {
  const kind = typeof value === 'string' ? 'VALUE_STRING' : typeof value === 'number' ? 'VALUE_NUMBER' : typeof value === 'boolean' ? `VALUE_${String(value).toUpperCase()}` : 'START_OBJECT'
  const shown = kind === 'START_OBJECT' ? '' : ` value ${showValue(value)}`
  return apiError('JSON_PARSER_ERROR', `Cannot deserialize instance of ${type} from ${kind}${shown} or request may be missing a required field at [line:1, column:1]`)
}

/** A value from outside as a person would write it. */
export function showValue (value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function checkBoolean (value: unknown): boolean {
  if (typeof value === 'boolean') return value
  if (value === 'true' || value === 'false') return value === 'true'
  throw unreadable('boolean', value)
}

function checkNumber (field: Field, value: unknown): number {
  const number = typeof value === 'string' && /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(value) ? Number(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number)) throw unreadable(field.type === 'int' ? 'int' : 'double', value)
  if (field.type === 'int') {
    if (!Number.isInteger(number)) throw unreadable('int', value)
    return number
  }
  if (Math.abs(number) >= 10 ** (field.precision - field.scale)) {
    throw apiError('NUMBER_OUTSIDE_VALID_RANGE', `${labelIn(field.label, 'en')}: value outside of valid range on numeric field: ${String(value)}`, { fields: [field.name] })
  }
  // More decimals than the field has are kept: only the screen rounds. https://help.salesforce.com/apex/HTViewSolution?id=000212661&language=en_US
  return number
}

function checkDate (value: unknown): string {
  const day = typeof value === 'string' ? /^(\d{4}-\d{2}-\d{2})(?:T.*)?$/.exec(value)?.[1] : undefined
  if (day === undefined || !isDay(day)) throw unreadable('date', value)
  return day
}

function isDay (day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
}

function checkDatetime (value: unknown): string {
  const stored = typeof value === 'string' ? readDatetime(value) : null
  if (stored === null) throw unreadable('datetime', value)
  return stored
}

function checkTime (value: unknown): string {
  const parts = typeof value === 'string' ? /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,3}))?)?Z?$/.exec(value) : null
  if (parts === null) throw unreadable('time', value)
  return `${parts[1]}:${parts[2]}:${parts[3] ?? '00'}.${(parts[4] ?? '').padEnd(3, '0')}Z`
}

function checkText (field: Field, value: unknown): string | null {
  if (typeof value === 'object') throw unreadable('string', value)
  const raw = showValue(value)
  const text = field.type === 'textarea' ? raw : raw.trim()
  if (text === '') return null
  const label = labelIn(field.label, 'en')
  if (field.length > 0 && [...text].length > field.length && field.type !== 'reference') {
    throw apiError('STRING_TOO_LONG', `${label}: data value too large: ${text} (max length=${field.length})`, { fields: [field.name] })
  }
  if (field.type === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) {
    throw apiError('INVALID_EMAIL_ADDRESS', `${label}: invalid email address: ${text}`, { fields: [field.name] })
  }
  checkChoices(field, text)
  return text
}

function checkChoices (field: Field, text: string): void {
  if (!field.restricted) return
  const known = new Set(field.picklist.map(({ value }) => value.toLowerCase()))
  const wrong = (field.type === 'multipicklist' ? text.split(';') : [text]).find(value => !known.has(value.toLowerCase()))
  if (wrong !== undefined) {
    throw apiError('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', `${labelIn(field.label, 'en')}: bad value for restricted picklist field: ${wrong}`, { fields: [field.name] })
  }
}
