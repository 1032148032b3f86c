import { sql } from 'kysely'
import type { KeyObject } from 'node:crypto'
import type { Asker } from './asker.ts'
import { toAnchor } from './anchor-heads.ts'
import { publicPem } from './place-anchor.ts'
import type { Head } from './schema.ts'

/** How far the chain is and the newest anchor, for people to write down or keep elsewhere. */
export async function showHead (tenant: Asker, signing: KeyObject): Promise<Head> {
  return tenant.db(async (trx) => {
    const head = await trx.selectFrom('history').select(['number', sql<string>`encode(hash, 'hex')`.as('hash'), sql<string>`history_moment(sealed_at)`.as('sealedAt')])
      .where('number', 'is not', null).orderBy('number', 'desc').limit(1).executeTakeFirst()
    const { unsealed } = await trx.selectFrom('history').select(({ fn }) => fn.countAll<number>().as('unsealed')).where('number', 'is', null).executeTakeFirstOrThrow()
    const anchor = await trx.selectFrom('history_anchor').selectAll().orderBy('number', 'desc').limit(1).executeTakeFirst()
    const { tenant: _, ...shown } = anchor ? toAnchor(anchor) : { tenant: '' }
    return {
      number: head?.number ?? 0,
      hash: head?.hash ?? null,
      sealedAt: head?.sealedAt ?? null,
      unsealed,
      anchor: anchor && 'number' in shown ? { ...shown, placed: anchor.placed_at !== null } : null,
      publicKey: publicPem(signing)
    }
  })
}
