import { SalesforceRefused, SalesforceTruncated, SalesforceUnavailable } from '../errors.ts'
import { nameApiError } from './salesforce-errors.ts'
import type { Send } from './salesforce-send.ts'

/** One record as Salesforce gives it: fields, parents as objects, child lists as QueryTrees (null when empty). */
export interface TreeRecord { [field: string]: unknown }

/** A list of records, complete at every level. `calls`: API requests it took to read it. */
export interface QueryTree { totalSize: number, records: TreeRecord[], calls: number }

/** What a query needs: composite subrequests name the API version in their own address. */
export interface QueryLine { send: Send, apiVersion: string }

interface Page { totalSize: number, done: boolean, nextRecordsUrl?: string, records: TreeRecord[] }

/** URI and headers together may have 16,384 bytes; headers with a long token take up to 4,000. */
const MAX_URI = 12_000
/** Five query subrequests a composite call. https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_composite.htm */
const QUERIES_A_COMPOSITE = 5
const LOCATOR = /^\/services\/data\/v\d{2,3}\.\d\/query\/[A-Za-z0-9-]+$/

/** Runs one query and drains every page of every list in it: jsforce and Salesforce both leave child lists cut, without an error. */
export async function queryTree (line: QueryLine, soql: string): Promise<QueryTree> {
  let calls = 0
  const read = async (path: string): Promise<Page> => {
    calls++
    return asPage(await line.send({ method: 'GET', path, safe: true }))
  }
  const path = queryPath(soql)
  const first = path.length <= MAX_URI ? await read(path) : await queryByComposite(line, soql)
  if (path.length > MAX_URI) calls++
  await drain(first, objectOf(soql), read)
  return { totalSize: first.totalSize, records: first.records, calls }
}

async function drain (page: Page, name: string, read: (path: string) => Promise<Page>): Promise<void> {
  let next = page.nextRecordsUrl
  while (next !== undefined) {
    if (!LOCATOR.test(next)) throw new SalesforceUnavailable('an unreadable page address')
    const more = await read(next)
    page.records.push(...more.records)
    next = more.nextRecordsUrl
  }
  if (page.records.length !== page.totalSize) throw new SalesforceTruncated(page.totalSize, name, page.records.length)
  for (const record of page.records) {
    for (const [field, value] of Object.entries(record)) if (isPage(value)) await drain(value, field, read)
  }
}

/** Counts for `SELECT COUNT() …` queries, in their order. Five queries share one request. */
export async function countRows (line: QueryLine, soqls: string[]): Promise<number[]> {
  const counts: number[] = []
  for (let start = 0; start < soqls.length; start += QUERIES_A_COMPOSITE) {
    const pages = await composite(line, soqls.slice(start, start + QUERIES_A_COMPOSITE))
    counts.push(...pages.map(({ totalSize }) => totalSize))
  }
  return counts
}

/** Requests that counting takes. */
export function countCalls (queries: number): number {
  return Math.ceil(queries / QUERIES_A_COMPOSITE)
}

async function queryByComposite (line: QueryLine, soql: string): Promise<Page> {
  const [page] = await composite(line, [soql])
  if (!page) throw new SalesforceUnavailable('an empty answer')
  return page
}

async function composite ({ send, apiVersion }: QueryLine, soqls: string[]): Promise<Page[]> {
  const compositeRequest = soqls.map((soql, index) => ({ method: 'GET', referenceId: `q${index}`, url: `/services/data/v${apiVersion}${queryPath(soql)}` }))
  const answer = await send({
    method: 'POST',
    path: '/composite',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ allOrNone: false, collateSubrequests: false, compositeRequest }),
    safe: true
  })
  const replies = (answer as { compositeResponse?: Array<{ httpStatusCode: number, body: unknown }> } | null)?.compositeResponse
  if (!Array.isArray(replies) || replies.length !== soqls.length) throw new SalesforceUnavailable('an incomplete composite answer')
  return replies.map(({ httpStatusCode, body }) => {
    if (httpStatusCode >= 400) throw nameApiError({ status: httpStatusCode, body: JSON.stringify(body) })
    return asPage(body)
  })
}

function queryPath (soql: string): string {
  // A lone surrogate has no UTF-8 form; encodeURIComponent would throw a nameless error.
  if (!soql.isWellFormed()) throw new SalesforceRefused('MALFORMED_QUERY', 'the query contains half a character')
  return `/query?q=${encodeURIComponent(soql)}`
}

function asPage (value: unknown): Page {
  if (!isPage(value)) throw new SalesforceUnavailable('an answer that is no list of records')
  return value
}

function isPage (value: unknown): value is Page {
  return typeof value === 'object' && value !== null && 'totalSize' in value && typeof value.totalSize === 'number' && 'records' in value && Array.isArray(value.records)
}

/** The outermost object of a query, for messages: child queries stand in brackets before it. */
function objectOf (soql: string): string {
  return /\sFROM\s+(\w+)/.exec(soql.replace(/\([^()]*\)/g, ''))?.[1] ?? 'records'
}
