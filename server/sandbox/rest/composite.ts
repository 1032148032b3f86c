import { apiError, errorBody, isApiError } from '../api-error.ts'
import { undoTo } from '../store/change-rows.ts'
import { bodyObject } from './call.ts'
import type { Answer, Call } from './call.ts'

type AnswerCall = (call: Call) => Answer

interface Part {
  body: unknown
  httpHeaders: Record<string, string>
  httpStatusCode: number
  referenceId: string
}

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_composite_post.htm */
const mostParts = 25
const mostQueries = 5

/** Several calls as one: later ones may use the answers of earlier ones as `@{reference.path}`. */
export function composite (call: Call, answer: AnswerCall): Answer {
  const { compositeRequest, allOrNone } = bodyObject(call.body)
  if (!Array.isArray(compositeRequest)) throw apiError('INVALID_INPUT', 'compositeRequest is required')
  const requests = compositeRequest.map(bodyObject)
  checkSize(requests)
  const start = call.org.changes.length
  const parts: Part[] = []
  for (const [at, request] of requests.entries()) {
    const failed = allOrNone === true && parts.some(part => part.httpStatusCode >= 400)
    parts.push(failed ? haltedPart(request) : runPart(call, answer, request, { parts, fails: call.failEvery !== undefined && (at + 1) % call.failEvery === 0 }))
  }
  if (allOrNone !== true || parts.every(part => part.httpStatusCode < 400)) return { status: 200, body: { compositeResponse: parts } }
  undoTo(call.org, start)
  return { status: 200, body: { compositeResponse: parts.map(part => part.httpStatusCode >= 400 ? part : haltedPart(part)) } }
}

function checkSize (requests: Array<Record<string, unknown>>): void {
  if (requests.length > mostParts) throw apiError('INVALID_INPUT', `The request can contain up to ${mostParts} subrequests`)
  const heavy = requests.filter(({ url }) => /\/(?:query|queryAll|composite\/sobjects)(?:[/?]|$)/.test(String(url)))
  if (heavy.length > mostQueries) throw apiError('INVALID_INPUT', `The request can contain up to ${mostQueries} query or sObject Collections subrequests`)
  const names = requests.map(({ referenceId }) => referenceId)
  if (new Set(names).size < names.length) throw apiError('INVALID_INPUT', 'Duplicate ReferenceId provided in the request')
  if (names.some(name => typeof name !== 'string' || !/^[a-zA-Z0-9]\w*$/.test(name))) throw apiError('INVALID_INPUT', 'Provided referenceId must start with a letter or a number, and it can contain only letters, numbers and underscores')
}

function haltedPart ({ referenceId }: Record<string, unknown> | Part): Part {
  return { body: [{ errorCode: 'PROCESSING_HALTED', message: 'The transaction was rolled back since another operation in the same transaction failed.' }], httpHeaders: {}, httpStatusCode: 400, referenceId: String(referenceId) }
}

function runPart (call: Call, answer: AnswerCall, request: Record<string, unknown>, { parts, fails }: { parts: Part[], fails: boolean }): Part {
  const referenceId = String(request.referenceId)
  const mark = call.org.changes.length
  try {
    if (fails) throw apiError('UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record')
    const url = fillText(String(request.url), parts)
    const reply = answer(subCall(call, { method: String(request.method), url, body: fill(request.body, parts), headers: bodyObject(request.httpHeaders) }))
    return { body: reply.body ?? null, httpHeaders: reply.headers ?? {}, httpStatusCode: reply.status, referenceId }
  } catch (error) {
    if (!isApiError(error)) throw error
    undoTo(call.org, mark)
    return { body: errorBody(error), httpHeaders: {}, httpStatusCode: error.status, referenceId }
  }
}

function subCall (call: Call, { method, url, body, headers }: { method: string, url: string, body: unknown, headers: Record<string, unknown> }): Call {
  const parsed = new URL(url, 'http://sandbox')
  const [, base, path] = /^(\/services\/data\/v\d+\.\d+)(\/.*)$/.exec(parsed.pathname) ?? []
  if (base === undefined || path === undefined || /^\/composite\/?$/.test(path)) throw apiError('INVALID_INPUT', `invalid subrequest url: ${url}`)
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]))
  return { org: call.org, session: call.session, method: method.toUpperCase(), path, query: parsed.searchParams, body, headers: lower, base }
}

function fill (value: unknown, parts: Part[]): unknown {
  if (typeof value === 'string') return fillText(value, parts)
  if (Array.isArray(value)) return value.map(each => fill(each, parts))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fill(each, parts)]))
}

/** `@{ref.records[0].Id}` */
function fillText (text: string, parts: Part[]): string {
  return text.replace(/@\{(\w+)((?:\.\w+|\[\d+\])*)\}/g, (all, reference: string, path: string) => {
    let value: unknown = parts.find(part => part.referenceId === reference && part.httpStatusCode < 400)?.body
    for (const [word] of path.matchAll(/\w+/g)) value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[word] : undefined
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') throw apiError('PROCESSING_HALTED', `Invalid reference specified. No value for ${all} found in ${reference}. Provided referenceId: ${reference}`)
    return String(value)
  })
}

/** Independent calls in one request; unlike composite, each counts against the limit. */
export function batch (call: Call, answer: AnswerCall): Answer {
  const { batchRequests, haltOnError } = bodyObject(call.body)
  if (!Array.isArray(batchRequests)) throw apiError('INVALID_INPUT', 'batchRequests is required')
  if (batchRequests.length > mostParts) throw apiError('INVALID_INPUT', `batchRequests can contain up to ${mostParts} requests`)
  call.org.apiRequests.used += Math.max(0, batchRequests.length - 1)
  const results: Array<{ statusCode: number, result: unknown }> = []
  for (const request of batchRequests.map(bodyObject)) {
    const halted = haltOnError === true && results.some(({ statusCode }) => statusCode >= 400)
    results.push(halted ? { statusCode: 412, result: [{ errorCode: 'BATCH_PROCESSING_HALTED', message: 'Batch processing halted per request' }] } : runBatchPart(call, answer, request))
  }
  return { status: 200, body: { hasErrors: results.some(({ statusCode }) => statusCode >= 400), results } }
}

function runBatchPart (call: Call, answer: AnswerCall, request: Record<string, unknown>): { statusCode: number, result: unknown } {
  const mark = call.org.changes.length
  try {
    const url = String(request.url)
    const reply = answer(subCall(call, { method: String(request.method), url: url.startsWith('/services') ? url : `/services/data/${url.replace(/^\//, '')}`, body: request.richInput, headers: {} }))
    return { statusCode: reply.status, result: reply.body ?? null }
  } catch (error) {
    if (!isApiError(error)) throw error
    undoTo(call.org, mark)
    return { statusCode: error.status, result: errorBody(error) }
  }
}
