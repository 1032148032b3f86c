import type { Deps } from '../deps.ts'
import { recordHistory } from '../histories/record-history.ts'
import type { TenantKey } from './key-schema.ts'
import { listKeys } from './list-keys.ts'
import type { Tenant } from './open-tenant.ts'

/** Makes new keys for whatever is sealed from now on; everything goes on meanwhile, and what was sealed before stays readable. Errors: KeysDestroyed. */
export async function rotateKeys (deps: Pick<Deps, 'keyRings'>, tenant: Tenant): Promise<TenantKey[]> {
  // The key store may be another database: the line is written first, and without it no key changes.
  await tenant.db(async (trx) => {
    await recordHistory(trx, tenant.id, { kind: 'change', who: tenant.user.username, what: 'rotate-keys', about: tenant.id, result: 'done' })
    await deps.keyRings.rotate(tenant.id)
  })
  return listKeys(deps, tenant)
}
