import { Type, type Static } from 'typebox'

/** `general` works with documents, `admin` sets up and changes as well, `auditor` reads everything of the tenant and changes nothing. */
export const Role = Type.Union([Type.Literal('admin'), Type.Literal('general'), Type.Literal('auditor')])
export type Role = Static<typeof Role>

/** A Salesforce record id. */
export const RecordId = Type.String({ pattern: '^[A-Za-z0-9]{15}([A-Za-z0-9]{3})?$', description: 'Salesforce record id, 15 or 18 characters' })

/** Who asks: a Salesforce user, known by an API key, by a request their org signed, or by being signed in to the console (then with the `login` of the account and the session). */
export interface User { username: string, login?: string, sessionId?: string, role: Role, via: 'api-key' | 'salesforce' | 'session' | 'run' }

/** What an org must tell us before its users can be served. Keys are PEM; the private key is ours and leaves only sealed. */
export interface NewTenant {
  id: string
  name: string
  instanceUrl: string
  loginUrl: string
  consumerKey: string
  privateKey: string
  certificates: string[]
}
