import type { ConditionWithValueQuery, FunctionExp, LiteralType, Query } from '@jetstreamapp/soql-parser-js'
import { tableOf } from '../org.ts'
import { isFilterable } from '../schema/field.ts'
import type { SObject } from '../schema/object.ts'
import { rowsWith } from '../store/table.ts'
import type { Row } from '../store/table.ts'
import { fold, makeTest } from './compare-values.ts'
import { dateFunction } from './date-functions.ts'
import { distanceFrom } from './distance.ts'
import { fiscalStartMonth, operandOf, readLiteral } from './read-literal.ts'
import type { Literal, Operand } from './read-literal.ts'
import { pathWords, resolvePath } from './resolve-names.ts'
import { errorAtWord, malformed } from './soql-errors.ts'
import type { Filter } from './build-where.ts'
import type { Scope } from './read-field.ts'

/** Runs a semi-join's inner query and gives the values of its one field. */
export type ReadColumn = (query: Query) => unknown[]

interface Place {
  scope: Scope
  object: SObject
  alias: string | undefined
  readColumn: ReadColumn
}

/** Builds one condition of a WHERE: its field is resolved and checked, its literals are read once. */
export function buildCondition (place: Place, condition: ConditionWithValueQuery): Filter {
  if ('fn' in condition) return buildFunctionCondition(place, condition.fn, condition)
  if (!('field' in condition)) throw malformed(place.scope.text, 0, 'unexpected token: \'NOT\'')
  const { scope, object } = place
  const path = resolvePath(scope, object, pathWords(object, place.alias, condition.field))
  if (!isFilterable(path.field)) throw errorAtWord('INVALID_FIELD', scope.text, condition.field, `field '${path.field.name}' can not be filtered in a query call`)
  const operand = operandOf(path.field)
  checkOperator(scope, path.field.type, condition)
  const literals = 'valueQuery' in condition
    ? place.readColumn(condition.valueQuery).map(value => ({ value: value as string | null }))
    : literalsOf(scope, operand, condition)
  const test = makeTest(operand, condition.operator, literals)
  const direct = path.hops.length === 0 && (condition.operator === '=' || condition.operator === 'IN')
  return { matches: row => test(path.read(row)), candidates: direct ? indexed(place, path.field.name, literals) : null }
}

function checkOperator (scope: Scope, type: string, { operator, field }: { operator: string, field: string }): void {
  const wrong = (operator === 'INCLUDES' || operator === 'EXCLUDES')
    ? type !== 'multipicklist'
    : (type === 'boolean' || type === 'id' || type === 'reference') && ['<', '>', '<=', '>=', 'LIKE'].includes(operator) && !(type === 'id' && operator !== 'LIKE')
  if (wrong) throw errorAtWord('INVALID_QUERY_FILTER_OPERATOR', scope.text, field, 'invalid operator')
}

function literalsOf (scope: Scope, operand: Operand, condition: { value: string | string[], literalType?: LiteralType | LiteralType[] }): Literal[] {
  const values = [condition.value].flat()
  const types = condition.literalType
  return values.map((value, at) => readLiteral(scope, operand, value, Array.isArray(types) ? types[at] : types))
}

function indexed ({ scope, object }: Place, field: string, literals: Literal[]): (() => Iterable<Row>) | null {
  const table = tableOf(scope.org, object.name)
  const values = literals.flatMap(literal => 'value' in literal ? [literal.value] : [])
  if (values.length !== literals.length || values.includes(null)) return null
  if (field === 'Id') return () => new Set(values.flatMap(value => table.rows.get(String(value)) ?? []))
  if (!table.indexes.has(field)) return null
  return () => new Set(values.flatMap(value => rowsWith(table, field, value) ?? []))
}

function buildFunctionCondition ({ scope, object, alias }: Place, fn: FunctionExp, condition: { operator: string, value: string | string[], literalType?: LiteralType | LiteralType[] }): Filter {
  const name = fn.functionName ?? ''
  if (name.toUpperCase() === 'DISTANCE') {
    const measure = distanceFrom(scope, object, fn)
    const test = makeTest({ name, kind: 'number' }, condition.operator as '<', [{ value: Number(condition.value) }])
    return { matches: row => test(measure(row)), candidates: null }
  }
  const path = resolvePath(scope, object, pathWords(object, alias, innerField(fn)))
  const part = dateFunction(fn, { fiscalStart: fiscalStartMonth, timeZone: scope.user.timeZone })
  if (part === null) throw malformed(scope.text, scope.text.indexOf(name), `unexpected token: '${name}'`)
  const operand: Operand = { name: path.field.name, kind: name.toUpperCase() === 'DAY_ONLY' ? 'date' : 'number' }
  const test = makeTest(operand, condition.operator as '=', literalsOf(scope, operand, condition))
  return { matches: row => test(fold(part(path.read(row)), operand)), candidates: null }
}

/** The field inside `CALENDAR_YEAR(convertTimezone(CreatedDate))` or `MAX(Amount)`. */
export function innerField (fn: FunctionExp): string {
  const first = fn.parameters?.[0]
  return typeof first === 'string' ? first : first === undefined ? '' : innerField(first)
}
