import { spawn } from 'node:child_process'
import { join } from 'node:path'
import t from 'tap'
import { fillTenant, tenantA } from '../io/tenant-rows.ts'
import { testDatabase, testFolder } from '../stores.ts'

const { url, database } = await testDatabase(t)
const dir = await testFolder(t)
await database.withTenant(tenantA, (trx) => fillTenant(trx, tenantA))

function chohyo (...args: string[]): Promise<{ code: number | null, out: string, err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(process.cwd(), 'server/chohyo.cjs'), 'tenants', ...args], { cwd: dir, env: { PATH: process.env.PATH, HOME: dir, DATA_DIR: dir, DATABASE_URL: url } })
    let [out, err] = ['', '']
    child.stdout.on('data', (text) => { out += text })
    child.stderr.on('data', (text) => { err += text })
    child.on('close', (code) => resolve({ code, out, err }))
  })
}

t.test('an operator sees which orgs there are and how far the end of one is, and nothing of theirs', async (t) => {
  const listed = await chohyo('list')
  t.match(listed, { code: 0, out: `${tenantA}  active, the end of its service: requested\n1 org\n` })
  t.match(await chohyo('offboard', '--org-id', tenantA), { code: 0, out: /waits for a second admin/ })
  const line = await database.withTenant(tenantA, (trx) => trx.selectFrom('history').select(['who', 'what']).orderBy('seq', 'desc').executeTakeFirst())
  t.same(line, { who: 'operator', what: 'look-at-offboarding' }, 'the look stands in the tenant’s own histories')
})

t.test('there is a certificate only when everything is erased', async (t) => {
  t.match(await chohyo('certificate', '--org-id', tenantA), { code: 1, err: /no certificate of erasure/ })
  await database.withTenant(tenantA, (trx) => trx.updateTable('offboarding').set({ certificate: '{"erasure":{"objects":3}}' }).execute())
  t.same(JSON.parse((await chohyo('certificate', '--org-id', tenantA)).out), { erasure: { objects: 3 } })
})

t.test('what it cannot do is said', async (t) => {
  t.match(await chohyo('offboard', '--org-id', '00D1'), { code: 2, err: /18 characters/ })
  t.match(await chohyo('offboard', '--org-id', '00D00000000000ZAAZ'), { code: 1, err: /not registered/ })
  t.match(await chohyo('forget'), { code: 2, err: /list, offboard or certificate/ })
})
