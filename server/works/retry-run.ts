import { sql, type Transaction } from 'kysely'
import { RunCancelled } from '../errors.ts'
import type { Tables } from '../io/tables.ts'
import { renewParcels } from '../documents/renew-parcels.ts'
import { recordHistory } from '../histories/record-history.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { getRun, readRun } from './get-run.ts'
import { AT_ONCE, renewFailed } from './renew-failed.ts'
import type { Run } from './schema.ts'

/**
 * Gives everything of a run that failed a fresh start: documents, merges, the reading of its source. The run goes on; where nothing failed, nothing
 * changes. Errors: RunUnknown, RunCancelled.
 */
export async function retryRun (tenant: Tenant, id: string): Promise<Run> {
  await tenant.db(async (trx) => {
    const { state, failed } = await readRun(trx, tenant, id)
    if (state === 'cancelled') throw new RunCancelled()
    const renewed = await renewFailed(trx, tenant, { runId: id })
    if (renewed.documents === AT_ONCE) await planRest(trx, id)
    if (renewed.documents + renewed.steps === 0) return
    await recordHistory(trx, tenant.id, { kind: 'job', who: tenant.user.username, what: 'retry-run', about: id, result: 'done', detail: { documents: failed, steps: renewed.steps } })
  })
  return getRun(tenant, id)
}

/** Tens of thousands are not renewed while somebody waits for the answer: the worker that has planned the run renews what failed until now. */
async function planRest (trx: Transaction<Tables>, runId: string): Promise<void> {
  const plan = await trx.updateTable('parcel').set({ options: sql`options || jsonb_build_object('renew', now())` }).where('run_id', '=', runId).where('kind', '=', 'plan').returning(['id', 'state']).executeTakeFirstOrThrow()
  if (plan.state === 'done') await renewParcels(trx, [plan.id])
}
