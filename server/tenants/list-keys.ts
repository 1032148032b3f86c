import type { Deps } from '../deps.ts'
import type { TenantKey } from './key-schema.ts'
import type { Tenant } from './open-tenant.ts'

/** The tenant's keys, the oldest first. */
export async function listKeys ({ keyRings }: Pick<Deps, 'keyRings'>, tenant: Pick<Tenant, 'id'>): Promise<TenantKey[]> {
  const keys = await keyRings.list(tenant.id)
  return keys.map(({ version, state, createdAt, endedAt }) => ({ version, state, createdAt: createdAt.toISOString(), endedAt: endedAt?.toISOString() ?? null }))
}
