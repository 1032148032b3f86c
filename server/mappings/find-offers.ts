import type { Tenant } from '../tenants/open-tenant.ts'
import { checkView } from '../views/check-view.ts'
import type { CheckedView } from '../views/checked-view.ts'
import { mappingKind } from './kind.ts'
import { openRelease, viewsOf, type Release } from './open-release.ts'

/** A published mapping that this user can read everything for. `view` is its main View as they see it. */
export interface Offer { label: string, release: Release, view: CheckedView }

const MOST = 1000

/** The published mappings whose main View starts from this object, or from any when none is named, and whose Views this user may read in full, columns with a default apart. */
export async function findOffers (tenant: Tenant, object: string | null): Promise<Offer[]> {
  const published = await tenant.db((trx) => trx.selectFrom('definition').select(['name', 'label', 'published_version'])
    .where('kind', '=', mappingKind.name).where('published_version', 'is not', null).limit(MOST).execute())
  const offers = await Promise.all(published.map(async ({ name, label, published_version: version }) => {
    const release = await openRelease(tenant, { mapping: name, version: version ?? 0 })
    const root = release.views.get(release.mapping.view)?.object
    if (object !== null && root?.toLowerCase() !== object.toLowerCase()) return null
    const view = await readable(tenant, release)
    return view && { label, release, view }
  }))
  return offers.filter((offer) => offer !== null)
}

/** Its main View when every View it reads is readable, else null. Describes are kept, so that most of it costs no call. */
async function readable (tenant: Tenant, { mapping, views }: Release): Promise<CheckedView | null> {
  const checked = await Promise.all(viewsOf(mapping).map(async (name) => {
    const view = views.get(name)
    return view === undefined ? null : (await checkView(tenant.salesforce.describe, { view, name })).view
  })).catch(nothingWhenHidden)
  return checked.every((view) => view !== null) ? checked[0] ?? null : null
}

/** An object that this user may not know of; any other failure is one. */
function nothingWhenHidden (error: unknown): null[] {
  if ((error as { code?: string }).code === 'CHOHYO_OBJECT_NOT_FOUND') return [null]
  throw error
}
