import type { FieldFunctionExpression, FieldType } from '@jetstreamapp/soql-parser-js'
import { visibleFields } from '../access.ts'
import { describeField } from '../schema/describe-field.ts'
import { isCustom } from '../schema/field.ts'
import type { Field } from '../schema/field.ts'
import type { SObject } from '../schema/object.ts'
import { isAggregate } from './aggregate-rows.ts'
import { innerField } from './build-condition.ts'
import { fieldsGroup, writtenPath } from './build-projection.ts'
import { buildFinder, tableFor } from './find-rows.ts'
import { parseSoql } from './parse-soql.ts'
import { pathWords, resolveHop, resolveList, resolvePath } from './resolve-names.ts'
import type { Scope } from './read-field.ts'

/** What `query?columns=true` says of one column; parents and child lists have theirs inside. */
export interface Column {
  aggregate: boolean
  apexType: string | null
  booleanType: boolean
  columnName: string
  custom: boolean
  displayName: string
  foreignKeyName: string | null
  insertable: boolean
  joinColumns: Column[]
  numberType: boolean
  textType: boolean
  updatable: boolean
}

interface Place {
  scope: Scope
  object: SObject
  alias: string | undefined
}

/** The answer to `query?q=…&columns=true`: the query is checked but not run. The Salesforce CLI lays out its tables by it. */
export function describeColumns (scope: Scope): Record<string, unknown> {
  const query = parseSoql(scope.text)
  const table = tableFor(scope, query.sObject ?? '')
  buildFinder(scope, table, query)
  const { object } = table
  const columnMetadata = columnsOf({ scope, object, alias: query.sObjectAlias }, query.fields ?? [])
  return { columnMetadata, entityName: object.name, groupBy: isAggregate(query), idSelected: columnMetadata.some(({ columnName }) => columnName === 'Id'), keyPrefix: object.keyPrefix }
}

function columnsOf (place: Place, fields: FieldType[]): Column[] {
  const { scope, object, alias } = place
  const columns: Column[] = []
  let unnamed = 0
  for (const field of fields) {
    switch (field.type) {
      case 'Field': case 'FieldRelationship': addPath(columns, place, pathWords(object, alias, writtenPath(field))); break
      case 'FieldTypeof': columns.push(parentColumn(place, field.field)); break
      case 'FieldSubquery': {
        const { relationship, table } = resolveList(scope, object, field.subquery.relationshipName)
        const joinColumns = columnsOf({ scope, object: table.object, alias: field.subquery.sObjectAlias }, field.subquery.fields ?? [])
        columns.push({ ...emptyColumn(relationship.relationshipName ?? ''), aggregate: true, joinColumns })
        break
      }
      case 'FieldFunctionExpression':
        if (fieldsGroup(field) !== null) columns.push(...visibleFields(scope.profile, object).map(each => fieldColumn(place, each)))
        else columns.push(functionColumn(place, field, () => `expr${unnamed++}`))
    }
  }
  return columns
}

/** Puts a field under the columns of its parents; fields of one parent share its column. */
function addPath (columns: Column[], place: Place, words: string[]): void {
  const { scope, object } = place
  const { field } = resolvePath(scope, object, words)
  const [word = '', ...rest] = words
  if (rest.length === 0) {
    columns.push(fieldColumn(place, field))
    return
  }
  const hop = resolveHop(scope, object, word)
  let parent = columns.find(({ columnName }) => columnName === hop.name)
  if (parent === undefined) columns.push(parent = parentColumn(place, word))
  addPath(parent.joinColumns, { scope, object: hop.target, alias: undefined }, rest)
}

function emptyColumn (name: string): Column {
  return { aggregate: false, apexType: null, booleanType: false, columnName: name, custom: isCustom(name), displayName: name, foreignKeyName: null, insertable: false, joinColumns: [], numberType: false, textType: false, updatable: false }
}

function parentColumn ({ scope, object }: Place, word: string): Column {
  const { name } = resolveHop(scope, object, word)
  return { ...emptyColumn(name), foreignKeyName: object.fields.find(({ relationshipName }) => relationshipName === name)?.name ?? null }
}

const apexTypes: Record<string, string> = { id: 'Id', reference: 'Id', boolean: 'Boolean', int: 'Integer', double: 'Decimal', currency: 'Decimal', percent: 'Decimal', date: 'Date', datetime: 'Datetime', time: 'Time', base64: 'Blob', address: 'Address', location: 'Location' }

function fieldColumn ({ scope, object }: Place, field: Field): Column {
  const apexType = apexTypes[field.type] ?? 'String'
  const { createable, updateable } = describeField(object, field, { editable: !scope.profile.readOnlyFields.has(`${object.name}.${field.name}`), language: scope.user.language })
  return {
    ...emptyColumn(field.name),
    apexType,
    booleanType: apexType === 'Boolean',
    insertable: createable === true,
    numberType: apexType === 'Integer' || apexType === 'Decimal',
    textType: apexType === 'String',
    updatable: updateable === true
  }
}

/** `avg(Amount)` under its alias or `expr0`; toLabel and the like keep the column of their field. */
function functionColumn (place: Place, call: FieldFunctionExpression, nextName: () => string): Column {
  const { scope, object, alias } = place
  const name = call.functionName.toLowerCase()
  if (['tolabel', 'format', 'convertcurrency'].includes(name)) {
    const { field } = resolvePath(scope, object, pathWords(object, alias, innerField(call)))
    return { ...fieldColumn(place, field), columnName: call.alias ?? field.name, insertable: false, updatable: false }
  }
  const written = (call.rawValue ?? `${name}()`).replace(/^\w+/, name)
  return { ...emptyColumn(call.alias ?? nextName()), custom: false, displayName: written, aggregate: true, numberType: true }
}
