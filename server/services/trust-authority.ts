import { Type } from 'typebox'
import type { Reach } from './connector.ts'

/** The setting of every connector that speaks TLS to servers which a company may run itself. */
export const authoritySetting = Type.Optional(Type.String({ maxLength: 20_000, pattern: '-----BEGIN CERTIFICATE-----', description: 'certificate, in PEM, that signed the one of the server when that is not publicly known' }))

/** A network in which servers whose certificate this authority has signed are trusted, and no others. */
export function trustAuthority (reach: Reach, authority: string | undefined): Reach {
  return authority === undefined ? reach : { ...reach, fetch: (request) => reach.fetch({ ...request, authority }) }
}
