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
export async function attachFile (tenant: Tenant, { lease, kept, bytes }: Attach): Promise<Attached> {
  if (kept.tries > 1) {
    const found = await findAttached(tenant, lease, bytes)
    if (found) return found
  }
  try {
    return await tenant.salesforce.saveFile({
      title: kept.fileName.replace(/\.pdf$/, ''),
      pathOnClient: kept.fileName,
      bytes,
      recordId: lease.recordId,
      key: lease.key
    })
  } catch (error) {
    const { code = '' } = error as { code?: string }
    if (!DOUBTFUL.has(code)) throw error
    // An insert whose reply was lost may still be on its way to being committed.
    if (code === 'CHOHYO_SALESFORCE_REPLY_LOST') await pause(2000)
    const found = await findAttached(tenant, lease, bytes)
    if (found) return found
    throw new AttachUnknown()
  }
}

/** Puts the effect on record before it is tried, in the transaction that holds the lease; the answer is how often it has been, this time included. */
export async function startEffect (trx: Transaction<Tables>, tenant: Tenant, lease: Lease, documentId: string): Promise<number> {
  const row = await trx.insertInto('effect')
    .values({ tenant_id: tenant.id, parcel_id: lease.parcelId, document_id: documentId, kind: 'attach', effect_key: lease.key, state: 'started', attempt: 1, reference: null })
    .onConflict((clash) => clash.columns(['tenant_id', 'effect_key']).doUpdateSet({ state: 'started', attempt: sql<number>`effect.attempt + 1`, updated_at: sql<Date>`now()` }))
    .returning('attempt').executeTakeFirstOrThrow()
  return row.attempt
}

async function findAttached (tenant: Tenant, lease: Lease, bytes: Uint8Array): Promise<Attached | null> {
  const found = await tenant.salesforce.findFile(lease.key)
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
