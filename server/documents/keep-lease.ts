import { LeaseLost } from '../errors.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { holdLease, type Lease } from './claim-parcel.ts'

// Salesforce, formulas and Chrome have time limits of their own; a parcel that takes longer than all of them together hangs in something else.
const LONGEST_MS = 15 * 60_000

/** Renews the lease while `work` runs, so that a long document is not taken for a dead worker. One that is paused or cut off renews nothing and loses it. */
export async function keepLease<T> (tenant: Tenant, lease: Lease, work: () => Promise<T>): Promise<T> {
  const started = performance.now()
  const timer = setInterval(() => {
    if (performance.now() - started > LONGEST_MS) clearInterval(timer)
    else tenant.db((trx) => holdLease(trx, lease)).catch(note)
  }, lease.seconds * 1000 / 3)
  const note = (error: unknown) => {
    if (error instanceof LeaseLost) clearInterval(timer)
    else tenant.log.warn({ parcel: lease.parcelId, err: error }, 'a lease was not renewed')
  }
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}
