import { sql } from 'kysely'
import { RunCancelled } from '../errors.ts'
import type { Bell } from '../io/queue.ts'
import { holdLease, type Lease } from '../documents/claim-parcel.ts'
import { finishParcel } from '../documents/end-parcel.ts'
import { holdParcel } from '../documents/hold-parcel.ts'
import { ringNow } from '../documents/ring-now.ts'
import { openRelease } from '../mappings/open-release.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { openJson } from '../tenants/seal-text.ts'
import { addParcels } from './add-parcels.ts'
import { findSource } from './find-source.ts'
import { sourcePlace } from './places.ts'
import { readSource, type Mark } from './read-source.ts'
import { renewFailed } from './renew-failed.ts'
import type { Join, Source } from './schema.ts'

/** The first documents of a run need not wait for the relay. */
const RUNG_AT_ONCE = 16

interface Begun { source: Source, join: Join, save: boolean, saveAs: 'file' | 'version', total: number | null, mark: Mark }

/** What a worker does when the bell of a plan rings: reads the source as the user who started the run, and plans a parcel for each record of it. */
export async function planRun (tenant: Tenant, bell: Bell): Promise<void> {
  await holdParcel(tenant, bell, plan)
}

async function plan (tenant: Tenant, lease: Lease): Promise<void> {
  const run = await begin(tenant, lease)
  const { renew } = lease.options
  // PostgreSQL counts microseconds.
  if (run && typeof renew === 'string') await renewRest(tenant, lease, new Date(Date.parse(renew) + 1))
  if (run && run.total === null) await readRest(tenant, lease, run)
  await finish(tenant, lease)
}

/** Reads the source, from where an earlier attempt left off, and plans its records page after page. */
async function readRest (tenant: Tenant, lease: Lease, run: Begun): Promise<void> {
  const release = await openRelease(tenant, { mapping: lease.mapping, version: lease.release })
  const found = await findSource(tenant, { release, source: run.source })
  const save = run.save && release.mapping.output.saveTo !== 'nowhere'
  if (run.join === 'merged' && save) await choosePlace(tenant, lease, run.source)
  // The single documents of a merged run are parts; only the whole is filed.
  const options = run.join === 'merged' ? { save: false, saveAs: 'file' as const } : { save, saveAs: run.saveAs }
  let { count } = run.mark
  try {
    for await (const records of readSource(tenant, found, run.mark)) {
      const parcelIds = await addParcels(tenant, lease, { records, count, options })
      if (count === 0) await ringNow(tenant, { lane: 'batch', parcelIds: parcelIds.slice(0, RUNG_AT_ONCE) })
      count += records.length
    }
  } catch (error) {
    if (!(error instanceof RunCancelled)) throw error
  }
}

/** What a retry has left to us: everything that failed before it. */
async function renewRest (tenant: Tenant, lease: Lease, endedBefore: Date): Promise<void> {
  for (let more = true; more;) {
    more = await tenant.db(async (trx) => {
      await holdLease(trx, lease)
      const { state } = await trx.selectFrom('run').select('state').where('id', '=', lease.runId).executeTakeFirstOrThrow()
      return state === 'running' && (await renewFailed(trx, tenant, { runId: lease.runId, endedBefore })).documents > 0
    })
  }
}

/** The run goes on from where an earlier attempt left off. Null when it was cancelled. */
async function begin (tenant: Tenant, lease: Lease): Promise<Begun | null> {
  return tenant.db(async (trx) => {
    await holdLease(trx, lease)
    const run = await trx.updateTable('run').set({ state: 'running' }).where('id', '=', lease.runId).where('state', 'in', ['ready', 'running'])
      .returning(['source', 'options', 'planned', 'total']).executeTakeFirst()
    if (!run) return null
    const last = await trx.selectFrom('parcel').select('record_ids').where('run_id', '=', lease.runId).where('kind', '=', 'document').where('position', 'is not', null)
      .orderBy('position', 'desc').limit(1).executeTakeFirst()
    const { join, save, saveAs } = run.options as Pick<Begun, 'join' | 'save' | 'saveAs'>
    return { source: await openJson<Source>(tenant, sourcePlace(lease.runId), run.source), join, save, saveAs, total: run.total, mark: { count: run.planned, lastId: last?.record_ids[0] ?? null } }
  })
}

/** Where merged PDFs are filed: on the record that the source hangs on, or in the own files of the user. */
async function choosePlace (tenant: Tenant, lease: Lease, source: Source): Promise<void> {
  const place = 'parentId' in source ? { id: source.parentId, isRecord: true } : { id: (await tenant.salesforce.whoAmI()).userId, isRecord: false }
  await tenant.db(async (trx) => {
    await holdLease(trx, lease)
    await trx.updateTable('run').set({ options: sql`options || ${JSON.stringify({ place })}::jsonb` }).where('id', '=', lease.runId).execute()
  })
}

async function finish (tenant: Tenant, lease: Lease): Promise<void> {
  await tenant.db(async (trx) => {
    await holdLease(trx, lease)
    await trx.updateTable('run').set({ total: sql<number>`planned` }).where('id', '=', lease.runId).where('state', '=', 'running').execute()
    await finishParcel(trx, tenant, lease)
  })
}
