import { DeliveryFailed, DeliveryUnknown } from '../errors.ts'
import type { OutsideReply, Reach } from './connector.ts'

/** The request cannot have arrived: there was no connection, or one that was not trusted. */
const NEVER_SENT = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ERR_TLS_.*|.*CERT.*|.*SELF_SIGNED.*|UNABLE_TO_VERIFY.*)$/

/** Not now: https://www.rfc-editor.org/rfc/rfc9110#name-client-error-4xx, https://www.rfc-editor.org/rfc/rfc4918#section-11.3 (423 Locked) */
const LATER = new Set([408, 423, 425, 429])

/** Something between us and the server answered, who may have done it all the same. */
const GATEWAY = new Set([502, 504])

export type HttpRequest = Parameters<Reach['fetch']>[0]

/**
 * Asks a server and hands on every answer that is one: what it did, or a no that stays. `final`: what was asked cannot be asked twice, so a lost answer is
 * DeliveryUnknown. Errors: OutsideRefused, DeliveryFailed, DeliveryUnknown.
 */
export async function askHttp (reach: Reach, request: HttpRequest, { final = false }: { final?: boolean } = {}): Promise<OutsideReply> {
  const { host } = new URL(request.url)
  const reply = await reach.fetch(request).catch((error: unknown) => { throw sayLost(host, error, final) })
  const { status } = reply
  if (final && GATEWAY.has(status)) throw new DeliveryUnknown(host, `HTTP ${status}`)
  // 507: no room. 501 and 505 stay as they are.
  if (LATER.has(status) || (status >= 500 && status !== 501 && status !== 505)) throw new DeliveryFailed(host, `HTTP ${status}`)
  return reply
}

function sayLost (host: string, error: unknown, final: boolean): unknown {
  const { code, args: [, reason] = [] } = error as { code?: string, args?: unknown[] }
  if (code !== 'CHOHYO_OUTSIDE_FAILED') return error
  return final && !NEVER_SENT.test(String(reason)) ? new DeliveryUnknown(host, String(reason), { cause: error }) : new DeliveryFailed(host, String(reason), { cause: error })
}
