import type { LiteralType } from '@jetstreamapp/soql-parser-js'
import { apiError } from '../api-error.ts'
import type { Field } from '../schema/field.ts'
import { readDatetime, writeDatetime } from '../store/datetimes.ts'
import { readId } from '../store/ids.ts'
import { dayIn, readDateLiteral, startOfDay } from './date-literals.ts'
import { errorAtWord, malformed } from './soql-errors.ts'
import type { Scope } from './read-field.ts'

/** What a condition compares with: one value, or a stretch of days or moments (`to` not included). */
export type Literal = { value: string | number | boolean | null } | { from: string, to: string }

/** Where the filter's field comes from; numbers for date functions. */
export interface Operand {
  name: string
  kind: 'text' | 'id' | 'number' | 'boolean' | 'date' | 'datetime' | 'time'
}

export function operandOf (field: Field): Operand {
  const { name, type } = field
  switch (type) {
    case 'id': case 'reference': return { name, kind: 'id' }
    case 'int': case 'double': case 'currency': case 'percent': return { name, kind: 'number' }
    case 'boolean': case 'date': case 'datetime': case 'time': return { name, kind: type }
    default: return { name, kind: 'text' }
  }
}

/** Reads one literal of a filter for the field it is compared with; a wrong type is Salesforce's error. */
export function readLiteral (scope: Scope, operand: Operand, raw: string, type: LiteralType | undefined): Literal {
  if (type === 'NULL') return { value: null }
  switch (operand.kind) {
    case 'text': return { value: readString(scope, operand, raw, type) }
    case 'id': return { value: readIdLiteral(readString(scope, operand, raw, type)) }
    case 'boolean': if (type === 'BOOLEAN') return { value: raw.toUpperCase() === 'TRUE' }; break
    case 'number': if (type?.startsWith('INTEGER') === true || type?.startsWith('DECIMAL') === true) return { value: Number(raw.replace(/^[a-z]{3}/i, '')) }; break
    case 'date': return readDate(scope, operand, raw, type)
    case 'datetime': return readMoment(scope, operand, raw, type)
    case 'time': if (type === 'DATETIME') return { value: raw.slice(11).replace(/^(\d\d:\d\d:\d\d)Z$/, '$1.000Z') }
  }
  throw wrongType(scope, operand)
}

function wrongType (scope: Scope, { name, kind }: Operand): Error {
  const wanted = { text: 'string', id: 'ID', number: 'double', boolean: 'boolean', date: 'date', datetime: 'dateTime', time: 'time' }[kind]
  const quotes = kind === 'text' || kind === 'id' ? 'should be enclosed in quotes' : 'should not be enclosed in quotes'
  return errorAtWord('INVALID_FIELD', scope.text, name, `value of filter criterion for field '${name}' must be of type ${wanted} and ${quotes}`)
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', N: '\n', R: '\r', T: '\t', B: '\b', F: '\f' }

function readString (scope: Scope, operand: Operand, raw: string, type: LiteralType | undefined): string {
  if (type !== 'STRING') throw wrongType(scope, operand)
  return raw.slice(1, -1).replace(/\\(u[0-9a-f]{4}|[^])/gi, (all, code: string) => {
    if (code.length > 1) return String.fromCharCode(parseInt(code.slice(1), 16))
    if (code in escapes) return escapes[code] ?? ''
    if ('\\\'"'.includes(code)) return code
    // LIKE reads these two itself: they stand for the letter, not the wildcard.
    if (code === '_' || code === '%') return all
    throw malformed(scope.text, Math.max(0, scope.text.indexOf(all)), `Illegal escape sequence '${all}'`)
  })
}

function readIdLiteral (text: string): string | null {
  if (text === '') return null
  const id = readId(text)
  if (id === null) throw apiError('INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${text}`)
  return id
}

function readDate (scope: Scope, operand: Operand, raw: string, type: LiteralType | undefined): Literal {
  if (type === 'DATE') return { value: raw }
  const range = type === 'DATE_LITERAL' || type === 'DATE_N_LITERAL' ? readDateLiteral(raw, calendarOf(scope)) : null
  if (range === null) throw wrongType(scope, operand)
  return range
}

function readMoment (scope: Scope, operand: Operand, raw: string, type: LiteralType | undefined): Literal {
  const moment = type === 'DATETIME' ? readDatetime(raw) : null
  if (moment !== null) return { value: moment }
  const range = type === 'DATE_LITERAL' || type === 'DATE_N_LITERAL' ? readDateLiteral(raw, calendarOf(scope)) : null
  if (range === null) throw wrongType(scope, operand)
  const begin = (day: string): string => writeDatetime(startOfDay(day, scope.user.timeZone))
  return { from: begin(range.from), to: begin(range.to) }
}

function calendarOf ({ org, user }: Scope): { today: string, fiscalStart: number } {
  return { today: dayIn(org.now(), user.timeZone), fiscalStart: fiscalStartMonth }
}

/** The Japanese business year begins in April. */
export const fiscalStartMonth = 4
