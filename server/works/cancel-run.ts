import { sql, type Transaction } from 'kysely'
import { RunCancelled } from '../errors.ts'
import type { Bell } from '../io/queue.ts'
import type { Tables } from '../io/tables.ts'
import { closeRun } from '../documents/close-run.ts'
import { sealProblem } from '../documents/seal-problem.ts'
import { toProblem } from '../documents/to-problem.ts'
import { recordHistory } from '../histories/record-history.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { getRun, readRun } from './get-run.ts'
import type { Run } from './schema.ts'
import { takeParcels } from './take-parcels.ts'

const AT_ONCE = 2000
/** How long a request cancels parcels itself; the rest of a very large run is the workers'. */
const LONGEST_MS = 1500

/**
 * Ends a run: what waits is cancelled, what is being made is finished. From the first commit on nothing of it is begun any more, whatever becomes of
 * this request; a run at its end stays as it is. Errors: RunUnknown.
 */
export async function cancelRun (tenant: Tenant, id: string): Promise<Run> {
  const cancelled = await tenant.db(async (trx) => {
    const { state } = await readRun(trx, tenant, id)
    const changed = await trx.updateTable('run').set({ state: 'cancelled' }).where('id', '=', id).where('state', 'in', ['ready', 'running']).executeTakeFirst()
    if (changed.numUpdatedRows === 1n) await recordHistory(trx, tenant.id, { kind: 'job', who: tenant.user.username, what: 'cancel-run', about: id, result: 'done' })
    return changed.numUpdatedRows === 1n || state === 'cancelled'
  })
  const until = Date.now() + LONGEST_MS
  for (let some = cancelled ? 1 : 0; some > 0 && Date.now() < until;) some = await tenant.db((trx) => cancelSome(trx, tenant, id))
  return getRun(tenant, id)
}

/** What a worker does with the bell of a parcel that waits in a cancelled run: cancels it, and many others of the run with it. */
export async function cancelParcels (tenant: Tenant, { parcelId }: Bell): Promise<void> {
  await tenant.db(async (trx) => {
    const { run_id: runId } = await trx.selectFrom('parcel').select('run_id').where('id', '=', parcelId).executeTakeFirstOrThrow()
    await cancelSome(trx, tenant, runId)
  })
}

async function cancelSome (trx: Transaction<Tables>, tenant: Tenant, runId: string): Promise<number> {
  const problem = await sealProblem(tenant, runId, toProblem(new RunCancelled()))
  const { documents, steps } = await takeParcels(trx, { runId, states: ['ready'], limit: AT_ONCE })
  const these = sql<boolean>`= any(${[...documents, ...steps].map(({ id }) => id)}::uuid[])`
  await sql`update parcel set state = 'cancelled', done_at = now(), next_at = null, last_error = null where id ${these}`.execute(trx)
  await sql`update document set state = 'failed', error = ${JSON.stringify(problem)}::jsonb where parcel_id ${these}`.execute(trx)
  // One that was being filed before it went back to wait may be there.
  await sql`update effect set state = 'unknown', updated_at = now() where state = 'started' and parcel_id ${these}`.execute(trx)
  await sql`update outbox set dispatched_at = now() where dispatched_at is null and parcel_id ${these}`.execute(trx)
  await trx.updateTable('run').set({ cancelled: sql<number>`cancelled + ${documents.length}` }).where('id', '=', runId).execute()
  await closeRun(trx, tenant, runId)
  return documents.length + steps.length
}
