import { DeliveryFailed, DeliveryRefused } from '../errors.ts'
import { both } from '../errors-ja.ts'
import type { OutsideReply } from './connector.ts'

/** How APIs say no: OAuth (RFC 6749 §5.2), Box, Google, Microsoft. */
interface Said { error?: string | { code?: string | number, message?: string, errors?: Array<{ reason?: string }> }, error_description?: string, code?: string, message?: string }

/** Google says "not now" with 403: https://developers.google.com/workspace/drive/api/guides/handle-errors */
const LATER = new Set(['rateLimitExceeded', 'userRateLimitExceeded'])
const LONGEST = 500

/** The JSON of an answer that is a yes. Errors: DeliveryRefused, DeliveryFailed. */
export function readReply<T> (url: string, reply: OutsideReply): T {
  if (reply.status < 200 || reply.status > 299) throw refuseReply(url, reply)
  try {
    return JSON.parse(reply.body.toString()) as T
  } catch (error) {
    throw new DeliveryFailed(new URL(url).host, both('its answer cannot be read', '応答を読み取れません'), { cause: error })
  }
}

/** An answer that is a no, as the error it is: what it says is handed on, its code first. */
export function refuseReply (url: string, { status, body }: OutsideReply): Error {
  const { error, error_description: description, code = '', message = '' } = parse(body)
  const [what, why] = typeof error === 'object'
    ? [error.errors?.[0]?.reason ?? String(error.code ?? ''), error.message ?? '']
    : [error ?? code, description ?? message]
  const said = [`HTTP ${status}`, what, why].filter((part) => part !== '').join(' ').replace(/\s+/g, ' ').slice(0, LONGEST).toWellFormed()
  return LATER.has(what) ? new DeliveryFailed(new URL(url).host, said) : new DeliveryRefused(new URL(url).host, said)
}

function parse (body: Buffer): Said {
  try {
    return JSON.parse(body.toString()) as Said
  } catch {
    return {}
  }
}
