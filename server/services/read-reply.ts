import { DeliveryFailed, DeliveryRefused, DeliveryUnknown } from '../errors.ts'
import { both } from '../errors-ja.ts'
import type { OutsideReply } from './connector.ts'

/** What an answer has to look like; what `Compile` of TypeBox gives. */
interface Form<T> { Check: (value: unknown) => value is T }

/** How APIs say no: OAuth (RFC 6749 §5.2), Box, Google, Microsoft. */
interface Said { error?: string | { code?: string | number, message?: string, errors?: Array<{ reason?: string }> }, error_description?: string, code?: string, message?: string }

/** Google says "not now" with 403: https://developers.google.com/workspace/drive/api/guides/handle-errors */
const LATER = new Set(['rateLimitExceeded', 'userRateLimitExceeded'])
const LONGEST = 500

/** The JSON of an answer that is a yes. `final`: what was asked is done by then, readable or not. Errors: DeliveryRefused, DeliveryFailed, DeliveryUnknown. */
export function readReply<T> (form: Form<T>, url: string, reply: OutsideReply, { final = false }: { final?: boolean } = {}): T {
  if (reply.status < 200 || reply.status > 299) throw refuseReply(url, reply)
  const value = parseReply(reply)
  if (form.Check(value)) return value
  const said = both('its answer cannot be read', '応答を読み取れません')
  throw final ? new DeliveryUnknown(new URL(url).host, said) : new DeliveryFailed(new URL(url).host, said)
}

/** An answer that is a no, as the error it is: what it says is handed on, its code first. */
export function refuseReply (url: string, reply: OutsideReply): Error {
  const { code, message } = readSaid(reply)
  const said = [`HTTP ${reply.status}`, code, message].filter((part) => part !== '').join(' ').replace(/\s+/g, ' ').slice(0, LONGEST).toWellFormed().replace(/[. ]+$/, '')
  return LATER.has(code) ? new DeliveryFailed(new URL(url).host, said) : new DeliveryRefused(new URL(url).host, said)
}

/** Why an answer is a no, in the words of the API; empty when it says nothing. */
export function readSaid (reply: OutsideReply): { code: string, message: string } {
  const { error, error_description: description, code, message } = Object(parseReply(reply)) as Said
  const [what, why] = typeof error === 'object' && error !== null
    ? [error.errors?.[0]?.reason ?? error.code, error.message]
    : [error ?? code, description ?? message]
  return { code: textOf(what), message: textOf(why) }
}

/** What stands where a text should may be anything, even an object that cannot become one. */
function textOf (value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** The JSON of any answer; undefined when it is none. */
export function parseReply ({ body }: OutsideReply): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return undefined
  }
}
