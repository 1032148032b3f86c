import { AssetMissing } from '../errors.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import type { AssetBytes, Template } from './schema.ts'

// Assets are content-addressed, so what is in memory is never stale. Bytes, over all tenants of this process.
const MOST_BYTES = 100_000_000
const kept = new Map<string, AssetBytes>()
let keptBytes = 0

/** A template's images and fonts by the names its HTML uses. */
export async function loadAssets (tenant: Tenant, template: Template): Promise<Map<string, AssetBytes>> {
  const assets = new Map<string, AssetBytes>()
  for (const [name, sha256] of Object.entries(template.assets ?? {})) assets.set(name, await loadAsset(tenant, name, sha256))
  return assets
}

async function loadAsset (tenant: Tenant, name: string, sha256: string): Promise<AssetBytes> {
  const key = `${tenant.id}/${sha256}`
  const known = kept.get(key)
  if (known) return known
  const row = await tenant.db((trx) => trx.selectFrom('asset').select(['content_type', 'storage_key']).where('sha256', '=', sha256).executeTakeFirst())
  if (!row) throw new AssetMissing(name)
  const asset = { contentType: row.content_type, bytes: await tenant.files.read(row.storage_key) }
  keptBytes += asset.bytes.byteLength
  kept.set(key, asset)
  for (const [oldest, { bytes }] of kept) {
    if (keptBytes <= MOST_BYTES) break
    kept.delete(oldest)
    keptBytes -= bytes.byteLength
  }
  return asset
}
