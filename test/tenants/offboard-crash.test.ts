import { spawnSync } from 'node:child_process'
import { sql } from 'kysely'
import pg from 'pg'
import t from 'tap'
import { openFiles } from '../../server/io/files.ts'
import { openKeyStore } from '../../server/io/key-store.ts'
import { openKeys } from '../../server/io/keys.ts'
import { openKeyRings } from '../../server/io/secrets.ts'
import { openQueue } from '../../server/io/queue.ts'
import { findCertificate } from '../../server/tenants/certify-erasure.ts'
import { INVENTORY_TABLES } from '../../server/tenants/inventory-tables.ts'
import { filesOf } from '../../server/tenants/open-tenant.ts'
import { fillTenant, tenantA, tenantB } from '../io/tenant-rows.ts'
import { silent, testDatabase, testFolder } from '../stores.ts'

const { url, database } = await testDatabase(t)
const dir = await testFolder(t)
const files = openFiles({ dir: `${dir}/files` })
const store = await openKeyStore({ url, log: silent })
t.teardown(() => store.close())
const rings = openKeyRings({ store, root: await openKeys({ dir }) })
const place = { table: 'x', column: 'y', row: 'z' }
const sealed = await Promise.all([tenantA, tenantB].map((id) => rings.secretsOf(id).seal(place, id)))
const queue = await openQueue({ postgresUrl: url }, silent)
t.teardown(() => queue.close())
for (const id of [tenantA, tenantB]) {
  await database.withTenant(id, (trx) => fillTenant(trx, id))
  for (const name of ['documents/p/1.pdf', 'documents/p/2.pdf', 'assets/a']) await files.save(filesOf(id) + name, Buffer.from('x'))
  await queue.ring('batch', { tenantId: id, parcelId: `p-${id}`, epoch: 0 })
}
const planted = await countRows(tenantA)

await database.withTenant(tenantA, (trx) => sql`
  update offboarding set confirmed_by = 'b', archive = '{"sha256":"x","bytes":1,"files":1,"documents":1,"lines":1,"through":1}', handed_over_by = 'a', takeover = true, grace_until = now()`.execute(trx))
const owner = new pg.Client({ connectionString: url })
await owner.connect()
t.teardown(() => owner.end())
await owner.query(`begin; set local role chohyo_eraser; update offboarding set state = 'grace' where tenant_id = '${tenantA}'; commit`)

t.test('a worker that is killed at any step is taken over by the next, and nothing is lost or left', async (t) => {
  let killed = 0
  let ended = ''
  for (let acts = 1; ended === '' && acts < 60; acts += Math.ceil(acts / 3)) {
    const child = spawnSync(process.execPath, ['test/tenants/offboard-child.ts', url, dir, tenantA, String(acts)], { encoding: 'utf8' })
    if (child.signal === 'SIGKILL') killed++
    else ended = child.stdout.trim() || child.stderr
  }
  t.equal(ended, 'closed')
  t.ok(killed >= 6, `${killed} times`)
  const certificate = await findCertificate({ database }, tenantA)
  const { tenant: _, offboarding: __, ...rows } = planted
  t.same(certificate?.erasure.rows, rows, 'every row was counted once')
  t.match(certificate?.erasure, { objects: 3, tenant: tenantA })
  t.same(Object.entries(await countRows(tenantA)).filter(([, count]) => count > 0), [['offboarding', 1], ['tenant', 1]])
  for await (const keys of files.list(filesOf(tenantA))) t.same(keys, [])
  await t.rejects(rings.secretsOf(tenantA).open(place, sealed[0] ?? Buffer.alloc(0)), { code: 'CHOHYO_KEYS_DESTROYED' })
})

t.test('the neighbour has all of its own', async (t) => {
  t.same(await countRows(tenantB), planted)
  const theirs: string[] = []
  for await (const keys of files.list(filesOf(tenantB))) theirs.push(...keys)
  t.equal(theirs.length, 3)
  t.equal(String(await rings.secretsOf(tenantB).open(place, sealed[1] ?? Buffer.alloc(0))), tenantB)
  t.equal((await queue.count()).batch, 1)
})

async function countRows (tenantId: string): Promise<Record<string, number>> {
  return database.withTenant(tenantId, async (trx) => {
    const counts: Record<string, number> = {}
    for (const name of Object.keys(INVENTORY_TABLES).filter((table) => !table.startsWith('kysely') && !table.includes('.'))) {
      const { rows: [row] } = await sql<{ count: number }>`select count(*) from ${sql.table(name)}`.execute(trx)
      counts[name] = row?.count ?? 0
    }
    return counts
  })
}
