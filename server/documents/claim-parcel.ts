import { randomUUID } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { LeaseLost } from '../errors.ts'
import type { Bell } from '../io/queue.ts'
import type { Lane, ParcelKind, Tables } from '../io/tables.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { commitLater } from './commit-later.ts'
import type { SaveAs } from './schema.ts'

/** A parcel whose worker died this often is set aside: it may be what kills them. */
const MOST_ATTEMPTS = 5

/**
 * A parcel held for `seconds` by the database's clock, if nobody renews it. `epoch` and `holder` fence its writes: whoever comes later has a
 * higher epoch, or, where a crash of PostgreSQL forgot the claim, the same one under another name.
 */
export interface Lease {
  parcelId: string
  runId: string
  /** the row of what it makes, for which names are sealed; empty where it only plans */
  documentId: string
  kind: ParcelKind
  lane: Lane
  /** its place in the source of its run, or the part that a merge is; null in a run of one */
  position: number | null
  epoch: number
  holder: string
  seconds: number
  attempt: number
  key: string
  mapping: string
  release: number
  /** what the document is made from, or what a merged one is filed on; empty where there is no record */
  recordId: string
  options: Record<string, unknown>
  save: boolean
  saveAs: SaveAs
  /** what formulas take for now: a retry tomorrow makes the document of today */
  plannedAt: Date
  queuedMs: number
}

/** Takes the parcel the bell rang for, or nothing when somebody else has it or it is not due. The attempt is on record before the work starts. */
export async function claimParcel (tenant: Tenant, bell: Bell): Promise<Lease | null> {
  const holder = `${tenant.owner}/${randomUUID()}`
  return tenant.db(async (trx) => {
    await commitLater(trx)
    const row = await trx.updateTable('parcel')
      .set({
        state: 'running',
        attempt: sql<number>`attempt + 1`,
        lease_epoch: sql<number>`lease_epoch + 1`,
        lease_owner: holder,
        lease_until: leaseEnd(tenant.leaseSeconds)
      })
      .where('id', '=', bell.parcelId)
      .where((or) => or.or([
        or.and([or('state', '=', 'ready'), or.or([or('next_at', 'is', null), or('next_at', '<=', sql<Date>`now()`)])]),
        or.and([or('state', '=', 'running'), or('lease_until', '<', sql<Date>`now()`)])
      ]))
      .returning(['id', 'run_id', 'kind', 'lane', 'position', 'lease_epoch', 'attempt', 'key', 'mapping', 'release', 'record_ids', 'options', 'created_at', sql<number>`extract(epoch from now() - created_at) * 1000`.as('queued'),
        sql<string | null>`(select id from document where document.parcel_id = parcel.id)`.as('documentId')])
      .executeTakeFirst()
    if (!row || row.release === null) return null
    if (row.lease_epoch > 1) await closeDeadAttempts(trx, row.id, row.lease_epoch)
    await trx.insertInto('parcel_attempt').values({ tenant_id: tenant.id, parcel_id: row.id, epoch: row.lease_epoch, owner: tenant.owner, outcome: null }).execute()
    return {
      parcelId: row.id,
      runId: row.run_id,
      documentId: row.documentId ?? '',
      kind: row.kind,
      lane: row.lane,
      position: row.position,
      epoch: row.lease_epoch,
      holder,
      seconds: tenant.leaseSeconds,
      attempt: row.attempt,
      key: row.key,
      mapping: row.mapping,
      release: row.release,
      recordId: row.record_ids[0] ?? '',
      options: row.options,
      save: row.options['save'] !== false,
      saveAs: row.options['saveAs'] === 'version' ? 'version' : 'file',
      plannedAt: row.created_at,
      queuedMs: Math.round(Number(row.queued))
    }
  })
}

/** True when this parcel has already used up its attempts, most of them by workers that died in it. */
export function isPoison (lease: Lease): boolean {
  return lease.attempt > MOST_ATTEMPTS
}

/** Prolongs the lease inside the writer's transaction; without it the writer is a zombie and writes nothing. */
export async function holdLease (trx: Transaction<Tables>, lease: Lease): Promise<void> {
  const held = await trx.updateTable('parcel').set({ lease_until: leaseEnd(lease.seconds) })
    .where('id', '=', lease.parcelId).where('lease_epoch', '=', lease.epoch).where('lease_owner', '=', lease.holder).where('state', '=', 'running').executeTakeFirst()
  if (held.numUpdatedRows !== 1n) throw new LeaseLost(lease.parcelId)
}

function leaseEnd (seconds: number) {
  return sql<Date>`now() + make_interval(secs => ${seconds})`
}

async function closeDeadAttempts (trx: Transaction<Tables>, parcelId: string, epoch: number): Promise<void> {
  await trx.updateTable('parcel_attempt').set({ ended_at: sql<Date>`now()`, outcome: 'crashed' })
    .where('parcel_id', '=', parcelId).where('epoch', '<', epoch).where('ended_at', 'is', null).execute()
}
