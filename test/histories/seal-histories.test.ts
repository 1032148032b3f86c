import { sql } from 'kysely'
import pg from 'pg'
import t from 'tap'
import { writeLine } from '../../server/histories/chain-line.ts'
import { readChain } from '../../server/histories/read-chain.ts'
import { recordHistory } from '../../server/histories/record-history.ts'
import { sealHistories } from '../../server/histories/seal-histories.ts'
import { verifyChain } from '../../server/histories/verify-chain.ts'
import { openDatabase } from '../../server/io/database.ts'
import { silent, testDatabase } from '../stores.ts'

const { url, database } = await testDatabase(t)
const A = '00D00000000000AAAA'
const B = '00D00000000000BAAB'
for (const tenant of [A, B]) await database.withTenant(tenant, (trx) => trx.insertInto('tenant').values({ tenant_id: tenant, name: 'A', instance_url: 'https://a.example', login_url: 'https://a.example' }).execute())
const write = (tenant: string, what: string, detail: Record<string, unknown> = {}) => database.withTenant(tenant, (trx) => recordHistory(trx, tenant, { kind: 'change', who: '山田@example.jp', what, about: what === 'nothing' ? undefined : 'x', result: 'done', detail }))
const chain = (tenant: string) => database.withTenant(tenant, (trx) => readChain(trx, { after: 0, limit: 100_000 }))
const verdict = async (tenant: string) => verifyChain((await chain(tenant)).map((line) => writeLine(line)))

t.test('the database hashes as the verifier does, whatever a line says', async (t) => {
  const details = [{}, { text: '改\n行 "quoted" \\ \u2028 😀 é' }, { number: 1e21, small: 1e-7, minus: -0, nested: { b: [1, null, true], a: '' } }, { empty: [] }]
  for (const detail of details) await write(A, '帳票 %_\\\' "', detail)
  await write(A, 'nothing')
  t.same(await sealHistories({ database }), [A])
  t.match(await verdict(A), { number: 5, fault: null })
  t.same(await sealHistories({ database }), [], 'nothing is left to seal')
})

t.test('each tenant has a chain of its own, gapless, also where transactions fail', async (t) => {
  for (let index = 0; index < 20; index++) {
    await write(B, `line ${index}`)
    await t.rejects(database.withTenant(B, async (trx) => {
      await recordHistory(trx, B, { kind: 'change', who: 'a', what: 'never', result: 'done' })
      throw new Error('undone')
    }), { message: 'undone' })
  }
  await sealHistories({ database })
  t.match(await verdict(B), { tenant: B, number: 20, fault: null })
})

t.test('a line whose transaction commits late is sealed later, and never skipped', async (t) => {
  const slow = new pg.Client({ connectionString: url })
  await slow.connect()
  t.teardown(() => slow.end())
  await slow.query(`begin; set local role chohyo_app; select set_config('app.tenant', '${B}', true)`)
  await slow.query("insert into history (tenant_id, kind, who, what, result) values ($1, 'job', 'slow', 'early', 'done')", [B])
  await write(B, 'quick')
  await sealHistories({ database })
  t.match((await chain(B)).at(-1), { what: 'quick' })
  await slow.query('commit')
  await sealHistories({ database })
  t.match((await chain(B)).at(-1), { number: 22, what: 'early' })
  t.match(await verdict(B), { number: 22, fault: null })
})

t.test('many processes write and seal at once: one chain, all lines in it', async (t) => {
  const others = await Promise.all([1, 2].map(() => openDatabase({ url, log: silent })))
  t.teardown(() => Promise.all(others.map((other) => other.close())))
  const writing = { on: true }
  const sealing = [database, ...others].map(async (own) => { while (writing.on) await sealHistories({ database: own }) })
  await Promise.all(Array.from({ length: 8 }, async (_, writer) => { for (let index = 0; index < 50; index++) await write(A, `${writer} ${index}`) }))
  writing.on = false
  await Promise.all(sealing)
  await sealHistories({ database })
  t.match(await verdict(A), { number: 405, fault: null })
  t.equal(new Set((await chain(A)).slice(5).map(({ what }) => what)).size, 400)
})

t.test('a long backlog is sealed in one go', async (t) => {
  await database.withTenant(A, (trx) => sql`insert into history (tenant_id, kind, who, what, result) select ${A}, 'job', 'w', 'n' || n, 'done' from generate_series(1, 2500) n`.execute(trx))
  await sealHistories({ database })
  t.match(await verdict(A), { number: 2905, fault: null })
})
