import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { sql, type Transaction } from 'kysely'
import { AttachConflict, AttachUnknown } from '../errors.ts'
import type { Tables } from '../io/tables.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { holdLease, type Lease } from './claim-parcel.ts'
import type { Kept } from './save-document.ts'

export interface Attached { contentVersionId: string, contentDocumentId: string }

interface Attach { lease: Lease, kept: Kept, bytes: Uint8Array }

// Answers after which the file may be there although nobody told us: look it up by its key before anything else.
const DOUBTFUL = new Set(['CHOHYO_SALESFORCE_REPLY_LOST', 'CHOHYO_SALESFORCE_DUPLICATE'])

/**
 * Files the bytes on the record once, whatever is lost or doubled on the way: the key stands in a unique external id of ContentVersion, so
 * Salesforce itself refuses a second file, and a file that is found there is ours when its checksum and size agree.
 */
export async function attachFile (tenant: Tenant, attach: Attach): Promise<Attached> {
  const { tries, versionOf } = attach.kept
  const found = tries > 1 ? await findAttached(tenant, attach, versionOf[0]) : null
  return found ?? insertFirst(tenant, attach, versionOf)
}

/** As a version of the first file that takes one, or as a file of its own. A file that one sees need not be one that one may change. */
async function insertFirst (tenant: Tenant, attach: Attach, [target, ...others]: string[]): Promise<Attached> {
  try {
    return await insert(tenant, attach, target)
  } catch (error) {
    if (target === undefined || !refusesVersion(error)) throw error
    await aimAt(tenant, attach.lease, others)
    return insertFirst(tenant, attach, others)
  }
}

async function insert (tenant: Tenant, attach: Attach, versionOf?: string): Promise<Attached> {
  const { lease, kept, bytes } = attach
  try {
    return await tenant.salesforce.saveFile({
      title: kept.fileName.replace(/\.pdf$/, ''),
      pathOnClient: kept.fileName,
      bytes,
      recordId: lease.recordId,
      key: lease.key,
      mapping: lease.mapping,
      ...versionOf !== undefined && { versionOf }
    })
  } catch (error) {
    const { code = '' } = error as { code?: string }
    if (!DOUBTFUL.has(code)) throw error
    // An insert whose reply was lost may still be on its way to being committed.
    if (code === 'CHOHYO_SALESFORCE_REPLY_LOST') await pause(2000)
    const found = await findAttached(tenant, attach, versionOf)
    if (found) return found
    throw new AttachUnknown()
  }
}

/** This user may not change that file, or it is gone: nothing was filed, and trying again would not help. */
function refusesVersion (error: unknown): boolean {
  const { code, args: [reason] = [] } = error as { code?: string, args?: unknown[] }
  return code === 'CHOHYO_SALESFORCE_REFUSED' && /^(INSUFFICIENT_ACCESS|INVALID_CROSS_REFERENCE_KEY|ENTITY_IS_DELETED)/.test(String(reason))
}

/**
 * Puts the effect on record before it is tried, in the transaction that holds the lease, with the files it aims at. A later try keeps to what the
 * first one chose. `tries`: how often it has been, this time included.
 */
export async function startEffect (trx: Transaction<Tables>, tenant: Tenant, { lease, documentId, versionOf }: { lease: Lease, documentId: string, versionOf: string[] }): Promise<Pick<Kept, 'tries' | 'versionOf'>> {
  const row = await trx.insertInto('effect')
    .values({ tenant_id: tenant.id, parcel_id: lease.parcelId, document_id: documentId, kind: 'attach', effect_key: lease.key, state: 'started', attempt: 1, reference: aim(versionOf) })
    .onConflict((clash) => clash.columns(['tenant_id', 'effect_key']).doUpdateSet({ state: 'started', attempt: sql<number>`effect.attempt + 1`, updated_at: sql<Date>`now()` }))
    .returning(['attempt', 'reference']).executeTakeFirstOrThrow()
  return { tries: row.attempt, versionOf: (row.reference?.['versionOf'] ?? []) as string[] }
}

function aim (versionOf: string[]): string | null {
  return versionOf.length > 0 ? JSON.stringify({ versionOf }) : null
}

async function aimAt (tenant: Tenant, lease: Lease, versionOf: string[]): Promise<void> {
  await tenant.db(async (trx) => {
    await holdLease(trx, lease)
    await trx.updateTable('effect').set({ reference: aim(versionOf), updated_at: sql<Date>`now()` }).where('effect_key', '=', lease.key).execute()
  })
}

async function findAttached (tenant: Tenant, { lease, bytes }: Attach, versionOf?: string): Promise<Attached | null> {
  const own = await tenant.salesforce.findFile(lease.key)
  const found = own ?? (versionOf === undefined ? null : await tenant.salesforce.findFile(lease.key, versionOf))
  if (!found) return null
  if (found.size !== bytes.byteLength || found.md5 !== createHash('md5').update(bytes).digest('hex')) {
    await tenant.db(async (trx) => {
      await holdLease(trx, lease)
      await trx.updateTable('effect').set({ state: 'conflict', updated_at: sql<Date>`now()` }).where('effect_key', '=', lease.key).execute()
    })
    throw new AttachConflict(found.contentVersionId)
  }
  return { contentVersionId: found.contentVersionId, contentDocumentId: found.contentDocumentId }
}
