import type { Selectable } from 'kysely'
import type { Deps } from '../deps.ts'
import type { HistoryAnchorTable } from '../io/histories-tables.ts'
import { signAnchor, type Anchor } from './anchor.ts'
import { placeAnchor, type Places } from './place-anchor.ts'
import { readHeads, type HeadState } from './read-heads.ts'

const MOST_LINES = 1000
const LONGEST_MS = 5 * 60_000

/** Signs the head of every chain that has grown by 1,000 lines or waited for five minutes, and puts it outside the database. Answers how many. */
export async function anchorHeads (deps: Deps, places: Places): Promise<number> {
  const due = (await readHeads(deps)).filter((head) => isDue(head, deps.now()))
  let placed = 0
  for (const { tenant } of due) {
    try {
      await signHead(deps, tenant)
      placed += await placeOpen(deps, places, tenant)
    } catch (error) {
      // Another tenant's anchor goes out nevertheless; this one is tried again.
      deps.log.error({ err: error, tenant }, 'an anchor of the histories could not be placed')
    }
  }
  return placed
}

export function isDue ({ number, anchored, openSince }: HeadState, now: Date): boolean {
  return number - anchored >= MOST_LINES || (openSince !== null && now.getTime() - openSince.getTime() >= LONGEST_MS)
}

/** Several processes may sign the same head: the first one counts. */
async function signHead ({ database, signing, now }: Deps, tenant: string): Promise<void> {
  await database.withTenant(tenant, async (trx) => {
    const head = await trx.selectFrom('history').select(['number', 'hash']).where('number', 'is not', null).orderBy('number', 'desc').limit(1).executeTakeFirst()
    if (head?.number === null || head?.number === undefined || !head.hash) return
    const at = now()
    const { key, signature } = signAnchor(signing, { tenant, number: head.number, hash: head.hash.toString('hex'), at: at.toISOString() })
    await trx.insertInto('history_anchor').values({ tenant_id: tenant, number: head.number, hash: head.hash, at, key, signature: Buffer.from(signature, 'base64') })
      .onConflict((clash) => clash.doNothing()).execute()
  })
}

/** What was signed and has not reached every place; twice in the same place does no harm. */
async function placeOpen ({ database, now }: Deps, places: Places, tenant: string): Promise<number> {
  const open = await database.withTenant(tenant, (trx) => trx.selectFrom('history_anchor').selectAll().where('placed_at', 'is', null).orderBy('number').execute())
  for (const row of open) {
    await placeAnchor(places, toAnchor(row))
    await database.withTenant(tenant, (trx) => trx.updateTable('history_anchor').set({ placed_at: now() }).where('number', '=', row.number).execute())
  }
  return open.length
}

export function toAnchor ({ tenant_id: tenant, number, hash, at, key, signature }: Selectable<HistoryAnchorTable>): Anchor {
  return { tenant, number, hash: hash.toString('hex'), at: at.toISOString(), key, signature: signature.toString('base64') }
}
