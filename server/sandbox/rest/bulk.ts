import { apiError, notFound } from '../api-error.ts'
import { parseSoql } from '../soql/parse-soql.ts'
import { buildFinder, tableFor } from '../soql/find-rows.ts'
import { buildProjection } from '../soql/build-projection.ts'
import type { Projection } from '../soql/build-projection.ts'
import { showRow } from '../soql/page-rows.ts'
import { makeId } from '../store/ids.ts'
import { writeDatetime } from '../store/datetimes.ts'
import type { Row } from '../store/table.ts'
import { bodyObject, scopeOf } from './call.ts'
import type { Answer, Call } from './call.ts'

/** A Bulk API 2.0 query job. It is ready at the second look: the first sees it under way, as in an idle org. */
export interface BulkJob {
  id: string
  userId: string
  object: string
  operation: string
  query: string
  state: 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted'
  createdDate: string
  columns: string[]
  rows: Row[]
  projection: Projection | null
  errorMessage?: string
}

/** A job holds its rows: Salesforce keeps results seven days, we keep the newest. */
const mostJobs = 200
let serial = 0

const states: Record<string, BulkJob['state']> = { UploadComplete: 'InProgress', InProgress: 'JobComplete' }

export function bulkCreate (call: Call): Answer {
  const { operation = 'query', query } = bodyObject(call.body)
  if (typeof query !== 'string' || (operation !== 'query' && operation !== 'queryAll')) throw apiError('INVALIDJOB', 'A query job needs an operation, query or queryAll, and a query')
  const scope = { ...scopeOf(call, query), withDeleted: operation === 'queryAll' }
  const parsed = parseSoql(query)
  const table = tableFor(scope, parsed.sObject ?? '')
  const unfit = parsed.groupBy !== undefined || parsed.offset !== undefined || (parsed.fields ?? []).some(field => field.type === 'FieldSubquery' || field.type === 'FieldTypeof' || (field.type === 'FieldFunctionExpression' && field.isAggregateFn === true))
  if (unfit) throw apiError('API_ERROR', 'Aggregate Relationships, GROUP BY, OFFSET and TYPEOF not supported in Bulk Query')
  const finder = buildFinder(scope, table, parsed)
  const projection = buildProjection(scope, finder, { fields: parsed.fields ?? [], alias: parsed.sObjectAlias }, { depth: 1, used: { parents: 0, lists: 0 } })
  const { org, session } = call
  const job: BulkJob = {
    id: makeId('750', ++serial),
    userId: session.user.id,
    object: table.object.name,
    operation,
    query,
    state: 'UploadComplete',
    createdDate: writeDatetime(org.now()),
    columns: columnNames(projection),
    rows: finder.find(),
    projection
  }
  org.bulkJobs.set(job.id, job)
  if (org.bulkJobs.size > mostJobs) org.bulkJobs.delete(org.bulkJobs.keys().next().value ?? '')
  return { status: 200, body: about(call, job) }
}

function about ({ base }: Call, job: BulkJob): Record<string, unknown> {
  return {
    id: job.id,
    operation: job.operation,
    object: job.object,
    createdById: job.userId,
    createdDate: job.createdDate,
    systemModstamp: job.createdDate,
    state: job.state,
    concurrencyMode: 'Parallel',
    contentType: 'CSV',
    apiVersion: Number(/v(\d+)/.exec(base)?.[1]),
    lineEnding: 'LF',
    columnDelimiter: 'COMMA'
  }
}

function jobOf ({ org, session }: Call, id: string): BulkJob {
  const job = org.bulkJobs.get(id)
  if (job === undefined || job.userId !== session.user.id) throw notFound()
  return job
}

export function bulkStatus (call: Call, id: string): Answer {
  const job = jobOf(call, id)
  job.state = states[job.state] ?? job.state
  return { status: 200, body: { ...about(call, job), jobType: 'V2Query', numberRecordsProcessed: job.state === 'JobComplete' ? job.rows.length : 0, retries: 0, totalProcessingTime: 12, isPkChunkingSupported: true } }
}

export function bulkAbort (call: Call, id: string): Answer {
  const job = jobOf(call, id)
  if (bodyObject(call.body).state !== 'Aborted') throw apiError('INVALIDJOBSTATE', 'Only the state Aborted can be set')
  if (job.state === 'JobComplete') throw apiError('INVALIDJOBSTATE', 'Aborting already Completed Job not allowed')
  job.state = 'Aborted'
  return { status: 200, body: about(call, job) }
}

export function bulkDelete (call: Call, id: string): Answer {
  call.org.bulkJobs.delete(jobOf(call, id).id)
  return { status: 204 }
}

const largestResult = 50_000

/** CSV pages; `Sforce-Locator` is the text null on the last one. */
export function bulkResults (call: Call, id: string): Answer {
  const job = jobOf(call, id)
  if (job.state !== 'JobComplete' || job.projection === null) throw apiError('INVALIDJOBSTATE', 'The job is not complete')
  const { projection } = job
  const from = decodeLocator(call.query.get('locator'))
  const count = Math.min(Number(call.query.get('maxRecords') ?? largestResult) || largestResult, largestResult)
  const rows = job.rows.slice(from, from + count)
  const scope = scopeOf(call, job.query)
  const lines = rows.map(row => flatValues(showRow(scope, projection, row), job.columns).map(cell).join(','))
  const next = from + rows.length
  return {
    status: 200,
    text: [job.columns.map(cell).join(','), ...lines, ''].join('\n'),
    headers: { 'Content-Type': 'text/csv; charset=UTF-8', 'Sforce-Locator': next < job.rows.length ? Buffer.from(String(next)).toString('base64url') : 'null', 'Sforce-NumberOfRecords': String(rows.length) }
  }
}

function decodeLocator (locator: string | null): number {
  const from = locator === null ? 0 : Number(Buffer.from(locator, 'base64url').toString())
  if (!Number.isInteger(from) || from < 0) throw apiError('INVALID_LOCATOR', 'The locator is not valid')
  return from
}

function columnNames (projection: Projection): string[] {
  return [...projection.entries].flatMap(([name, entry]) => 'hop' in entry ? columnNames(entry.projections(entry.hop.target) ?? { object: projection.object, entries: new Map() }).map(inner => `${name}.${inner}`) : [name])
}

function flatValues (record: Record<string, unknown>, columns: string[]): unknown[] {
  return columns.map(column => column.split('.').reduce<unknown>((value, word) => typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[word] : null, record))
}

function cell (value: unknown): string {
  const text = value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)
  return text === '' ? '' : `"${text.replaceAll('"', '""')}"`
}
