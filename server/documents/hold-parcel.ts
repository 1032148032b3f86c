import { LeaseLost, ParcelQuarantined, RunQuarantined } from '../errors.ts'
import type { Bell } from '../io/queue.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { claimParcel, isPoison, type Lease } from './claim-parcel.ts'
import { returnParcel } from './end-parcel.ts'
import { keepLease } from './keep-lease.ts'

/** Claims the parcel the bell rang for and does its work under the lease. Safe to ring twice, and to die in at any line. */
export async function holdParcel (tenant: Tenant, bell: Bell, work: (tenant: Tenant, lease: Lease) => Promise<void>): Promise<void> {
  const lease = await claimParcel(tenant, bell)
  if (!lease) return
  try {
    if (isPoison(lease)) throw lease.kind === 'document' ? new ParcelQuarantined(lease.attempt - 1) : new RunQuarantined(lease.attempt - 1)
    await keepLease(tenant, lease, () => work(tenant, lease))
  } catch (error) {
    await giveBack(tenant, lease, error)
  }
}

async function giveBack (tenant: Tenant, lease: Lease, error: unknown): Promise<void> {
  tenant.log.warn({ parcel: lease.parcelId, kind: lease.kind, attempt: lease.attempt, err: error }, 'this attempt at a parcel failed')
  try {
    await returnParcel(tenant, lease, error)
  } catch (lost) {
    // Somebody else holds the parcel now; whatever we know is out of date.
    if (!(lost instanceof LeaseLost)) throw lost
  }
}
