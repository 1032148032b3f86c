import { sql, type Selectable, type Transaction } from 'kysely'
import type { ParcelTable, RunTable, Tables } from '../io/tables.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { outputKey } from './output-key.ts'
import { renewParcels } from './renew-parcels.ts'

/** Documents that one merged file holds at most. */
export const PART_SIZE = 1000

type Step = Pick<Selectable<ParcelTable>, 'id' | 'kind' | 'state' | 'position' | 'options'>
export interface MergeOf { run: Selectable<RunTable>, steps: Step[] }

/** Of each part the merge that holds the most documents: it stands for the part. One that was set aside for a retry stands for nothing. */
export function newestMerges<Merge extends Pick<Step, 'kind' | 'state' | 'position' | 'options'>> (steps: Merge[]): Merge[] {
  const newest = new Map<number | null, Merge>()
  for (const step of steps) {
    if (step.kind === 'merge' && step.state !== 'cancelled' && size(step) >= size(newest.get(step.position))) newest.set(step.position, step)
  }
  return [...newest.values()].sort((a, b) => (a.position ?? 0) - (b.position ?? 0))
}

function size (merge: Pick<Step, 'options'> | undefined): number {
  return Number(merge?.options['documents'] ?? 0)
}

/**
 * Plans the merge of the first part of a run that has not been merged yet as it is now. A merge is named by its part and by how many documents it
 * holds: documents are never undone, so a part that has more of them after a retry is merged anew, and any other never. False when there is none.
 */
export async function planMerge (trx: Transaction<Tables>, tenant: Tenant, { run, steps }: MergeOf): Promise<boolean> {
  const parts = await trx.selectFrom('parcel').select([sql<number>`(position - 1) / ${sql.lit(PART_SIZE)} + 1`.as('part'), sql<number>`count(*)`.as('documents')])
    .where('run_id', '=', run.id).where('kind', '=', 'document').where('position', 'is not', null).where('state', '=', 'done').groupBy('part').orderBy('part').execute()
  const merged = new Map(newestMerges(steps).map((merge) => [merge.position, size(merge)]))
  const next = parts.find(({ part, documents }) => documents > (merged.get(part) ?? 0))
  if (!next) return false
  const known = steps.find((step) => step.kind === 'merge' && step.position === next.part && size(step) === next.documents)
  if (known) await renewParcels(trx, [known.id])
  else await addMerge(trx, tenant, run, next)
  return true
}

/** It is filed on the record that the source hangs on, or else in the own files of the user. */
async function addMerge (trx: Transaction<Tables>, tenant: Tenant, run: Selectable<RunTable>, { part, documents }: { part: number, documents: number }): Promise<void> {
  const { save, place } = run.options as { save: boolean, place?: { id: string, isRecord: boolean } }
  const mapping = run.mapping ?? ''
  const parcel = await trx.insertInto('parcel').values({
    tenant_id: tenant.id,
    run_id: run.id,
    kind: 'merge',
    lane: 'batch',
    position: part,
    key: outputKey([tenant.id, run.id, 'merge', part, documents]),
    mapping,
    release: run.release,
    record_ids: place ? [place.id] : [],
    options: JSON.stringify({ save: save && place !== undefined, saveAs: 'file', documents }),
    created_at: run.created_at,
    last_error: null
  }).returning('id').executeTakeFirstOrThrow()
  await trx.insertInto('document').values({
    tenant_id: tenant.id, parcel_id: parcel.id, mapping, release: run.release, record_id: place?.isRecord ? place.id : null, created_by: run.who
  }).execute()
  await trx.insertInto('outbox').values({ tenant_id: tenant.id, parcel_id: parcel.id, lane: 'batch' }).execute()
}
