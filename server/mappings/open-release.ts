import { getVersion } from '../definitions/get-definition.ts'
import { hashBody } from '../definitions/hash-body.ts'
import { templateKind } from '../templates/kind.ts'
import type { Template } from '../templates/schema.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { openMemory } from '../tenants/remember.ts'
import { viewKind } from '../views/kind.ts'
import type { View } from '../views/schema.ts'
import { mappingKind } from './kind.ts'
import type { Mapping } from './schema.ts'

/** A published Mapping with the exact Template and Views it pins. `sha256` is over their contents: the same on every installation. */
export interface Release { name: string, version: number | null, sha256: string, mapping: Mapping, template: Template, views: ReadonlyMap<string, View> }

// A release never changes, so it is read once. Counted by the characters of its bodies; read for printing it takes some times as much.
const memory = openMemory<Release>({ bytes: 50_000_000, sizeOf: ({ mapping, template, views }) => JSON.stringify([mapping, template, ...views.values()]).length })

/** The release of a mapping: everything one document of it needs, at the versions it was published with. */
export async function openRelease (tenant: Tenant, { mapping, version }: { mapping: string, version: number }): Promise<Release> {
  return memory.recall(tenant, `${mapping}/${version}`, () => readRelease(tenant, mapping, version))
}

async function readRelease (tenant: Tenant, mapping: string, version: number): Promise<Release> {
  const { body, pins } = await getVersion(tenant, { kind: mappingKind, name: mapping, version })
  const template = await getVersion(tenant, { kind: templateKind, name: body.template, version: pins[`templates/${body.template}`] })
  const views = new Map<string, View>()
  for (const name of viewsOf(body)) views.set(name, (await getVersion(tenant, { kind: viewKind, name, version: pins[`views/${name}`] })).body)
  return makeRelease({ name: mapping, version, mapping: body, template: template.body, views })
}

/** The version that is generated from now: the newest published one. */
export async function newestRelease (tenant: Tenant, mapping: string): Promise<number> {
  return (await getVersion(tenant, { kind: mappingKind, name: mapping })).version
}

/** A release out of bodies at hand: published ones, or a draft's. */
export function makeRelease (parts: Omit<Release, 'sha256'>): Release {
  const { mapping, template, views } = parts
  return Object.freeze({ ...parts, sha256: hashBody({ mapping, template, views: Object.fromEntries(views) }) })
}

/** The names of all Views a mapping reads. */
export function viewsOf (mapping: Mapping): string[] {
  return [...new Set([mapping.view, ...(mapping.joins ?? []).map((join) => join.view)])]
}
