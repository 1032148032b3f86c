import { sql } from 'kysely'
import type { Deps } from '../deps.ts'

const AT_ONCE = 1000

/**
 * Gives every line that has none its place in its tenant's chain; any number of processes may. Answers whose. A line is sealed when its transaction
 * has been committed, however late: then it comes after those that were quicker.
 */
export async function sealHistories ({ database }: Pick<Deps, 'database'>): Promise<string[]> {
  const waiting = await database.withDoor((trx) => trx.selectFrom('history').select('tenant_id').distinct().where('number', 'is', null).execute())
  for (const { tenant_id: tenant } of waiting) {
    for (let sealed = AT_ONCE; sealed === AT_ONCE;) sealed = await sealSome(database, tenant)
  }
  return waiting.map(({ tenant_id: tenant }) => tenant)
}

async function sealSome (database: Deps['database'], tenant: string): Promise<number> {
  const { rows: [row] } = await database.withDoor((trx) => sql<{ sealed: number }>`select seal_history(${tenant}, ${AT_ONCE}) as sealed`.execute(trx))
  return row?.sealed ?? 0
}
