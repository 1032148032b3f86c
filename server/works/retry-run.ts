import { sql, type Transaction } from 'kysely'
import { RunCancelled } from '../errors.ts'
import type { Tables } from '../io/tables.ts'
import { closeRun } from '../documents/close-run.ts'
import { renewParcels } from '../documents/renew-parcels.ts'
import { recordHistory } from '../histories/record-history.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { getRun, readRun } from './get-run.ts'
import type { Run } from './schema.ts'
import { takeParcels } from './take-parcels.ts'

const AT_ONCE = 5000

/**
 * Gives everything of a run that failed a fresh start: documents, merges, the reading of its source. The run goes on; where nothing failed, nothing
 * changes. Errors: RunUnknown, RunCancelled.
 */
export async function retryRun (tenant: Tenant, id: string): Promise<Run> {
  const { state } = await tenant.db((trx) => readRun(trx, tenant, id))
  if (state === 'cancelled') throw new RunCancelled()
  let renewed = 0
  for (let some = 1; some > 0; renewed += some) some = await tenant.db((trx) => renewSome(trx, tenant, id))
  if (renewed > 0) await tenant.db((trx) => recordHistory(trx, tenant.id, { kind: 'job', who: tenant.user.username, what: 'retry-run', about: id, result: 'done', detail: { parcels: renewed } }))
  return getRun(tenant, id)
}

/** A few thousand a transaction. A failed merge is set aside: the end of the run plans it again, with what is there by then. */
async function renewSome (trx: Transaction<Tables>, tenant: Tenant, runId: string): Promise<number> {
  const { documents, steps } = await takeParcels(trx, { runId, states: ['failed', 'quarantined'], limit: AT_ONCE })
  if (documents.length + steps.length === 0) return 0
  const merges = steps.filter(({ kind }) => kind === 'merge').map(({ id }) => id)
  if (merges.length > 0) await trx.updateTable('parcel').set({ state: 'cancelled' }).where('id', 'in', merges).execute()
  await renewParcels(trx, [...documents, ...steps.filter(({ kind }) => kind === 'plan')].map(({ id }) => id))
  await trx.updateTable('run').set({ state: 'running', finished_at: null, error: null, failed: sql<number>`failed - ${documents.length}` }).where('id', '=', runId).execute()
  await closeRun(trx, tenant, runId)
  return documents.length + steps.length
}
