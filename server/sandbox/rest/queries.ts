import { apiError } from '../api-error.ts'
import { describeColumns } from '../soql/describe-columns.ts'
import { nextPage } from '../soql/page-rows.ts'
import { largestBatch, runQuery } from '../soql/run-query.ts'
import { scopeOf } from './call.ts'
import type { Answer, Call } from './call.ts'

/** `columns=true` asks what the answer's columns would be, not for rows. */
export function query (call: Call): Answer {
  if (call.query.get('columns') === 'true') return { status: 200, body: describeColumns(scopeOf(call, queryText(call))) }
  return { status: 200, body: runQuery(scopeOf(call, queryText(call)), batchSize(call)) }
}

export function queryAll (call: Call): Answer {
  return { status: 200, body: runQuery({ ...scopeOf(call, queryText(call)), withDeleted: true }, batchSize(call)) }
}

export function queryMore (call: Call, locator: string): Answer {
  return { status: 200, body: nextPage(scopeOf(call, ''), locator) }
}

function queryText (call: Call): string {
  const text = call.query.get('q')
  if (text === null || text.trim() === '') throw apiError('MALFORMED_QUERY', 'A query string has to be specified')
  return text
}

/** `Sforce-Query-Options: batchSize=200` */
function batchSize (call: Call): number {
  const asked = /batchSize\s*=\s*(\d+)/i.exec(call.headers['sforce-query-options'] ?? '')?.[1]
  return asked === undefined ? largestBatch : Number(asked)
}
