import { sql, type Transaction } from 'kysely'
import type { Tables } from '../io/tables.ts'
import type { ChainLine } from './chain-line.ts'

/** Sealed lines after line `after`, in the order of the chain, exactly as they were hashed. */
export async function readChain (trx: Transaction<Tables>, { after, limit }: { after: number, limit: number }): Promise<ChainLine[]> {
  const rows = await trx.selectFrom('history')
    .select(['number', 'tenant_id as tenant', 'kind', 'who', 'what', 'about', 'result'])
    .select([sql<string>`history_moment(at)`.as('at'), sql<string>`detail::text`.as('detail'), sql<string>`history_moment(sealed_at)`.as('sealed')])
    .select([sql<string>`encode(prev_hash, 'hex')`.as('prev'), sql<string>`encode(hash, 'hex')`.as('hash')])
    .where('number', '>', after).orderBy('number').limit(limit).execute()
  return rows as ChainLine[]
}
