import { createHash } from 'node:crypto'
import type { Tenant } from '../tenants/open-tenant.ts'
import type { AssetBytes } from './schema.ts'

/** Keeps an image or font under its hash; keeping it twice is keeping it once. Returns the SHA-256 a template refers to. */
export async function keepAsset (tenant: Tenant, { name, asset }: { name: string, asset: AssetBytes }): Promise<string> {
  const sha256 = createHash('sha256').update(asset.bytes).digest('hex')
  const storageKey = `assets/${sha256}`
  if (!await tenant.files.has(storageKey)) await tenant.files.save(storageKey, asset.bytes)
  await tenant.db((trx) => trx.insertInto('asset')
    .values({ tenant_id: tenant.id, sha256, name, content_type: asset.contentType, size: asset.bytes.byteLength, storage_key: storageKey })
    .onConflict((clash) => clash.doNothing()).execute())
  return sha256
}
