import { PassThrough } from 'node:stream'
import type { HttpRequest, HttpResponse } from 'jsforce/lib/types/common.js'
import type { Transport } from 'jsforce/lib/transport.js'
import { StreamPromise } from 'jsforce/lib/util/promise.js'
import { SalesforceElsewhere } from '../errors.ts'
import { nameNetworkError, type Refusal } from './salesforce-errors.ts'

export interface TransportOptions {
  /** The only origin this transport talks to. */
  origin: string
  /** Milliseconds for the whole exchange, the body included. */
  timeLimit: number
  nameError: (refusal: Refusal) => Error
  /** Told before each request leaves. */
  onSend?: (url: URL) => void
  /** Hand on the body as bytes, untouched. */
  bytes?: boolean
}

/**
 * jsforce's own transport retries five times, waits thirty minutes, sends loopback through http_proxy, follows redirects with the
 * token, has no limit for a slow body, and a reset in the middle of a body ends the process. This one does one exchange, or one error.
 */
export function makeTransport (options: TransportOptions): Transport {
  return {
    httpRequest: (request: HttpRequest) => StreamPromise.create(() => ({ stream: new PassThrough(), promise: exchange(request, options) })),
    getRequestStreamCreator: () => () => new PassThrough()
  }
}

async function exchange (request: HttpRequest, { origin, timeLimit, nameError, onSend, bytes }: TransportOptions): Promise<HttpResponse> {
  const url = new URL(request.url)
  if (url.origin !== origin) throw new SalesforceElsewhere(url.host, new URL(origin).host)
  onSend?.(url)
  const response = await send(request, timeLimit)
  if (response.status >= 300 && response.status < 400) throw new SalesforceElsewhere('another address', new URL(origin).host)
  if (response.status >= 400) throw nameError({ status: response.status, body: response.bytes.toString() })
  // jsforce parses text by its content type and hands on what is no text: without a type, bytes stay bytes.
  return bytes
    ? { statusCode: response.status, headers: { ...response.headers, 'content-type': '' }, body: response.bytes as unknown as string }
    : { statusCode: response.status, headers: response.headers, body: response.bytes.toString() }
}

interface Reply { status: number, headers: Record<string, string>, bytes: Buffer }

async function send ({ method, url, headers, body }: HttpRequest, timeLimit: number): Promise<Reply> {
  try {
    const response = await fetch(url, { method, headers, body: body as string | Buffer<ArrayBuffer> | undefined, redirect: 'manual', signal: AbortSignal.timeout(timeLimit) })
    return { status: response.status, headers: Object.fromEntries(response.headers), bytes: Buffer.from(await response.arrayBuffer()) }
  } catch (error) {
    throw nameNetworkError(error, timeLimit / 1000)
  }
}
