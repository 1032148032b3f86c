import type { Bell } from '../io/queue.ts'
import { LeaseLost, ParcelQuarantined } from '../errors.ts'
import { openRelease } from '../mappings/open-release.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { claimParcel, isPoison, type Lease } from './claim-parcel.ts'
import { returnParcel } from './end-parcel.ts'
import { generateDocument } from './generate-document.ts'
import { keepLease } from './keep-lease.ts'
import { findKept, keepDocument, saveDocument } from './save-document.ts'

/** What a worker does when the bell rings: claim, generate, keep, save. Safe to ring twice, and to die in at any line. */
export async function fillParcel (tenant: Tenant, bell: Bell): Promise<void> {
  const lease = await claimParcel(tenant, bell)
  if (!lease) return
  try {
    if (isPoison(lease)) throw new ParcelQuarantined(lease.attempt - 1)
    await keepLease(tenant, lease, () => fill(tenant, lease))
  } catch (error) {
    await giveBack(tenant, lease, error)
  }
}

async function fill (tenant: Tenant, claimed: Lease): Promise<void> {
  const release = await openRelease(tenant, { mapping: claimed.mapping, version: claimed.release })
  const lease: Lease = { ...claimed, save: claimed.save && release.mapping.output.saveTo !== 'nowhere' }
  const earlier = await findKept(tenant, lease)
  if (earlier) return saveDocument(tenant, lease, earlier, await tenant.files.read(earlier.storageKey))
  const generated = await generateDocument(tenant, { release, recordId: lease.recordId, now: lease.plannedAt })
  await saveDocument(tenant, lease, await keepDocument(tenant, lease, generated), generated.bytes)
}

async function giveBack (tenant: Tenant, lease: Lease, error: unknown): Promise<void> {
  tenant.log.warn({ parcel: lease.parcelId, attempt: lease.attempt, err: error }, 'this attempt at a parcel failed')
  try {
    await returnParcel(tenant, lease, error)
  } catch (lost) {
    // Somebody else holds the parcel now; whatever we know is out of date.
    if (!(lost instanceof LeaseLost)) throw lost
  }
}
