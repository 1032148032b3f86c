import { sql } from 'kysely'
import type { Deps } from '../deps.ts'

/** Forgets the tokens that could not be used again anyway. Returns how many. */
export async function forgetTokens (deps: Pick<Deps, 'database'>): Promise<number> {
  const gone = await deps.database.withDoor((trx) => trx.deleteFrom('seen_token').where('expires_at', '<', sql<Date>`now()`).executeTakeFirst())
  return Number(gone.numDeletedRows)
}
