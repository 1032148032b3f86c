import { apiError, unknownObject } from '../api-error.ts'
import type { Query } from '@jetstreamapp/soql-parser-js'
import { aggregateRows, isAggregate } from './aggregate-rows.ts'
import { buildProjection, fieldsGroup } from './build-projection.ts'
import { buildFinder, tableFor } from './find-rows.ts'
import { writePage } from './page-rows.ts'
import type { Page } from './page-rows.ts'
import { parseSoql } from './parse-soql.ts'
import { malformed } from './soql-errors.ts'
import type { Scope } from './read-field.ts'

/** Rows and child rows of a page, unless Sforce-Query-Options asks for fewer. */
export const largestBatch = 2000
const smallestBatch = 200

/** Runs a query as its user and answers the first page. */
export function runQuery (scope: Scope, batchSize = largestBatch): Page {
  const query = parseSoql(scope.text)
  if (query.sObject === undefined) throw unknownObject('')
  const table = tableFor(scope, query.sObject)
  checkRestrictions(scope, query)
  if (isCount(query)) {
    const { find } = buildFinder(scope, table, query)
    return { totalSize: find().length, done: true, records: [] }
  }
  if (isAggregate(query)) {
    const { limit, offset, orderBy, ...filtered } = query
    const records = aggregateRows(scope, table.object, query, buildFinder(scope, table, filtered).find())
    return { totalSize: records.length, done: true, records }
  }
  const finder = buildFinder(scope, table, query)
  const projection = buildProjection(scope, finder, { fields: query.fields ?? [], alias: query.sObjectAlias }, { depth: 1, used: { parents: 0, lists: 0 } })
  const longTexts = [...projection.entries.keys()].filter(name => name.endsWith('__c') && (table.object.byName.get(name.toLowerCase())?.length ?? 0) > 4000).length
  // Two custom long text fields make Salesforce fall back to the smallest page.
  const batch = longTexts >= 2 ? smallestBatch : Math.min(largestBatch, Math.max(smallestBatch, batchSize))
  return writePage({ scope, batch }, { projection, rows: finder.find() })
}

function isCount ({ fields = [], groupBy }: Query): boolean {
  const [only] = fields
  return groupBy === undefined && fields.length === 1 && only?.type === 'FieldFunctionExpression' && only.functionName.toUpperCase() === 'COUNT' && only.parameters.length === 0
}

function checkRestrictions (scope: Scope, query: Query): void {
  const groups = (query.fields ?? []).flatMap(field => field.type === 'FieldFunctionExpression' ? fieldsGroup(field) ?? [] : [])
  const wholeObject = groups.some(group => group !== 'STANDARD')
  if (wholeObject && (query.limit === undefined || query.limit > 200)) throw malformed(scope.text, 0, 'The SOQL FIELDS function must have a LIMIT of at most 200')
  // https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_contentdocumentlink.htm
  if (query.sObject?.toLowerCase() === 'contentdocumentlink' && !/\b(?:ContentDocumentId|LinkedEntityId)\s*(?:=|IN\b)/i.test(scope.text)) {
    throw apiError('MALFORMED_QUERY', 'Implementation restriction: ContentDocumentLink requires a filter by a single Id on ContentDocumentId or LinkedEntityId using the equals operator or multiple Id\'s using the IN operator.')
  }
}
