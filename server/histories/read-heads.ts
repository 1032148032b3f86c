import { sql } from 'kysely'
import type { Deps } from '../deps.ts'

/** How far one tenant's chain is: the last sealed line, the last one an anchor outside speaks of, since when lines wait for either, and its webhook. */
export interface HeadState {
  tenant: string
  number: number
  anchored: number
  /** when the first line was sealed that no anchor speaks of */
  openSince: Date | null
  /** when the first line was written that is not sealed */
  unsealedSince: Date | null
  webhook: boolean
  delivered: number | null
  deliverAt: Date | null
}

/** The heads of all tenants that have histories. */
export async function readHeads ({ database }: Pick<Deps, 'database'>): Promise<HeadState[]> {
  const { rows } = await database.withDoor((trx) => sql<HeadState>`
    select tenant_id as tenant, number, anchored, open_since as "openSince", unsealed_since as "unsealedSince", webhook, delivered, deliver_at as "deliverAt"
    from history_heads()`.execute(trx))
  return rows
}
