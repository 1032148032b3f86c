import { readFile } from 'node:fs/promises'
import t from 'tap'
import { openFiles } from '../../server/io/files.ts'
import { keepAsset } from '../../server/templates/keep-asset.ts'
import { loadAssets } from '../../server/templates/load-assets.ts'
import { readFolder } from '../../server/templates/read-folder.ts'
import type { Tenant } from '../../server/tenants/open-tenant.ts'
import { fillTenant, tenantA, tenantB } from '../io/tenant-rows.ts'
import { testDatabase, testFolder } from '../stores.ts'

const { database } = await testDatabase(t)
const store = openFiles({ dir: await testFolder(t) })
const { template } = await readFolder(new URL('../../server/templates/starter/certificate-ja', import.meta.url).pathname)
const logo = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1"/></svg>')

/** As much of a tenant as assets need. */
async function open (id: string): Promise<{ tenant: Tenant, reads: () => number }> {
  await database.withTenant(id, (trx) => fillTenant(trx, id))
  let reads = 0
  const key = (name: string) => `t/${id.toLowerCase()}/${name}`
  const files: Tenant['files'] = {
    save: (name, bytes) => store.save(key(name), bytes),
    read: (name) => { reads += 1; return store.read(key(name)) },
    has: (name) => store.has(key(name)),
    remove: (name) => store.remove(key(name))
  }
  return { tenant: { id, files, user: { username: 'ann' }, db: (work: Parameters<Tenant['db']>[0]) => database.withTenant(id, work) } as unknown as Tenant, reads: () => reads }
}

t.test('assets come from the store once and from memory then, for their own tenant only', async (t) => {
  const [a, b] = [await open(tenantA), await open(tenantB)]
  const sha256 = await keepAsset(a.tenant, { name: 'logo.svg', bytes: logo })
  const withLogo = { ...template, assets: { 'logo.svg': sha256 } }
  const loads = await Promise.all(Array.from({ length: 5 }, () => loadAssets(a.tenant, withLogo)))
  for (const assets of loads) {
    t.equal(assets.get('logo.svg')?.contentType, 'image/svg+xml')
    t.ok(logo.equals(assets.get('logo.svg')?.bytes ?? Buffer.alloc(0)))
  }
  t.equal(a.reads(), 1)
  await t.rejects(loadAssets(b.tenant, withLogo), { code: 'CHOHYO_ASSET_MISSING' }, 'knowing the hash of a neighbour’s image is not enough')
  await keepAsset(b.tenant, { name: 'theirs.svg', bytes: logo })
  t.equal((await loadAssets(b.tenant, withLogo)).size, 1)
  t.equal(b.reads(), 1)
})

t.test('an asset that is not there is named as the template names it', async (t) => {
  const { tenant } = await open('00D00000000000CAAR')
  await t.rejects(loadAssets(tenant, { ...template, assets: { 'seal.png': '0'.repeat(64) } }), { code: 'CHOHYO_ASSET_MISSING', message: /seal\.png/ })
})

t.test('what is no image is refused before it is kept', async (t) => {
  const { tenant } = await open('00D00000000000DAAP')
  await t.rejects(keepAsset(tenant, { name: 'x.png', bytes: await readFile(new URL(import.meta.url)) }), { code: 'CHOHYO_ASSET_REFUSED', message: /x\.png/ })
  await t.rejects(keepAsset(tenant, { name: 'x.svg', bytes: Buffer.from('<svg onload="x()"/>') }), { code: 'CHOHYO_ASSET_REFUSED' })
})
