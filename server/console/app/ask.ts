import lang from '@salesforce/i18n/lang'
import { ApiProblem, readProblem, toProblem, UNEXPECTED } from 'c/chohyoErrors'
import { signInAgain } from './routing.ts'

/** One request to the service. `seconds` is how long to wait for its answer. */
export interface Asking {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  query?: Record<string, string | number | undefined>
  headers?: Record<string, string>
  body?: unknown
  /** Asked twice with one key, the service does it once. */
  requestKey?: string
  /** The type that is wanted, where the service has several. */
  accept?: string
  /** `wait=10`: so long the service may wait for the end of what is asked for. */
  prefer?: string
  seconds?: number
}

/** The JSON of the service. Throws an ApiProblem: refused, unreachable, or too late. */
export async function ask<Answer> (path: string, asking: Asking = {}): Promise<Answer> {
  return await wait(async () => {
    const answer = await send(path, asking)
    return (answer.status === 204 ? null : await answer.json()) as Answer
  })
}

/** The bytes of a file. Throws an ApiProblem. */
export async function askBlob (path: string, asking: Asking = {}): Promise<Blob> {
  return await wait(async () => (await send(path, asking)).blob())
}

async function wait<Answer> (work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    throw toProblem(error)
  }
}

async function send (path: string, { method = 'GET', query = {}, headers = {}, body, requestKey, accept, prefer, seconds = 30 }: Asking): Promise<Response> {
  const words = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => value === undefined ? [] : [[name, String(value)]]))
  const answer = await fetch(`/v1${path}${words.size > 0 ? `?${words.toString()}` : ''}`, {
    method,
    headers: {
      ...headers,
      'Accept-Language': lang,
      ...body !== undefined && { 'Content-Type': 'application/json' },
      ...prefer !== undefined && { Prefer: prefer },
      ...accept !== undefined && { Accept: accept },
      ...requestKey !== undefined && { 'Idempotency-Key': requestKey }
    },
    ...body !== undefined && { body: JSON.stringify(body) },
    signal: AbortSignal.timeout(seconds * 1000)
  })
  if (!answer.ok) throw await readRefusal(answer)
  return answer
}

/** A proxy in front of the service answers by itself when the service is away, and not in our form. */
async function readRefusal (answer: Response): Promise<Error> {
  const problem = readProblem(await answer.text())
  // Who gives a wrong password or code is not signed out by it.
  if (answer.status === 401 && !/_REFUSED$/.test(problem?.code ?? '')) signInAgain()
  if (problem) return problem
  return answer.status >= 502 ? toProblem(new TypeError('no answer')) : new ApiProblem({ ...toProblem(new Error(`HTTP ${answer.status}`)), code: UNEXPECTED, status: answer.status })
}
