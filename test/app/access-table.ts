import type { Things } from './two-tenants.ts'

/** Who asks. `scoped` is an API key that may read documents and nothing else; `org` is a request signed by the Salesforce org for a user without Chohyo Admin. */
export const CALLERS = ['nobody', 'general', 'auditor', 'admin', 'scoped', 'org'] as const
export type Caller = typeof CALLERS[number]

/**
 * A new route needs nothing here as long as its path has no parameters: who may call it follows from the role in its config (`may`). A path with a
 * parameter needs a line in THINGS, which says what it names, so that the neighbour's thing of that kind can be asked for; `null` is for what belongs
 * to no tenant. What a role alone does not tell stands in EXCEPTIONS.
 */
export const THINGS: Record<string, keyof Things | null> = {
  '/v1/documents/:id': 'document',
  '/v1/runs/:id': 'run',
  '/v1/views/:name': 'definition',
  '/v1/templates/:name': 'definition',
  '/v1/mappings/:name': 'definition',
  '/v1/services/:name': 'definition',
  '/v1/envelopes/:name': 'definition',
  '/v1/works/:name': 'definition',
  '/v1/records/:id': 'record',
  '/v1/files/:id': 'file',
  '/v1/users/:id': 'user',
  '/v1/invites/:id': 'invite',
  '/v1/api-keys/:id': 'apiKey',
  // One's own, and only for who is signed in to the console.
  '/v1/account/passkeys/:id': null,
  '/v1/account/sessions/:id': null,
  '/v1/session/sso/:org': null,
  '/v1/objects/:name': null,
  '/v1/assets/:name': null,
  '/v1/incidents/:id': 'incident',
  '/v1/histories/:kind': null,
  '/v1/tenant/certificates/:thumbprint': 'certificate',
  // For who holds the token of the handover, whatever org they belong to.
  '/v1/offboardings/:id': null,
  '/v1/ledger/papers/:paper': null
}

/** Routes where a caller is answered otherwise than its role says: `METHOD /path` → callers and what they get. */
export const EXCEPTIONS: Record<string, Partial<Record<Caller, 'taken' | 'refused'>>> = {}

/** The roles of routes and who has them. An auditor reads everything and changes nothing. One's own account is for who is signed in to the console, which none of these is. */
export function may (caller: Caller, method: string, role: string, path: string): boolean {
  if (role === 'anyone') return true
  if (caller === 'nobody' || /^\/v1\/account(\/|$)/.test(path)) return false
  if (caller === 'admin') return true
  if (caller === 'auditor') return method === 'GET' && role !== 'admin'
  return role === 'general'
}

/** Published cases of one tenant reaching another by an id, and the routes on which they are tried here. */
export const CROSS_TENANT: Record<string, string> = {
  'CVE-2026-55610': 'PUT /v1/mappings/:name',
  'CVE-2026-41649': 'GET /v1/documents/:id',
  'CVE-2026-72737': 'POST /v1/runs/:id/cancel',
  'CVE-2026-72876': 'GET /v1/runs/:id/parcels',
  'CVE-2026-109203': 'GET /v1/documents/:id/pages',
  'CVE-2025-51628': 'GET /v1/documents/:id/content'
}
