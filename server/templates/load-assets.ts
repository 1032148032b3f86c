import { AssetMissing } from '../errors.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { openMemory } from '../tenants/remember.ts'
import type { AssetBytes, Template } from './schema.ts'

// Named by their content, so what is in memory is never out of date.
const memory = openMemory<AssetBytes>({ bytes: 100_000_000, sizeOf: ({ bytes }) => bytes.byteLength })

/** A template's images by the names its HTML uses. */
export async function loadAssets (tenant: Tenant, template: Template): Promise<Map<string, AssetBytes>> {
  const assets = new Map<string, AssetBytes>()
  for (const [name, sha256] of Object.entries(template.assets ?? {})) assets.set(name, await memory.recall(tenant, sha256, () => readAsset(tenant, name, sha256)))
  return assets
}

async function readAsset (tenant: Tenant, name: string, sha256: string): Promise<AssetBytes> {
  const row = await tenant.db((trx) => trx.selectFrom('asset').select(['content_type', 'storage_key']).where('sha256', '=', sha256).executeTakeFirst())
  if (!row) throw new AssetMissing(name)
  return { contentType: row.content_type, bytes: await tenant.files.read(row.storage_key) }
}
