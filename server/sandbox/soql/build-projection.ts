import type { Field as ParsedField, FieldFunctionExpression, FieldRelationship, FieldSubquery, FieldType, FieldTypeOf, FieldTypeOfCondition } from '@jetstreamapp/soql-parser-js'
import { apiError } from '../api-error.ts'
import { findField, findObject, visibleFields } from '../access.ts'
import { isCustom } from '../schema/field.ts'
import type { SObject } from '../schema/object.ts'
import { nameObject } from '../schema/name-object.ts'
import { rowsWith } from '../store/table.ts'
import type { Row } from '../store/table.ts'
import { buildFunction } from './build-function.ts'
import { buildFinder } from './find-rows.ts'
import type { Finder } from './find-rows.ts'
import { pathWords, readName, resolveHop, resolveList, resolvePath } from './resolve-names.ts'
import type { Hop } from './resolve-names.ts'
import { errorAtWord, malformed, noSuchColumn } from './soql-errors.ts'
import { readField } from './read-field.ts'
import type { Scope } from './read-field.ts'

/** A child subquery: whose rows, and what of them. */
export interface ChildList {
  find: (parent: Row) => Row[]
  projection: Projection
}

type Entry = { read: (row: Row) => unknown } | { hop: Hop, projections: (object: SObject) => Projection | null } | { list: ChildList }

/** What a SELECT shows of each row, in the order it asks. */
export interface Projection {
  object: SObject
  entries: Map<string, Entry>
}

/** How deep in the query we are, and how many relationships the whole query has used so far. */
export interface Level {
  depth: number
  used: { parents: number, lists: number }
}

/** https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_relationships_query_limits.htm */
const mostParents = 55
const mostLists = 20
const deepestLevel = 5

export function buildProjection (scope: Scope, finder: Finder, { fields, alias }: { fields: FieldType[], alias: string | undefined }, level: Level): Projection {
  const projection: Projection = { object: finder.object, entries: new Map() }
  for (const field of fields) {
    switch (field.type) {
      case 'Field': case 'FieldRelationship':
        if ('alias' in field && field.alias !== undefined) throw errorAtWord('MALFORMED_QUERY', scope.text, field.alias, 'only aggregate expressions use field aliasing')
        addPath(scope, projection, pathWords(finder.object, alias, writtenPath(field)), level)
        break
      case 'FieldFunctionExpression': addFunction(scope, projection, field, level); break
      case 'FieldSubquery': addList(scope, projection, field, level); break
      case 'FieldTypeof': addTypeof(scope, projection, field)
    }
  }
  const { parents, lists } = level.used
  if (parents > mostParents) throw malformed(scope.text, 0, `maximum number of parent relationships exceeded: ${parents}, allowed ${mostParents}`)
  if (lists > mostLists) throw malformed(scope.text, 0, `maximum number of child relationships exceeded: ${lists}, allowed ${mostLists}`)
  return projection
}

export function writtenPath (field: ParsedField | FieldRelationship): string {
  if ('objectPrefix' in field && 'rawValue' in field && typeof field.rawValue === 'string') return field.rawValue
  return 'relationships' in field ? [...field.relationships, field.field].join('.') : field.field
}

function addPath (scope: Scope, projection: Projection, words: string[], level: Level): void {
  if (words.length === 1) {
    const name = words[0] ?? ''
    const field = findField(scope.profile, projection.object, name)
    if (field === null) throw noSuchColumn(scope.text, name, projection.object.name)
    if (projection.entries.has(field.name)) throw errorAtWord('INVALID_FIELD', scope.text, name, `duplicate field selected: ${field.name}`)
    const { object } = projection
    projection.entries.set(field.name, { read: object === nameObject ? row => readNameOf(scope, field.name, row) : row => readField(scope, object, field, row) })
    return
  }
  resolvePath(scope, projection.object, words)
  const hop = resolveHop(scope, projection.object, words[0] ?? '')
  const known = projection.entries.get(hop.name)
  if (known === undefined) level.used.parents++
  const parent: Projection = known !== undefined && 'hop' in known ? known.projections(hop.target) ?? emptyOf(hop.target) : emptyOf(hop.target)
  projection.entries.set(hop.name, { hop, projections: () => parent })
  addPath(scope, parent, words.slice(1), level)
}

function emptyOf (object: SObject): Projection {
  return { object, entries: new Map() }
}

function readNameOf (scope: Scope, name: string, row: Row): unknown {
  const field = nameObject.byName.get(name.toLowerCase())
  const object = [...scope.org.tables.values()].find(table => table.object.keyPrefix === row.Id.slice(0, 3))?.object
  return field === undefined || object === undefined ? null : readName(field, { object, row })
}

function addFunction (scope: Scope, projection: Projection, call: FieldFunctionExpression, level: Level): void {
  const group = fieldsGroup(call)
  if (group !== null) {
    for (const field of visibleFields(scope.profile, projection.object)) {
      const wanted = group === 'ALL' || (group === 'CUSTOM') === isCustom(field.name)
      if (wanted && !projection.entries.has(field.name)) addPath(scope, projection, [field.name], level)
    }
    return
  }
  const { key, read } = buildFunction(scope, projection.object, call)
  projection.entries.set(key, { read })
}

/** ALL, CUSTOM or STANDARD of `FIELDS(…)`, or null for any other call. */
export function fieldsGroup (call: FieldFunctionExpression): string | null {
  const [group] = call.parameters
  return call.functionName.toUpperCase() === 'FIELDS' && typeof group === 'string' ? group.toUpperCase() : null
}

function addList (scope: Scope, projection: Projection, { subquery }: FieldSubquery, level: Level): void {
  if (level.depth >= deepestLevel || (level.depth >= 2 && versionOf(scope) < 58)) {
    throw apiError('MALFORMED_QUERY', `SOQL statements cannot query aggregate relationships more than ${versionOf(scope) < 58 ? 1 : deepestLevel - 1} level away from the root entity object.`)
  }
  const { relationship, table } = resolveList(scope, projection.object, subquery.relationshipName)
  const name = relationship.relationshipName ?? ''
  if (projection.entries.has(name)) throw apiError('MALFORMED_QUERY', `duplicate relationship in query: ${name}`)
  const finder = buildFinder(scope, table, subquery)
  const inner = buildProjection(scope, finder, { fields: subquery.fields ?? [], alias: subquery.sObjectAlias }, { depth: level.depth + 1, used: level.used })
  const find = (parent: Row): Row[] => finder.find([...rowsWith(table, relationship.field, parent.Id) ?? []].sort((left, right) => left.Id < right.Id ? -1 : 1))
  level.used.lists++
  projection.entries.set(name, { list: { find, projection: inner } })
}

function versionOf (scope: Scope): number {
  return Number(/v(\d+)/.exec(scope.base)?.[1] ?? 0)
}

/** `TYPEOF What WHEN Account THEN Phone ELSE Name END` */
function addTypeof (scope: Scope, projection: Projection, { field, conditions }: FieldTypeOf): void {
  const hop = resolveHop(scope, projection.object, field)
  if (hop.target !== nameObject) throw malformed(scope.text, Math.max(0, scope.text.indexOf(field)), `Cannot use TYPEOF on a non-polymorphic relationship: ${field}`)
  const shown = new Map(conditions.map(condition => [condition.objectType?.toLowerCase() ?? '', branch(scope, condition)]))
  projection.entries.set(hop.name, { hop, projections: object => shown.get(object.name.toLowerCase()) ?? shown.get('') ?? null })
}

function branch (scope: Scope, condition: FieldTypeOfCondition): Projection {
  const object = condition.objectType === undefined ? nameObject : findObject(scope.profile, condition.objectType)
  if (object === null) throw errorAtWord('INVALID_TYPE', scope.text, condition.objectType ?? '', `sObject type '${condition.objectType ?? ''}' is not supported.`)
  const projection = emptyOf(object)
  for (const name of condition.fieldList) addPath(scope, projection, name.split('.'), { depth: 1, used: { parents: 0, lists: 0 } })
  return projection
}
