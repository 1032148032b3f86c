import { sql, type Transaction } from 'kysely'
import { recordHistory } from '../histories/record-history.ts'
import type { Tables } from '../io/tables.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { attachFile, startEffect, type Attached } from './attach-file.ts'
import { chooseVersion } from './choose-version.ts'
import { holdLease, type Lease } from './claim-parcel.ts'
import { finishParcel } from './end-parcel.ts'
import type { Generated } from './generate-document.ts'
import { sealLedger } from './seal-ledger.ts'
import { openName, sealName } from './seal-name.ts'

/**
 * A document whose bytes lie in our store: from here on a retry files these bytes and never renders again. `tries`: how often it is being filed,
 * this time included; `versionOf`: the files it may become a version of, the first choice first.
 */
export interface Kept { id: string, fileName: string, sha256: string, storageKey: string, timings: Record<string, number>, tries: number, versionOf: string[] }

/** Stores the bytes, then their row and the intention to file them. The name carries the hash, so a loser of a race overwrites nothing. */
export async function keepDocument (tenant: Tenant, lease: Lease, generated: Generated): Promise<Kept> {
  const storageKey = `documents/${lease.parcelId}/${generated.sha256}.pdf`
  await tenant.files.save(storageKey, generated.bytes)
  const timings = { queue: lease.queuedMs, ...generated.timings }
  const { documentId: id } = lease
  const ledger = await sealLedger(tenant, id, generated.ledger)
  const fileName = await sealName(tenant, id, generated.fileName)
  return chooseVersion(tenant, lease, async (trx, versionOf) => {
    await holdLease(trx, lease)
    await trx.updateTable('document').set({
      file_name: fileName,
      bytes: generated.bytes.byteLength,
      pages: generated.pages,
      sha256: generated.sha256,
      storage_key: storageKey,
      ...ledger,
      timings: JSON.stringify(timings)
    }).where('id', '=', id).execute()
    return { id, fileName: generated.fileName, sha256: generated.sha256, storageKey, timings, ...await planEffect(trx, tenant, { lease, documentId: id, versionOf }) }
  })
}

/** What an earlier attempt has already stored for this parcel, if it came that far. */
export async function findKept (tenant: Tenant, lease: Lease): Promise<Kept | null> {
  if (lease.epoch === 1) return null
  return tenant.db(async (trx) => {
    const row = await trx.selectFrom('document').select(['id', 'file_name', 'sha256', 'storage_key', 'timings']).where('parcel_id', '=', lease.parcelId).executeTakeFirst()
    if (!row?.storage_key || !row.file_name || !row.sha256) return null
    await holdLease(trx, lease)
    const plan = await planEffect(trx, tenant, { lease, documentId: row.id, versionOf: [] })
    return { id: row.id, fileName: await openName(tenant, row.id, row.file_name), sha256: row.sha256, storageKey: row.storage_key, timings: row.timings, ...plan }
  })
}

async function planEffect (trx: Transaction<Tables>, tenant: Tenant, effect: Parameters<typeof startEffect>[2]): Promise<Pick<Kept, 'tries' | 'versionOf'>> {
  return effect.lease.save ? startEffect(trx, tenant, effect) : { tries: 0, versionOf: [] }
}

/** Files the document on its record, exactly once, and closes the parcel with its history in one transaction. */
export async function saveDocument (tenant: Tenant, lease: Lease, kept: Kept, bytes: Uint8Array): Promise<void> {
  const started = performance.now()
  const attached = lease.save ? await attachFile(tenant, { lease, kept, bytes }) : null
  const save = Math.round(performance.now() - started)
  await tenant.db(async (trx) => {
    await holdLease(trx, lease)
    if (attached) await confirmEffect(trx, lease, attached)
    await trx.updateTable('document').set({
      state: 'done',
      content_version_id: attached?.contentVersionId ?? null,
      content_document_id: attached?.contentDocumentId ?? null,
      timings: JSON.stringify({ ...kept.timings, save })
    }).where('id', '=', kept.id).execute()
    await finishParcel(trx, tenant, lease)
    await recordHistory(trx, tenant.id, {
      kind: 'output',
      who: tenant.user.username,
      what: 'generate-document',
      about: lease.recordId,
      result: 'done',
      detail: { document: kept.id, mapping: lease.mapping, release: lease.release, sha256: kept.sha256, ...attached }
    })
  })
}

async function confirmEffect (trx: Transaction<Tables>, lease: Lease, attached: Attached): Promise<void> {
  await trx.updateTable('effect').set({ state: 'confirmed', reference: JSON.stringify(attached), updated_at: sql<Date>`now()` }).where('effect_key', '=', lease.key).execute()
}
