import { sql } from 'kysely'
import type { Tenant } from '../tenants/open-tenant.ts'

/** An id for a row that something is sealed for before it is written. Made by the database like all ids: their order is the order of time. */
export async function makeId (tenant: Pick<Tenant, 'db'>): Promise<string> {
  const { rows: [made] } = await tenant.db((trx) => sql<{ id: string }>`select chohyo_id() as id`.execute(trx))
  if (!made) throw new Error('no id')
  return made.id
}
