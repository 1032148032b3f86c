import type { FastifyReply, FastifyRequest } from 'fastify'
import { apiError, errorBody, isApiError, notFound } from '../api-error.ts'
import type { ApiError } from '../api-error.ts'
import type { Fault } from '../faults.ts'
import type { JournalEntry } from '../journal.ts'
import { sessionOf } from '../oauth.ts'
import type { Org, Session } from '../org.ts'
import type { Answer, Call } from '../rest/call.ts'
import { newestVersion, oldestVersion } from '../rest/org-info.ts'
import { answer as answerCall } from '../rest/routes.ts'
import { undoTo } from '../store/change-rows.ts'
import { cut, drip, faultAfter, faultBefore } from './apply-fault.ts'
import { readJson, receiveMultipart } from './receive-multipart.ts'

/** One call of the data API: session, limit, fault script, route, in the order a real org looks at them. */
export async function takeCall (org: Org, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const session = sessionOf(org, request.headers.authorization)
  if (request.journalEntry !== null) request.journalEntry.user = session?.user.username ?? null
  let fault: Fault | null = null
  let answer: Answer | 'cut'
  try {
    if (session === null) throw apiError('INVALID_SESSION_ID', 'Session expired or invalid', { status: 401 })
    countCall(org)
    fault = org.faults.take({ method: request.method, path: request.url, body: typeof request.body === 'string' ? request.body : '', user: session.user.username })
    const before = await faultBefore(org, fault, session)
    answer = before ?? faultAfter(fault, await answerAtOnce(org, request, { session, fault }))
  } catch (error) {
    if (!isApiError(error)) throw error
    answer = errorAnswer(error)
  }
  if (answer === 'cut') return cut(reply)
  return send(reply, answer, fault)
}

function countCall (org: Org): void {
  if (org.apiRequests.used >= org.apiRequests.max) throw apiError('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.', { status: 403 })
  org.apiRequests.used++
}

function errorAnswer (error: ApiError): Answer {
  return { status: error.status, body: errorBody(error), ...(error.status === 401 && { headers: { 'WWW-Authenticate': 'Token' } }) }
}

/** Reads the body, then answers without a pause: calls never see each other half done. */
async function answerAtOnce (org: Org, request: FastifyRequest, { session, fault }: { session: Session, fault: Fault | null }): Promise<Answer> {
  const url = new URL(request.url, 'http://sandbox')
  const [, base, version, path = '/'] = /^(\/services\/data\/v(\d+)\.0)(\/.*)?$/.exec(url.pathname) ?? []
  if (base === undefined || Number(version) < oldestVersion || Number(version) > newestVersion) throw notFound()
  const received = request.isMultipart() ? await receiveMultipart(org, request) : { body: typeof request.body === 'string' && request.body !== '' ? readJson(request.body) : undefined }
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]))
  const call: Call = { org, session, method: request.method, path, query: url.searchParams, headers, base, ...received, ...(fault?.kind === 'partialFailure' && { failEvery: fault.every ?? 2 }) }
  try {
    const answer = answerCall(call)
    commit(org, request.journalEntry)
    return answer
  } catch (error) {
    undoTo(org, 0)
    throw error
  } finally {
    // Adopted bytes have moved on; what still lies here nobody took.
    if (call.upload !== undefined) org.bytes.discard(call.upload)
  }
}

/** Makes the changes of a call last: in the journal file, and new files in the journal tests read. */
function commit (org: Org, entry: JournalEntry | null): void {
  const changes = org.changes.splice(0)
  if (changes.length === 0) return
  org.keep(changes)
  for (const change of changes) {
    const upload = change.kind === 'insert' && change.object === 'ContentVersion' ? org.bytes.adopted(change.row.Id) : undefined
    if (change.kind !== 'insert' || upload === undefined) continue
    const text = (value: unknown): string | null => typeof value === 'string' ? value : null
    const { Id, ChohyoKey__c: key, Title, FirstPublishLocationId: recordId } = change.row
    org.journal.addFile(entry, { object: 'ContentVersion', id: Id, key: text(key), title: text(Title) ?? '', recordId: text(recordId), bytes: upload.bytes, md5: upload.md5, sha256: upload.sha256 })
  }
}

function send (to: FastifyReply, answer: Answer, fault: Fault | null): unknown {
  const reply = to.code(answer.status).headers(answer.headers ?? {})
  if (answer.file !== undefined) return reply.send(answer.file)
  const text = answer.text ?? (answer.body === undefined ? '' : JSON.stringify(answer.body))
  const typed = answer.text === undefined && answer.body !== undefined ? reply.type('application/json;charset=UTF-8') : reply
  if (fault?.kind !== 'trickle' && fault?.kind !== 'cutBody') return typed.send(text)
  const bytes = Buffer.from(text)
  return typed.header('content-length', bytes.length).send(drip(fault, bytes))
}
