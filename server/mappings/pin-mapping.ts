import { getVersion } from '../definitions/get-definition.ts'
import { templateKind } from '../templates/kind.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { viewKind } from '../views/kind.ts'
import type { View } from '../views/schema.ts'
import { checkDraft } from './check-draft.ts'
import { makeRelease, viewsOf } from './open-release.ts'
import type { Mapping } from './schema.ts'

/** Pins the newest published versions of what a mapping uses, if it fits them: the release that documents will be made from. */
export async function pinMapping (tenant: Tenant, name: string, mapping: Mapping): Promise<Record<string, number>> {
  const template = await getVersion(tenant, { kind: templateKind, name: mapping.template })
  const views = new Map<string, View>()
  const pins: Record<string, number> = { [`templates/${mapping.template}`]: template.version }
  for (const view of viewsOf(mapping)) {
    const { version, body } = await getVersion(tenant, { kind: viewKind, name: view })
    views.set(view, body)
    pins[`views/${view}`] = version
  }
  checkDraft(makeRelease({ name, version: null, mapping, template: template.body, views }))
  return pins
}
