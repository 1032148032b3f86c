import { createHash } from 'node:crypto'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { askHttp } from './ask-http.ts'
import type { Reach } from './connector.ts'
import { readReply } from './read-reply.ts'

/** How a token is asked for. `form` is made when it is needed: an assertion is of the moment. `by` is all that makes it another one: ids, secrets, the user. */
export interface TokenAsk { url: string, form: () => Record<string, string>, by: string[] }

const Token = Compile(Type.Object({ access_token: Type.String({ minLength: 1 }), expires_in: Type.Optional(Type.Number()) }))

const MOST_KEPT = 1000
/** A token is not used in the last minutes of its life, which may be the time of an upload. */
const MARGIN = 300_000

// In memory only. The names are hashes, so that secrets are not kept for longer than they are used.
const kept = new Map<string, { token: string, until: number }>()

/** An access token of OAuth 2.0 (https://www.rfc-editor.org/rfc/rfc6749#section-5), the one of last time while it lasts unless it is to be `fresh`. Errors: OutsideRefused, DeliveryRefused, DeliveryFailed. */
export async function getToken (reach: Reach, { url, form, by }: TokenAsk, { fresh = false }: { fresh?: boolean } = {}): Promise<string> {
  const name = createHash('sha256').update(JSON.stringify([url, ...by])).digest('hex')
  const last = kept.get(name)
  if (last && last.until > Date.now() && !fresh) return last.token
  kept.delete(name)
  const reply = await askHttp(reach, { url, method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' }, body: new URLSearchParams(form()).toString() })
  const { access_token: token, expires_in: seconds = 0 } = readReply(Token, url, reply)
  kept.set(name, { token, until: Date.now() + seconds * 1000 - MARGIN })
  for (const [oldest] of [...kept].slice(0, -MOST_KEPT)) kept.delete(oldest)
  return token
}
