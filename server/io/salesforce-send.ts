import { setTimeout as sleep } from 'node:timers/promises'
import { Connection } from 'jsforce/lib/connection.js'
import { SalesforceReplyLost, SalesforceSessionRefused, SalesforceUnavailable } from '../errors.ts'
import type { Log } from './log.ts'
import { nameApiError } from './salesforce-errors.ts'
import { takeLane } from './salesforce-lanes.ts'
import { logIn, type LogInOptions } from './salesforce-log-in.ts'
import { makeTransport } from './salesforce-transport.ts'

export interface Call {
  method: 'GET' | 'POST' | 'PATCH'
  /** From the root (`/services/…`) or from the API version (`/query?q=…`). */
  path: string
  headers?: Record<string, string>
  body?: string | Buffer
  /** Reading it twice changes nothing. A write whose answer is lost is never sent again from here. */
  safe: boolean
  /** The answer is the content of a file, whatever its type. */
  bytes?: boolean
}

/** Sends one call as the user: logs in when needed, tries again where that is safe. The answer is parsed JSON, or bytes. */
export type Send = (call: Call) => Promise<unknown>

export interface Line { send: Send, calls: () => number, limits: () => { used: number, max: number } | null }

interface Retry { tries: number, milliseconds: number, writes: boolean }

/**
 * How often and how soon to try again, by error. Long waits are the caller's (a parcel comes back in minutes); these bridge a blink.
 * `writes`: Salesforce certainly did nothing, so that a write may be sent again too.
 */
const RETRIES: Record<string, Retry> = {
  CHOHYO_SALESFORCE_UNREACHABLE: { tries: 3, milliseconds: 200, writes: true },
  CHOHYO_SALESFORCE_UNAVAILABLE: { tries: 4, milliseconds: 250, writes: false },
  CHOHYO_SALESFORCE_BUSY: { tries: 4, milliseconds: 500, writes: true },
  CHOHYO_SALESFORCE_ROW_LOCKED: { tries: 5, milliseconds: 200, writes: true }
}

/** The answer to a write did not arrive, or was not Salesforce's: it may have been done. */
const UNCERTAIN = new Set(['CHOHYO_SALESFORCE_UNAVAILABLE', 'CHOHYO_SALESFORCE_TIMED_OUT'])

/** Files may take this many times longer than an answer. */
const FILES_TAKE = 4

/** Opens the line to one org as one user. Nothing is sent before the first call. */
export function openLine (options: LogInOptions & { apiVersion: string, log: Log }): Line {
  const { instanceUrl, apiVersion, timeLimit } = options
  const connection = new Connection({ instanceUrl: new URL(instanceUrl).origin, version: apiVersion })
  let calls = 0
  const onSend = (url: URL): void => { if (url.pathname.startsWith('/services/data/')) calls++ }
  const wire = { origin: connection.instanceUrl, nameError: nameApiError, onSend }
  const transports = {
    json: makeTransport({ ...wire, timeLimit }),
    download: makeTransport({ ...wire, timeLimit: timeLimit * FILES_TAKE, bytes: true }),
    upload: makeTransport({ ...wire, timeLimit: timeLimit * FILES_TAKE })
  }
  const authorize = keepSession(connection, options)
  const once: Send = async (call) => {
    const transport = transports[call.bytes ? 'download' : Buffer.isBuffer(call.body) ? 'upload' : 'json']
    const { method, path: url, headers, body } = call
    return readAnswer(call, await takeLane(connection.instanceUrl, async () => connection.request({ method, url, headers: { ...headers }, body }, { transport })))
  }
  return {
    send: (call) => authorize(() => tryAgain(call, options.log, () => once(call))),
    calls: () => calls,
    limits: () => connection.limitInfo.apiUsage ? { used: connection.limitInfo.apiUsage.used, max: connection.limitInfo.apiUsage.limit } : null
  }
}

/** Logs in before the first call, and once more when the session has ended: parallel calls share one login, a second 401 is final. */
function keepSession (connection: Connection, options: LogInOptions & { log: Log }) {
  let login: Promise<void> | null = null
  const open = () => {
    login ??= tryAgain({ safe: true }, options.log, () => logIn(options)).then((token) => { connection.accessToken = token })
    return login.catch((error: unknown) => { login = null; throw error })
  }
  return async <T>(call: () => Promise<T>): Promise<T> => {
    await open()
    const used = login
    try {
      return await call()
    } catch (error) {
      if (codeOf(error) !== 'CHOHYO_SALESFORCE_SESSION_EXPIRED') throw error
      if (login === used) login = null
    }
    await open()
    return call().catch((error: unknown) => { throw codeOf(error) === 'CHOHYO_SALESFORCE_SESSION_EXPIRED' ? new SalesforceSessionRefused(options.username) : error })
  }
}

async function tryAgain<T> ({ safe, path }: Pick<Call, 'safe'> & { path?: string }, log: Log, attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      const code = codeOf(error)
      const retry = RETRIES[code]
      if (!safe && UNCERTAIN.has(code)) throw new SalesforceReplyLost()
      if (!retry || tries >= retry.tries || !(safe || retry.writes)) throw error
      log.warn({ code, tries, path: path?.split('?')[0] }, 'salesforce: trying again')
      await sleep(waitBefore(tries, retry.milliseconds))
    }
  }
}

/** Exponential back-off with full jitter, so that many callers do not come back in step; 5 seconds at most. */
function waitBefore (tries: number, milliseconds: number): number {
  return Math.min(5000, milliseconds * 2 ** (tries - 1)) * (0.5 + Math.random() / 2)
}

/** jsforce hands on unreadable JSON as text: a proxy's page with status 200, or half an answer. */
function readAnswer (call: Call, answer: unknown): unknown {
  if (typeof answer === 'string') throw new SalesforceUnavailable(`the answer to ${call.method} was not JSON`)
  return answer
}

function codeOf (error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
