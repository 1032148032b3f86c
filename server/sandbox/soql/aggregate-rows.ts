import type { Field as ParsedField, FieldFunctionExpression, FieldRelationship, FieldType, FunctionExp, GroupByClause, HavingClause, OrderByClause, Query } from '@jetstreamapp/soql-parser-js'
import { apiError } from '../api-error.ts'
import { isSortable } from '../schema/field.ts'
import type { Field } from '../schema/field.ts'
import type { SObject } from '../schema/object.ts'
import type { Row } from '../store/table.ts'
import { innerField } from './build-condition.ts'
import { formatValue } from './build-function.ts'
import { buildWhere } from './build-where.ts'
import { compareFolded, fold, makeTest } from './compare-values.ts'
import { dateFunction } from './date-functions.ts'
import { sortItems } from './order-rows.ts'
import type { SortKey } from './order-rows.ts'
import { fiscalStartMonth, operandOf, readLiteral } from './read-literal.ts'
import type { Operand } from './read-literal.ts'
import { pathWords, resolvePath } from './resolve-names.ts'
import { errorAtWord, malformed } from './soql-errors.ts'
import type { Scope } from './read-field.ts'

/** One group: the values it was made by (null where rolled up) and its rows. */
interface Group {
  keys: unknown[]
  rolledUp: boolean[]
  rows: Row[]
}

interface Key {
  written: string
  name: string
  read: (row: Row) => unknown
  field: Field
  operand: Operand
}

interface Column {
  name: string
  written: string
  read: (group: Group) => unknown
  operand: Operand
}

const aggregates = new Set(['COUNT', 'COUNT_DISTINCT', 'SUM', 'AVG', 'MIN', 'MAX'])

export function isAggregate (query: Query): boolean {
  return query.groupBy !== undefined || (query.fields ?? []).some(field => field.type === 'FieldFunctionExpression' && isAggregateCall(field))
}

function isAggregateCall (call: FunctionExp): boolean {
  const [inner] = call.parameters ?? []
  return aggregates.has((call.functionName ?? '').toUpperCase()) || (typeof inner === 'object' && isAggregateCall(inner))
}

/** The records of an aggregate query over the rows its WHERE found. */
export function aggregateRows (scope: Scope, object: SObject, query: Query, rows: Row[]): Array<Record<string, unknown>> {
  const place = { scope, object, alias: query.sObjectAlias }
  const { keys, sets } = readGroupBy(place, [query.groupBy ?? []].flat())
  const columns = nameColumns(scope, (query.fields ?? []).map(field => buildColumn(place, keys, checkColumn(scope, field))))
  let groups = sets.flatMap(set => makeGroups(keys, set, rows))
  if (keys.length === 0 && groups.length === 0) groups = [{ keys: [], rolledUp: [], rows: [] }]
  if (query.having !== undefined) groups = having(place, keys, columns, query.having, groups)
  const sorted = sortItems(groups, [query.orderBy ?? []].flat().map(clause => buildSort(place, keys, columns, clause)))
  const from = query.offset ?? 0
  const cut = sorted.slice(from, query.limit === undefined ? undefined : from + query.limit)
  if (cut.length > 2000) throw apiError('EXCEEDED_ID_LIMIT', 'Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch')
  return cut.map(group => ({ attributes: { type: 'AggregateResult' }, ...Object.fromEntries(columns.map(column => [column.name, column.read(group)])) }))
}

function checkColumn (scope: Scope, field: FieldType): ParsedField | FieldRelationship | FieldFunctionExpression {
  if (field.type === 'FieldSubquery') throw malformed(scope.text, 0, 'Only root queries support aggregate expressions')
  if (field.type === 'FieldTypeof') throw malformed(scope.text, 0, 'TYPEOF is not allowed in an aggregate query')
  return field
}

interface Place {
  scope: Scope
  object: SObject
  alias: string | undefined
}

function buildKey (place: Place, written: string, fn: FunctionExp | null): Key {
  const { scope, object, alias } = place
  const { field, read } = resolvePath(scope, object, pathWords(object, alias, fn === null ? written : innerField(fn)))
  if (!isSortable(field)) throw errorAtWord('MALFORMED_QUERY', scope.text, written, `field '${field.name}' can not be grouped in a query call`)
  const part = fn === null ? null : dateFunction(fn, { fiscalStart: fiscalStartMonth, timeZone: scope.user.timeZone })
  if (fn !== null && part === null) throw malformed(scope.text, Math.max(0, scope.text.indexOf(fn.functionName ?? '')), `unexpected token: '${fn.functionName ?? ''}'`)
  const operand: Operand = part === null ? operandOf(field) : { name: field.name, kind: fn?.functionName?.toUpperCase() === 'DAY_ONLY' ? 'date' : 'number' }
  return { written: plain(written), name: part === null ? field.name : '', read: part === null ? read : row => part(read(row)), field, operand }
}

/** GROUP BY as keys and the sets of keys to group by: one set, or several for ROLLUP and CUBE. */
function readGroupBy (place: Place, clauses: GroupByClause[]): { keys: Key[], sets: number[][] } {
  const [first] = clauses
  const many = first !== undefined && 'fn' in first ? (first.fn.functionName ?? '').toUpperCase() : ''
  if (first !== undefined && 'fn' in first && (many === 'ROLLUP' || many === 'CUBE')) {
    const keys = (first.fn.parameters ?? []).map(each => typeof each === 'string' ? buildKey(place, each, null) : buildKey(place, each.rawValue ?? '', each))
    const all = keys.map((key, at) => at)
    const sets = many === 'ROLLUP' ? [...all.map(at => all.slice(0, keys.length - at)), []] : all.reduce<number[][]>((sets, at) => [...sets, ...sets.map(set => [...set, at])], [[]])
    return { keys, sets }
  }
  const keys = clauses.map(clause => 'fn' in clause ? buildKey(place, clause.fn.rawValue ?? '', clause.fn) : buildKey(place, clause.field, null))
  return { keys, sets: [keys.map((key, at) => at)] }
}

function makeGroups (keys: Key[], set: number[], rows: Row[]): Group[] {
  const groups = new Map<string, Group>()
  for (const row of rows) {
    const values = keys.map((key, at) => set.includes(at) ? key.read(row) ?? null : null)
    const id = JSON.stringify(values.map((value, at) => fold(value, keys[at]?.operand ?? { name: '', kind: 'text' })))
    const group = groups.get(id)
    if (group !== undefined) group.rows.push(row)
    else groups.set(id, { keys: values, rolledUp: keys.map((key, at) => !set.includes(at)), rows: [row] })
  }
  return [...groups.values()].sort((left, right) => compareFolded(JSON.stringify(left.keys), JSON.stringify(right.keys)))
}

function buildColumn (place: Place, keys: Key[], field: ParsedField | FieldRelationship | FieldFunctionExpression): Column & { alias: string | undefined } {
  if (field.type === 'FieldFunctionExpression') {
    const written = plain(field.rawValue ?? '')
    return { ...buildCall(place, keys, field), written, name: '', alias: field.alias }
  }
  const path = field.type === 'Field' ? field.field : [...field.relationships, field.field].join('.')
  const at = findKey(place, keys, path)
  const key = keys[at]
  if (key === undefined) throw errorAtWord('MALFORMED_QUERY', place.scope.text, path, `Field must be grouped or aggregated: ${path}`)
  return { name: key.name, alias: 'alias' in field ? field.alias : undefined, written: plain(path), read: group => group.keys[at], operand: key.operand }
}

function findKey ({ object, alias }: Place, keys: Key[], path: string): number {
  const wanted = pathWords(object, alias, path).join('.')
  return keys.findIndex(key => pathWords(object, alias, key.written).join('.') === plain(wanted))
}

function buildCall (place: Place, keys: Key[], call: FunctionExp): Pick<Column, 'read' | 'operand'> {
  const name = (call.functionName ?? '').toUpperCase()
  const number: Operand = { name, kind: 'number' }
  const at = keys.findIndex(key => key.written === plain(call.rawValue ?? ''))
  if (at >= 0) return { read: group => group.keys[at], operand: keys[at]?.operand ?? number }
  if (name === 'GROUPING') {
    const grouped = findKey(place, keys, innerField(call))
    return { read: group => group.rolledUp[grouped] === true ? 1 : 0, operand: number }
  }
  const [inner] = call.parameters ?? []
  if (name === 'FORMAT' && typeof inner === 'object') {
    const { field } = resolvePath(place.scope, place.object, pathWords(place.object, place.alias, innerField(inner)))
    const { read } = buildCall(place, keys, inner)
    return { read: group => formatValue(place.scope, field, read(group)), operand: { name, kind: 'text' } }
  }
  if (!aggregates.has(name)) throw errorAtWord('MALFORMED_QUERY', place.scope.text, call.functionName ?? '', `Field must be grouped or aggregated: ${call.rawValue ?? name}`)
  if (inner === undefined) return { read: group => group.rows.length, operand: number }
  const { field, read } = resolvePath(place.scope, place.object, pathWords(place.object, place.alias, innerField(call)))
  const operand = operandOf(field)
  if ((name === 'SUM' || name === 'AVG') && operand.kind !== 'number') throw errorAtWord('MALFORMED_QUERY', place.scope.text, field.name, `field ${field.name} does not support aggregate operator ${name}`)
  return { read: group => aggregate(name, group.rows.map(read), operand), operand: name === 'MIN' || name === 'MAX' ? operand : number }
}

function aggregate (name: string, all: unknown[], operand: Operand): unknown {
  const values = all.filter(value => value !== null && value !== '')
  const sum = (): number => values.reduce<number>((total, value) => total + Number(value), 0)
  switch (name) {
    case 'COUNT': return values.length
    case 'COUNT_DISTINCT': return new Set(values.map(value => fold(value, operand))).size
    case 'SUM': return values.length === 0 ? null : sum()
    case 'AVG': return values.length === 0 ? null : sum() / values.length
    default: return values.reduce<unknown>((best, value) => best === null || (compareFolded(value, best) < 0) === (name === 'MIN') ? value : best, null)
  }
}

/** An alias, the field's name, or `expr0`, `expr1` … in the order of the SELECT. */
function nameColumns (scope: Scope, columns: Array<Column & { alias: string | undefined }>): Column[] {
  let unnamed = 0
  const taken = new Set<string>()
  return columns.map(column => {
    const name = column.alias ?? (column.name === '' ? `expr${unnamed++}` : column.name)
    if (taken.has(name.toLowerCase())) throw errorAtWord('MALFORMED_QUERY', scope.text, name, `duplicate alias: ${name}`)
    taken.add(name.toLowerCase())
    return { ...column, name }
  })
}

function having (place: Place, keys: Key[], columns: Column[], clause: HavingClause, groups: Group[]): Group[] {
  const filter = buildWhere<Group>(clause, place.scope.text, condition => {
    if (!('value' in condition)) throw malformed(place.scope.text, 0, 'unexpected token in HAVING')
    const { read, operand } = 'fn' in condition ? buildCall(place, keys, condition.fn) : buildColumn(place, keys, { type: 'Field', field: condition.field })
    const types = condition.literalType
    const literals = [condition.value].flat().map((value, at) => readLiteral(place.scope, operand, value, Array.isArray(types) ? types[at] : types))
    const test = makeTest(operand, condition.operator, literals)
    return { matches: group => test(read(group)), candidates: null }
  })
  return groups.filter(group => filter.matches(group))
}

function buildSort (place: Place, keys: Key[], columns: Column[], clause: OrderByClause): SortKey<Group> {
  const written = plain('fn' in clause ? clause.fn.rawValue ?? '' : clause.field)
  const column = columns.find(each => each.written === written || each.name.toLowerCase() === written)
  const { read } = column ?? ('fn' in clause ? buildCall(place, keys, clause.fn) : buildColumn(place, keys, { type: 'Field', field: clause.field }))
  return { read, compare: compareFolded, descending: clause.order === 'DESC', nullsLast: clause.nulls === 'LAST' }
}

/** The form in which two writings of one expression are equal. */
function plain (written: string): string {
  return written.replace(/\s+/g, '').toLowerCase()
}
