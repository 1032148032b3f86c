import type { Scope } from '../../tenants/scopes.ts'
import { words } from './words.ts'

const SCOPES: Record<Scope, string> = {
  all: words.scopeAll,
  'documents:read': words.scopeDocumentsRead,
  'documents:write': words.scopeDocumentsWrite,
  'definitions:read': words.scopeDefinitionsRead,
  'definitions:write': words.scopeDefinitionsWrite,
  'runs:read': words.scopeRunsRead,
  'runs:write': words.scopeRunsWrite,
  'users:read': words.scopeUsersRead,
  'users:write': words.scopeUsersWrite,
  'tenant:read': words.scopeTenantRead,
  'tenant:write': words.scopeTenantWrite,
  'histories:read': words.scopeHistoriesRead
}

/** What a key may be used for, to choose from: pairs of reading and changing. */
export const SCOPE_CHOICES = Object.entries(SCOPES).map(([scope, label]) => ({ scope, label }))

/** A scope in words; one that has none yet by its name. */
export function sayScope (scope: string): string {
  return SCOPES[scope as Scope] ?? scope
}
