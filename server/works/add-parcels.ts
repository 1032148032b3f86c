import { sql, type Transaction } from 'kysely'
import { RunCancelled } from '../errors.ts'
import type { Tables } from '../io/tables.ts'
import { holdLease, type Lease } from '../documents/claim-parcel.ts'
import { outputKey } from '../documents/output-key.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { sealText } from '../tenants/seal-text.ts'
import { recordNamePlace } from './places.ts'
import type { SourceRecord } from './read-source.ts'

/** A page of the source, to come after `count` parcels that there are already. `options` say how each document is filed. */
export interface Page { records: SourceRecord[], count: number, options: { save: boolean, saveAs: 'file' | 'version' } }

/**
 * Plans a page of a run: a parcel, a document and a line of the outbox for each record, in one transaction under the lease of the plan. They are
 * made by the day the run was started on, whenever their turn comes. Gives the ids of the parcels. Errors: LeaseLost, RunCancelled.
 */
export async function addParcels (tenant: Tenant, lease: Lease, page: Page): Promise<string[]> {
  const names = await Promise.all(page.records.map(async ({ id, name }) => name === null ? null : sealText(tenant, recordNamePlace(lease.runId, id), name)))
  return tenant.db(async (trx) => {
    await holdLease(trx, lease)
    const parcels = await insertAll(trx, tenant, lease, { ...page, names })
    const run = await trx.updateTable('run').set({ planned: sql<number>`planned + ${parcels.length}` })
      .where('id', '=', lease.runId).where('state', '=', 'running').executeTakeFirst()
    // Somebody cancelled it meanwhile: nothing of this page is kept.
    if (run.numUpdatedRows !== 1n) throw new RunCancelled()
    return parcels
  })
}

/** One statement, whatever the number of records: ids and names travel as three arrays. */
async function insertAll (trx: Transaction<Tables>, tenant: Tenant, { runId, mapping, release, plannedAt }: Lease, { records, names, count, options }: Page & { names: Array<string | null> }): Promise<string[]> {
  const keys = records.map(({ id }) => outputKey([tenant.id, runId, id, mapping, release]))
  const { rows } = await sql<{ parcel_id: string }>`
    with given as (
      select * from unnest(${keys}::text[], ${records.map(({ id }) => id)}::text[], ${names}::text[]) with ordinality as one (key, record_id, record_name, place)
    ), parcels as (
      insert into parcel (tenant_id, run_id, lane, key, mapping, release, record_ids, record_name, position, options, created_at)
      select ${tenant.id}::text, ${runId}::uuid, 'batch', key, ${mapping}::text, ${release}::int, array[record_id], record_name, ${count}::int + place, ${JSON.stringify(options)}::jsonb, ${plannedAt}::timestamptz
      from given order by place
      on conflict (tenant_id, run_id, key) do nothing
      returning tenant_id, id, record_ids[1] as record_id
    ), documents as (
      insert into document (tenant_id, parcel_id, mapping, release, record_id, created_by)
      select tenant_id, id, ${mapping}::text, ${release}::int, record_id, ${tenant.user.username}::text from parcels
    )
    insert into outbox (tenant_id, parcel_id, lane) select tenant_id, id, 'batch' from parcels
    returning parcel_id`.execute(trx)
  return rows.map((row) => row.parcel_id)
}
