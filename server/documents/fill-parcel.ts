import type { Bell } from '../io/queue.ts'
import { openRelease } from '../mappings/open-release.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import type { Lease } from './claim-parcel.ts'
import { generateDocument } from './generate-document.ts'
import { holdParcel } from './hold-parcel.ts'
import { findKept, keepDocument, saveDocument } from './save-document.ts'

/** What a worker does when the bell of a document rings: claim, generate, keep, save. */
export async function fillParcel (tenant: Tenant, bell: Bell): Promise<void> {
  await holdParcel(tenant, bell, fill)
}

async function fill (tenant: Tenant, claimed: Lease): Promise<void> {
  const release = await openRelease(tenant, { mapping: claimed.mapping, version: claimed.release })
  const lease: Lease = { ...claimed, save: claimed.save && release.mapping.output.saveTo !== 'nowhere' }
  const earlier = await findKept(tenant, lease)
  if (earlier) return saveDocument(tenant, lease, earlier, await tenant.files.read(earlier.storageKey))
  const generated = await generateDocument(tenant, { release, recordId: lease.recordId, now: lease.plannedAt })
  await saveDocument(tenant, lease, await keepDocument(tenant, lease, generated), generated.bytes)
}
