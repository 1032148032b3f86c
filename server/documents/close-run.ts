import { sql, type Transaction } from 'kysely'
import { recordHistory } from '../histories/record-history.ts'
import type { KeptProblem, Tables } from '../io/tables.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import type { Lease } from './claim-parcel.ts'
import { newestMerges, planMerge } from './plan-merge.ts'

/**
 * Counts the end of a parcel in its run, and ends the run with the last one. Last in its transaction: whoever ends a parcel of the same run waits
 * here until it is committed, so that of two last ones the second sees the first.
 */
export async function countEnd (trx: Transaction<Tables>, tenant: Tenant, { runId, kind }: Lease, problem: KeptProblem | null): Promise<void> {
  const outcome = problem === null ? 'done' : 'failed'
  const click = sql<boolean>`kind = 'click'`
  const run = await trx.updateTable('run')
    .set(kind === 'document'
      ? {
          [outcome]: sql<number>`${sql.ref(outcome)} + 1`,
          state: sql`case when ${click} then ${outcome} else state end`,
          finished_at: sql`case when ${click} then now() else finished_at end`
        }
      : { error: kind === 'plan' && problem !== null ? JSON.stringify(problem) : sql`error` })
    .where('id', '=', runId).returning('kind').executeTakeFirstOrThrow()
  if (run.kind !== 'click') await closeRun(trx, tenant, runId)
}

/**
 * Ends a run of many when nothing of it waits or is being worked on any more, the merges of a merged run included: they are planned here, one
 * after the other. In a transaction that has written to the run.
 */
export async function closeRun (trx: Transaction<Tables>, tenant: Tenant, runId: string): Promise<void> {
  const run = await trx.selectFrom('run').selectAll().where('id', '=', runId).executeTakeFirstOrThrow()
  if (run.done + run.failed + run.cancelled < run.planned || run.finished_at !== null) return
  const steps = await trx.selectFrom('parcel').select(['id', 'kind', 'state', 'position', 'options', 'last_error']).where('run_id', '=', runId).where('kind', '<>', 'document').execute()
  if (steps.some(({ state }) => state === 'ready' || state === 'running')) return
  if (run.state === 'running' && run.total !== null && run.options['join'] === 'merged' && await planMerge(trx, tenant, { run, steps })) return
  const error = run.error ?? newestMerges(steps).find(({ state }) => state === 'failed')?.last_error ?? null
  const state = run.state === 'cancelled' ? 'cancelled' : run.failed > 0 || error !== null ? 'failed' : 'done'
  await trx.updateTable('run').set({ state, finished_at: sql<Date>`now()`, error: error && JSON.stringify(error) }).where('id', '=', runId).execute()
  const { total, done, failed, cancelled } = run
  await recordHistory(trx, tenant.id, { kind: 'job', who: tenant.user.username, what: 'end-run', about: runId, result: state, detail: { total, done, failed, cancelled, error: error?.code ?? null } })
}
