import type { OrderByClause, Query, QueryBase } from '@jetstreamapp/soql-parser-js'
import { apiError, unknownObject } from '../api-error.ts'
import { canSee, findObject } from '../access.ts'
import { tableOf } from '../org.ts'
import type { SObject } from '../schema/object.ts'
import type { Row, Table } from '../store/table.ts'
import { buildCondition } from './build-condition.ts'
import { buildWhere } from './build-where.ts'
import { buildOrder, sortItems } from './order-rows.ts'
import { readThrough, resolvePath, pathWords } from './resolve-names.ts'
import { errorAtWord, malformed } from './soql-errors.ts'
import type { Scope } from './read-field.ts'

/** Everything of a query but its SELECT, ready to run over any rows of the object. */
export interface Finder {
  object: SObject
  table: Table
  /** The rows that match and the user sees, sorted and cut; from an index where the filter allows it. */
  find: (among?: Iterable<Row>) => Row[]
}

const largestOffset = 2000

export function buildFinder (scope: Scope, table: Table, query: QueryBase): Finder {
  const { object } = table
  const alias = query.sObjectAlias
  const readColumn = (inner: Query): unknown[] => readOneColumn(scope, inner)
  const filter = query.where === undefined ? null : buildWhere(query.where, scope.text, condition => buildCondition({ scope, object, alias, readColumn }, condition))
  const orderBy: OrderByClause[] = query.orderBy === undefined || query.groupBy !== undefined ? [] : [query.orderBy].flat()
  const keys = buildOrder(scope, { object, alias }, orderBy)
  if ((query.offset ?? 0) > largestOffset) throw apiError('NUMBER_OUTSIDE_VALID_RANGE', `Maximum SOQL offset allowed is ${largestOffset}`)
  const mine = query.usingScope?.toLowerCase() === 'mine'
  const visible = (row: Row): boolean => (scope.withDeleted || row.IsDeleted !== true) && (filter === null || filter.matches(row)) &&
    (!mine || row.OwnerId === scope.user.id) && canSee(scope.org, scope.user, object, row)
  const find = (among?: Iterable<Row>): Row[] => {
    const rows = [...among ?? inOrder(filter?.candidates?.()) ?? table.rows.values()].filter(visible)
    const sorted = sortItems(rows, keys)
    const from = query.offset ?? 0
    return query.groupBy === undefined && (query.limit !== undefined || from > 0) ? sorted.slice(from, query.limit === undefined ? undefined : from + query.limit) : sorted
  }
  return { object, table, find }
}

/** Rows from an index in the order of their making: ids of one object sort so. */
function inOrder (rows: Iterable<Row> | undefined): Row[] | undefined {
  return rows === undefined ? undefined : [...rows].sort((left, right) => left.Id < right.Id ? -1 : 1)
}

export function tableFor (scope: Scope, name: string): Table {
  const object = findObject(scope.profile, name)
  if (object === null) throw errorAtWord('INVALID_TYPE', scope.text, name, unknownObject(name).message)
  return tableOf(scope.org, object.name)
}

/** The values of a semi-join: `AccountId IN (SELECT AccountId FROM Contact WHERE …)`. */
function readOneColumn (scope: Scope, query: Query): unknown[] {
  const table = tableFor(scope, query.sObject ?? '')
  const [column] = query.fields ?? []
  if (column?.type !== 'Field' && column?.type !== 'FieldRelationship') throw malformed(scope.text, 0, 'a semi join must select exactly one ID or reference field')
  const words = column.type === 'Field' ? [column.field] : [...column.relationships, column.field]
  const { hops, field } = resolvePath(scope, table.object, pathWords(table.object, query.sObjectAlias, words.join('.')))
  if (query.fields?.length !== 1 || (field.type !== 'id' && field.type !== 'reference')) {
    throw malformed(scope.text, Math.max(0, scope.text.indexOf(field.name)), 'The inner select field \'' + field.name + '\' must be the only one, and an ID or reference field')
  }
  const values = buildFinder(scope, table, query).find().map(row => readThrough(scope, hops, field, { object: table.object, row }))
  return values.filter(value => value !== null)
}
