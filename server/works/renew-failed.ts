import { sql, type Transaction } from 'kysely'
import type { Tables } from '../io/tables.ts'
import { closeRun } from '../documents/close-run.ts'
import { renewParcels } from '../documents/renew-parcels.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { takeParcels } from './take-parcels.ts'

/** Documents that are given a fresh start in one transaction. */
export const AT_ONCE = 2000

/**
 * Gives parcels of a run that failed a fresh start, those that did before `endedBefore`. A failed merge is set aside: the end of the run plans it
 * again, with what is there by then. Gives the number of documents and of plans and merges.
 */
export async function renewFailed (trx: Transaction<Tables>, tenant: Tenant, { runId, endedBefore }: { runId: string, endedBefore?: Date }): Promise<{ documents: number, steps: number }> {
  const { documents, steps } = await takeParcels(trx, { runId, states: ['failed', 'quarantined'], limit: AT_ONCE, endedBefore })
  if (documents.length + steps.length === 0) return { documents: 0, steps: 0 }
  const merges = steps.filter(({ kind }) => kind === 'merge').map(({ id }) => id)
  if (merges.length > 0) await trx.updateTable('parcel').set({ state: 'cancelled' }).where('id', 'in', merges).execute()
  await renewParcels(trx, [...documents, ...steps.filter(({ kind }) => kind === 'plan')].map(({ id }) => id))
  await trx.updateTable('run').set({ state: 'running', finished_at: null, error: null, failed: sql<number>`failed - ${documents.length}` }).where('id', '=', runId).execute()
  await closeRun(trx, tenant, runId)
  return { documents: documents.length, steps: steps.length }
}
