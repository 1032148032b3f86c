import { sql } from 'kysely'
import type { Deps } from '../deps.ts'
import { recordHistory } from '../histories/record-history.ts'
import { openTenant, type Tenant } from '../tenants/open-tenant.ts'

/** Who the histories name where the service itself acts. */
export const SERVICE = 'service'
const AT_ONCE = 100

/** Erases documents of all orgs whose retention has ended and that nobody holds: their bytes, then their rows, each with a line in the histories. Returns how many. */
export async function eraseEnded (deps: Deps): Promise<number> {
  const rows = await deps.database.withDoor((trx) => trx.selectFrom('document').innerJoin('tenant', 'tenant.tenant_id', 'document.tenant_id')
    .select('document.tenant_id').distinct().where('tenant.state', '=', 'active').where('document.retain_until', '<=', sql<Date>`now()`).execute())
  let erased = 0
  for (const { tenant_id: id } of rows) erased += await eraseEndedOf(await openTenant(deps, id, { username: SERVICE, role: 'admin', via: 'run' }))
  return erased
}

async function eraseEndedOf (tenant: Tenant): Promise<number> {
  const due = await tenant.db((trx) => trx.selectFrom('document').select('id').where('retain_until', '<=', sql<Date>`now()`).where('held_at', 'is', null).orderBy('retain_until').limit(AT_ONCE).execute())
  for (const { id } of due) await eraseDocument(tenant, { id, why: 'retention-ended' })
  return due.length
}

/**
 * Erases one finished document. From the mark on nobody can hold it; the bytes go first, so that a crash leaves a row that is found again, never bytes that
 * nobody knows of. The database refuses the mark while the document is held or kept.
 */
export async function eraseDocument (tenant: Tenant, { id, why }: { id: string, why: string }): Promise<void> {
  const line = { kind: 'change', who: tenant.user.username, what: 'erase-document', about: id, detail: { why } } as const
  const { storage_key: storageKey } = await tenant.db(async (trx) => {
    await recordHistory(trx, tenant.id, { ...line, result: 'begun' })
    return trx.updateTable('document').set({ erasing_at: sql<Date>`now()` }).where('id', '=', id).returning('storage_key').executeTakeFirstOrThrow()
  })
  if (storageKey !== null) await tenant.files.remove(storageKey)
  await tenant.db(async (trx) => {
    const { parcel_id: parcelId } = await trx.deleteFrom('document').where('id', '=', id).returning('parcel_id').executeTakeFirstOrThrow()
    await trx.updateTable('parcel').set({ record_name: null }).where('id', '=', parcelId).execute()
    await recordHistory(trx, tenant.id, { ...line, result: 'done' })
  })
}
