import type { Selectable, Transaction } from 'kysely'
import type { Deps } from '../deps.ts'
import { ApiKeyUnknown } from '../errors.ts'
import { recordHistory } from '../histories/record-history.ts'
import type { Tables } from '../io/tables.ts'
import type { ApiKeyTable } from '../io/users-tables.ts'
import { makeApiKey } from './api-keys.ts'
import type { NewKey, ShownKey } from './api-key-schema.ts'
import type { Tenant } from './open-tenant.ts'
import type { Role } from './schema.ts'

const DAY_MS = 86_400_000

/** The keys in use, the newest first. */
export async function listApiKeys (tenant: Tenant): Promise<ShownKey[]> {
  const rows = await tenant.db((trx) => inUse(trx, tenant.now()).orderBy('created_at', 'desc').orderBy('id', 'desc').limit(1000).execute())
  return rows.map(show)
}

/** Makes a key for whichever Salesforce user is named; it is returned once. */
export async function addApiKey (deps: Deps, tenant: Tenant, { label, username, role, scopes, days = 365 }: NewKey): Promise<{ key: string, apiKey: ShownKey }> {
  const { user } = tenant
  const key = await makeApiKey(deps, { tenantId: tenant.id, label, username, role, scopes, expiresAt: new Date(tenant.now().getTime() + days * DAY_MS), madeBy: { login: user.login ?? user.username, username: user.username } })
  const [apiKey] = await listApiKeys(tenant)
  if (!apiKey) throw new ApiKeyUnknown()
  return { key, apiKey }
}

/** The key opens nothing any more, in five seconds at the latest. Errors: ApiKeyUnknown. */
export async function revokeApiKey (tenant: Tenant, id: string): Promise<void> {
  await tenant.db(async (trx) => {
    const gone = await trx.updateTable('api_key').set({ revoked_at: tenant.now() }).where('id', '=', id).where('revoked_at', 'is', null).returning('label').executeTakeFirst()
    if (!gone) throw new ApiKeyUnknown()
    await recordHistory(trx, tenant.id, { kind: 'change', who: tenant.user.username, what: 'revoke-api-key', about: gone.label, result: 'done' })
  })
}

/**
 * The keys that go with who is closed or no longer an admin: those they made, and those that act as the same Salesforce user with rights that no other account
 * of that user has. Answers how many.
 */
export async function revokeKeysOf (trx: Transaction<Tables>, { id, login, username, isClosed, now }: { id: string, login: string, username: string, isClosed: boolean, now: Date }): Promise<number> {
  const others = await trx.selectFrom('user_account').select('role').where('username', '=', username).where('id', '!=', id).where('state', '=', 'active').execute()
  const lost: Role[] = others.some(({ role }) => role === 'admin') ? [] : isClosed && others.length === 0 ? ['admin', 'general', 'auditor'] : ['admin']
  const gone = await trx.updateTable('api_key').set({ revoked_at: now }).where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('made_by', '=', login), ...lost.length === 0 ? [] : [eb.and([eb('username', '=', username), eb('role', 'in', lost)])]])).executeTakeFirst()
  return Number(gone.numUpdatedRows)
}

function inUse (trx: Transaction<Tables>, now: Date) {
  return trx.selectFrom('api_key').select(['id', 'label', 'username', 'role', 'scopes', 'made_by', 'created_at', 'expires_at', 'used_at'])
    .where('revoked_at', 'is', null).where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
}

function show (row: Pick<Selectable<ApiKeyTable>, 'id' | 'label' | 'username' | 'role' | 'scopes' | 'made_by' | 'created_at' | 'expires_at' | 'used_at'>): ShownKey {
  return {
    id: row.id,
    label: row.label,
    username: row.username,
    role: row.role,
    scopes: row.scopes,
    madeBy: row.made_by,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    usedAt: row.used_at?.toISOString() ?? null
  }
}
