import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { keepDefinition } from '../definitions/keep-definition.ts'
import { publishDefinition } from '../definitions/publish-definition.ts'
import type { Kind } from '../definitions/schema.ts'
import { keepAsset } from '../templates/keep-asset.ts'
import { templateKind } from '../templates/kind.ts'
import { readFolder } from '../templates/read-folder.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { viewKind } from '../views/kind.ts'
import { mappingKind } from './kind.ts'
import { pinMapping } from './pin-mapping.ts'

/** Where the starter forms lie, one folder each. */
export const STARTER = join(import.meta.dirname, '../templates/starter')

/** The names of the starter forms. */
export async function listStarter (): Promise<string[]> {
  const entries = await readdir(STARTER, { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort()
}

/** Publishes the starter forms a tenant does not have yet; what somebody has changed since is left alone. Returns the names that are new. */
export async function installStarter (tenant: Tenant): Promise<string[]> {
  const there = await tenant.db((trx) => trx.selectFrom('definition').select('name').where('kind', '=', 'mappings').execute())
  const names = new Set(there.map(({ name }) => name))
  const missing = (await listStarter()).filter((folder) => !names.has(definitionName(folder)))
  for (const folder of missing) await installFolder(tenant, folder)
  return missing.map(definitionName)
}

/** `quote-ja` on disk is `quote_ja` as a definition: names must work in formulas and URLs. */
export function definitionName (folder: string): string {
  return folder.replaceAll('-', '_')
}

async function installFolder (tenant: Tenant, folder: string): Promise<void> {
  const { label, template, assets, view, mapping } = await readFolder(join(STARTER, folder))
  const name = definitionName(folder)
  for (const [asset, { bytes }] of assets) await keepAsset(tenant, { name: asset, bytes })
  await publish(tenant, { kind: templateKind, name, label, body: template })
  await publish(tenant, { kind: viewKind, name, label, body: view })
  await keepDefinition(tenant, { kind: mappingKind, name, label, body: mapping })
  await publishDefinition(tenant, { kind: mappingKind, name, check: (body) => pinMapping(tenant, name, body) })
}

async function publish<Body> (tenant: Tenant, { kind, name, label, body }: { kind: Kind<Body>, name: string, label: string, body: unknown }): Promise<void> {
  await keepDefinition(tenant, { kind, name, label, body })
  await publishDefinition(tenant, { kind, name, check: async () => ({}) })
}
