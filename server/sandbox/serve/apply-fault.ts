import { setTimeout as wait } from 'node:timers/promises'
import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { apiError } from '../api-error.ts'
import type { Fault } from '../faults.ts'
import type { Org, Session } from '../org.ts'
import type { Answer } from '../rest/call.ts'

/** What a fault does before the call is looked at: an error answer, a pause, or a cut line ('cut'). */
export async function faultBefore (org: Org, fault: Fault | null, session: Session): Promise<'cut' | Answer | null> {
  switch (fault?.kind) {
    case 'slow': await wait(fault.ms ?? 1000); return null
    case 'reset': return 'cut'
    case 'html503': return { status: 503, text: '<html><head><title>Service Unavailable</title></head><body><h1>Server is temporarily unavailable</h1></body></html>', headers: { 'Content-Type': 'text/html;charset=UTF-8' } }
    case 'rowLock': throw apiError('UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record or 1 records')
    case 'requestLimit': throw apiError('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.', { status: 403 })
    case 'concurrentLimit': throw apiError('REQUEST_LIMIT_EXCEEDED', 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.', { status: 403 })
    case 'queryTimeout': throw apiError('QUERY_TIMEOUT', 'Your query request was running for too long.')
    case 'expiredSession':
      org.sessions.delete(session.token)
      throw apiError('INVALID_SESSION_ID', 'Session expired or invalid', { status: 401 })
    default: return null
  }
}

/** What a fault does to an answer that is there: drop it, shorten it, or send it drop by drop. */
export function faultAfter (fault: Fault | null, answer: Answer): Answer | 'cut' {
  if (fault?.kind === 'lostReply') return 'cut'
  if (fault?.kind === 'truncatedPage') return { ...answer, body: shortened(answer.body) }
  return answer
}

/** A page that says it is done although rows are missing. */
function shortened (body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('records' in body) || !Array.isArray(body.records)) return body
  const { nextRecordsUrl, ...page } = body as Record<string, unknown>
  return { ...page, done: true, records: body.records.slice(0, Math.floor(body.records.length / 2)) }
}

/** The bytes of an answer in twenty drips over the fault's time; `cutBody` breaks off in the middle. */
export function drip (fault: Fault, bytes: Buffer): Readable {
  const pause = (fault.ms ?? 1000) / 20
  const size = Math.max(1, Math.ceil(bytes.length / 20))
  return Readable.from((async function * () {
    for (let at = 0; at < bytes.length; at += size) {
      if (fault.kind === 'cutBody' && at >= bytes.length / 2) throw new Error('cut')
      yield bytes.subarray(at, at + size)
      await wait(fault.kind === 'cutBody' ? 0 : pause)
    }
  })())
}

export function cut (reply: FastifyReply): void {
  reply.hijack()
  reply.raw.socket?.destroy()
}
