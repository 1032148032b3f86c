import { Type } from 'typebox'

const SCOPES = ['all', 'documents:read', 'documents:write', 'definitions:read', 'definitions:write', 'runs:read', 'runs:write', 'histories:read', 'users:read', 'users:write', 'tenant:read', 'tenant:write'] as const

/** What an API key may be used for, within the role it has. */
export type Scope = typeof SCOPES[number]
export const Scope = Type.Unsafe<Scope>(Type.Union(SCOPES.map((scope) => Type.Literal(scope)), { description: '`all`, or the rooms that the key may read or change' }))

/** The first part of a path and the room it belongs to. What is not here needs `all`: making API keys, for one, with which everything could be reached. */
const ROOMS: Readonly<Record<string, 'documents' | 'definitions' | 'runs' | 'histories' | 'users' | 'tenant'>> = {
  documents: 'documents',
  previews: 'documents',
  files: 'documents',
  ledger: 'documents',
  objects: 'documents',
  records: 'documents',
  views: 'definitions',
  templates: 'definitions',
  mappings: 'definitions',
  connectors: 'definitions',
  services: 'definitions',
  envelopes: 'definitions',
  works: 'definitions',
  assets: 'definitions',
  runs: 'runs',
  schedules: 'runs',
  csv: 'runs',
  histories: 'histories',
  users: 'users',
  invites: 'users',
  tenant: 'tenant'
}

/** The scope a route needs that does not name one. */
export function scopeOf (method: string, url: string): Scope {
  const [, version, first = ''] = url.split('/')
  const room = version === 'v1' ? ROOMS[first] : undefined
  const scope = `${room}:${method === 'GET' || method === 'HEAD' ? 'read' : 'write'}`
  return SCOPES.find((one) => one === scope) ?? 'all'
}
