import type { Transaction } from 'kysely'
import type { ParcelState as StoredState, Tables } from '../io/tables.ts'
import { openName } from '../documents/seal-name.ts'
import { openProblem } from '../documents/seal-problem.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { openText } from '../tenants/seal-text.ts'
import { readRun } from './get-run.ts'
import { recordNamePlace } from './places.ts'
import type { ListParcels, Parcel, ParcelState } from './schema.ts'

type Stored = Record<ParcelState, StoredState[]>

/** What states are called here. What waits in a cancelled run will not be begun any more. */
const STORED: Stored = { waiting: ['ready'], running: ['running'], done: ['done'], failed: ['failed', 'quarantined'], cancelled: ['cancelled'] }
const CANCELLED: Stored = { ...STORED, waiting: [], cancelled: ['ready', 'cancelled'] }

/** What became of each record of a run, in the order of the source, in pages. Errors: RunUnknown. */
export async function listParcels (tenant: Tenant, { id, state, limit = 50, after = '0' }: ListParcels & { id: string }): Promise<{ parcels: Parcel[], next: string | null }> {
  const { rows, stored } = await tenant.db(async (trx) => {
    const run = await readRun(trx, tenant, id)
    const stored = run.state === 'cancelled' ? CANCELLED : STORED
    const wanted = state && stored[state]
    if (wanted?.length === 0) return { rows: [], stored }
    const rows = await selectParcels(trx, id).where('position', '>', Number(after)).$if(wanted !== undefined, (query) => query.where('parcel.state', 'in', wanted ?? [])).orderBy('position').limit(limit + 1).execute()
    return { rows, stored }
  })
  const shown = rows.slice(0, limit)
  return { parcels: await Promise.all(shown.map((row) => shapeParcel(tenant, row, stored))), next: rows.length > limit ? String(shown.at(-1)?.position) : null }
}

type ParcelRow = Awaited<ReturnType<ReturnType<typeof selectParcels>['execute']>>[number]

function selectParcels (trx: Transaction<Tables>, runId: string) {
  return trx.selectFrom('parcel').innerJoin('document', 'document.parcel_id', 'parcel.id')
    .select(['parcel.id', 'parcel.run_id', 'parcel.position', 'parcel.record_ids', 'parcel.record_name', 'parcel.state', 'parcel.attempt', 'parcel.next_at', 'parcel.last_error'])
    .select(['document.id as document', 'document.file_name', 'document.pages', 'document.bytes', 'document.content_version_id', 'document.content_document_id'])
    .where('parcel.run_id', '=', runId).where('parcel.kind', '=', 'document')
}

async function shapeParcel (tenant: Tenant, row: ParcelRow, stored: Stored): Promise<Parcel> {
  const state = (Object.keys(stored) as ParcelState[]).find((name) => stored[name].includes(row.state)) ?? 'waiting'
  const recordId = row.record_ids[0] ?? ''
  return {
    id: row.id,
    recordId,
    recordName: row.record_name === null ? null : await openText(tenant, recordNamePlace(row.run_id, recordId), row.record_name),
    state,
    attempt: row.attempt,
    nextTryAt: state === 'waiting' && row.attempt > 0 ? row.next_at?.toISOString() ?? null : null,
    document: state === 'done' ? await shapeMade(tenant, row) : null,
    error: await openProblem(tenant, row.run_id, row.last_error)
  }
}

async function shapeMade (tenant: Tenant, row: ParcelRow): Promise<Parcel['document']> {
  const { content_version_id: contentVersionId, content_document_id: contentDocumentId } = row
  const salesforce = contentVersionId !== null && contentDocumentId !== null ? { contentVersionId, contentDocumentId } : null
  return { id: row.document, fileName: row.file_name === null ? '' : await openName(tenant, row.document, row.file_name), pages: row.pages ?? 0, bytes: row.bytes ?? 0, salesforce }
}
