import { sql, type Selectable, type Transaction } from 'kysely'
import { RunUnknown } from '../errors.ts'
import type { RunTable, Tables } from '../io/tables.ts'
import { newestMerges } from '../documents/plan-merge.ts'
import type { Document } from '../documents/schema.ts'
import { openProblem } from '../documents/seal-problem.ts'
import { selectDocuments } from '../documents/select-documents.ts'
import { shapeDocument } from '../documents/shape-document.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { openJson } from '../tenants/seal-text.ts'
import { sourcePlace } from './places.ts'
import type { Join, ListRuns, Run, Source } from './schema.ts'

type RunRow = Selectable<RunTable>

/** General users see and steer their own runs, admins the tenant's. Errors: RunUnknown. */
export async function getRun (tenant: Tenant, id: string): Promise<Run> {
  return tenant.db(async (trx) => {
    const [run] = await shapeRuns(trx, tenant, [await readRun(trx, tenant, id)])
    return run as Run
  })
}

/** Newest first, in pages. */
export async function listRuns (tenant: Tenant, { limit = 50, after }: ListRuns): Promise<{ runs: Run[], next: string | null }> {
  return tenant.db(async (trx) => {
    const rows = await selectRuns(trx, tenant).$if(after !== undefined, (query) => query.where('id', '<', after ?? '')).orderBy('id', 'desc').limit(limit + 1).execute()
    const shown = rows.slice(0, limit)
    return { runs: await shapeRuns(trx, tenant, shown), next: rows.length > limit ? shown.at(-1)?.id ?? null : null }
  })
}

/** The row of a run that this user may see and steer. */
export async function readRun (trx: Transaction<Tables>, tenant: Tenant, id: string): Promise<RunRow> {
  const row = await selectRuns(trx, tenant).where('id', '=', id).executeTakeFirst()
  if (!row) throw new RunUnknown()
  return row
}

function selectRuns (trx: Transaction<Tables>, { user }: Tenant) {
  const runs = trx.selectFrom('run').selectAll().where('kind', '=', 'bulk').where('kind', '<>', 'click')
  return user.role === 'admin' ? runs : runs.where('who', '=', user.username)
}

/** The counts stand in the row, but for what is being worked on: that is never many. */
async function shapeRuns (trx: Transaction<Tables>, tenant: Tenant, rows: RunRow[]): Promise<Run[]> {
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return []
  const running = await trx.selectFrom('parcel').select(['run_id', sql<number>`count(*)`.as('parcels')])
    .where('run_id', 'in', ids).where('state', '=', 'running').where('kind', '=', 'document').where('position', 'is not', null).groupBy('run_id').execute()
  const atWork = new Map(running.map(({ run_id: id, parcels }) => [id, parcels]))
  const merged = await readMerged(trx, tenant, rows.filter(({ options }) => options['join'] === 'merged').map(({ id }) => id))
  return Promise.all(rows.map((row) => shapeRun(tenant, row, { running: atWork.get(row.id) ?? 0, merged: merged.get(row.id) ?? [] })))
}

/** Of each part the newest merge that is done: a retry leaves the earlier one in place until it has a better one. */
async function readMerged (trx: Transaction<Tables>, tenant: Tenant, runIds: string[]): Promise<Map<string, Document[]>> {
  if (runIds.length === 0) return new Map()
  const rows = await selectDocuments(trx).select(['parcel.run_id', 'parcel.kind', 'parcel.position', 'parcel.options'])
    .where('parcel.run_id', 'in', runIds).where('parcel.kind', '<>', 'document').where('parcel.kind', '=', 'merge').where('document.state', '=', 'done').execute()
  const merges = rows.map((row) => ({ row, kind: row.kind, state: row.parcel_state, position: row.position, options: row.options }))
  const shaped = [...Map.groupBy(merges, ({ row }) => row.run_id)].map(async ([id, own]) => [id, await Promise.all(newestMerges(own).map(({ row }) => shapeDocument(tenant, row)))] as const)
  return new Map(await Promise.all(shaped))
}

async function shapeRun (tenant: Tenant, row: RunRow, { running, merged }: { running: number, merged: Document[] }): Promise<Run> {
  const { done, failed, planned, state } = row
  // What still waits in a cancelled run will not be begun any more, though the last of a very large one are marked so a little later.
  const open = Math.max(0, planned - done - failed - row.cancelled - running)
  const [waiting, cancelled] = state === 'cancelled' ? [0, row.cancelled + open] : [open, row.cancelled]
  const { join, save } = row.options as { join: Join, save: boolean }
  return {
    id: row.id,
    kind: 'bulk',
    state,
    mapping: row.mapping ?? '',
    join,
    save,
    source: await openJson<Source>(tenant, sourcePlace(row.id), row.source),
    total: row.total,
    counts: { waiting, running, done, failed, cancelled },
    merged,
    error: await openProblem(tenant, row.id, row.error),
    createdAt: row.created_at.toISOString(),
    createdBy: row.who,
    finishedAt: row.finished_at?.toISOString() ?? null
  }
}
