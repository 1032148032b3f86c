import { sql } from 'kysely'
import type { Deps } from '../deps.ts'

/** Removes bells that were rung a day ago; until then they help to find out why a document was late. Returns how many. */
export async function clearOutbox (deps: Pick<Deps, 'database'>): Promise<number> {
  const gone = await deps.database.withDoor((trx) => trx.deleteFrom('outbox').where('dispatched_at', '<', sql<Date>`now() - interval '1 day'`).executeTakeFirst())
  return Number(gone.numDeletedRows)
}
