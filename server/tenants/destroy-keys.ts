import { sql } from 'kysely'
import type { Deps } from '../deps.ts'
import { recordHistory } from '../histories/record-history.ts'
import { cancelRuns } from './request-offboarding.ts'

type Destroying = Pick<Deps, 'database' | 'keyRings' | 'log' | 'now'>

/** Destroys the keys whose time has come. Any number of workers may: the row is locked, and destroying again changes nothing. */
export async function destroyDueKeys (deps: Destroying): Promise<void> {
  const due = await deps.database.withDoor((trx) => trx.selectFrom('key_destruction').select('tenant_id').where('state', '=', 'waiting').where('due_at', '<=', sql<Date>`now()`).execute())
  for (const { tenant_id: id } of due) await destroyKeys(deps, id).catch((error: unknown) => deps.log.error({ tenant: id, err: error }, 'the keys of a tenant are due to be destroyed and could not be; it is tried again'))
}

/**
 * From here on nothing that was kept for the tenant opens: rows, files, nor what lies in backups of the data. What is left of it is a line in the histories,
 * which are chained and anchored outside: the certificate.
 */
async function destroyKeys (deps: Destroying, id: string): Promise<void> {
  await deps.database.withTenant(id, async (trx) => {
    const due = await trx.selectFrom('key_destruction').selectAll().where('state', '=', 'waiting').where('due_at', '<=', sql<Date>`now()`).forUpdate().executeTakeFirst()
    const held = await trx.selectFrom('document').select('id').where('held_at', 'is not', null).limit(1).executeTakeFirst()
    if (!due || held) return
    const keys = (await deps.keyRings.list(id)).map(({ version }) => `${id}/${version}`)
    await trx.updateTable('key_destruction').set({ state: 'done', done_at: deps.now() }).execute()
    await cancelRuns(trx, id, { who: 'operator', because: 'keys destroyed' })
    await recordHistory(trx, id, {
      kind: 'change',
      who: 'operator',
      what: 'destroy-keys',
      about: id,
      result: 'done',
      detail: { keys, askedBy: due.asked_by, askedAt: due.asked_at.toISOString(), confirmedBy: due.confirmed_by, takeover: due.takeover }
    })
    await deps.keyRings.destroy(id)
  })
}
