import { createHash } from 'node:crypto'
import { AssetRefused } from '../errors.ts'
import { recordHistory } from '../histories/record-history.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import type { AssetBytes } from './schema.ts'
import { sniffAsset } from './sniff-asset.ts'

/** Keeps an image under its hash; keeping it twice is keeping it once. Returns the SHA-256 a template refers to. */
export async function keepAsset (tenant: Tenant, { name, bytes }: { name: string, bytes: Uint8Array }): Promise<string> {
  const { contentType } = readAsset(name, bytes)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const storageKey = `assets/${sha256}`
  // What lies there without a row may be sealed with keys that are gone.
  const known = await tenant.db((trx) => trx.selectFrom('asset').select('sha256').where('sha256', '=', sha256).executeTakeFirst())
  if (!known || !await tenant.files.has(storageKey)) await tenant.files.save(storageKey, bytes)
  await tenant.db(async (trx) => {
    await trx.insertInto('asset')
      .values({ tenant_id: tenant.id, sha256, name, content_type: contentType, size: bytes.byteLength, storage_key: storageKey })
      .onConflict((clash) => clash.doNothing()).execute()
    await recordHistory(trx, tenant.id, { kind: 'change', who: tenant.user.username, what: 'keep-asset', about: name, result: 'done', detail: { sha256 } })
  })
  return sha256
}

function readAsset (name: string, bytes: Uint8Array): AssetBytes {
  try {
    return sniffAsset(bytes)
  } catch (error) {
    throw new AssetRefused(name, (error as Error).message)
  }
}
