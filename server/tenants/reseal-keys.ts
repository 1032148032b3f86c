import type { Deps } from '../deps.ts'
import type { KeyStore } from '../io/key-store.ts'
import { resealTenantKeys } from '../io/key-rings.ts'
import { privateKeyPlace } from './open-tenant.ts'

type Resealing = Pick<Deps, 'database' | 'keys'> & { store: KeyStore }

/** Seals with the root key in use whatever an earlier one has sealed for tenants, while the service works. Answers how many keys there were; done again, none. */
export async function resealKeys (deps: Resealing): Promise<number> {
  const tenants = await deps.database.withDoor((trx) => trx.selectFrom('tenant').select('tenant_id').execute())
  let count = 0
  for (const { tenant_id: id } of tenants) count += await resealPrivateKey(deps, id) + await resealTenantKeys({ store: deps.store, root: deps.keys, tenantId: id })
  return count
}

/** An org that is registered anew meanwhile keeps its newer key. */
async function resealPrivateKey ({ database, keys }: Resealing, id: string): Promise<number> {
  const row = await database.withTenant(id, (trx) => trx.selectFrom('tenant').select('private_key').executeTakeFirst())
  const sealed = row?.private_key
  if (!sealed || !await keys.isOld(sealed)) return 0
  const fresh = Buffer.from(await keys.seal(privateKeyPlace(id), await keys.open(privateKeyPlace(id), sealed)))
  await database.withTenant(id, (trx) => trx.updateTable('tenant').set({ private_key: fresh }).where('private_key', '=', sealed).execute())
  return 1
}
