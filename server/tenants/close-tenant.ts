import type { Deps } from '../deps.ts'
import { recordHistory } from '../histories/record-history.ts'

/** Ends the service for an org: its callers are shut out within seconds and our key for it is gone. Documents and histories stay. Answers whether there was one. */
export async function closeTenant ({ database }: Pick<Deps, 'database'>, id: string): Promise<boolean> {
  return database.withTenant(id, async (trx) => {
    const row = await trx.updateTable('tenant').set({ state: 'closed', private_key: null, certificates: '[]' }).where('tenant_id', '=', id).where('state', '!=', 'closed').returning('tenant_id').executeTakeFirst()
    if (row) await recordHistory(trx, id, { kind: 'change', who: 'operator', what: 'close-tenant', about: id, result: 'done' })
    return row !== undefined
  })
}
