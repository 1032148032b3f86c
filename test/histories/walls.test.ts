import { sql } from 'kysely'
import pg from 'pg'
import t from 'tap'
import { listHistories } from '../../server/histories/list-histories.ts'
import { recordHistory } from '../../server/histories/record-history.ts'
import { sealHistories } from '../../server/histories/seal-histories.ts'
import type { Caller } from '../../server/io/database.ts'
import type { HistoryKind } from '../../server/io/histories-tables.ts'
import { testDatabase } from '../stores.ts'

const { url, database } = await testDatabase(t)
const TENANTS = ['00D00000000000AAAA', '00D00000000000BAAB']
const KINDS: HistoryKind[] = ['login', 'output', 'job', 'change']
const PEOPLE = ['taro@example.jp', 'misaki@example.jp', 'operator']
for (const tenant of TENANTS) {
  await database.withTenant(tenant, async (trx) => {
    await trx.insertInto('tenant').values({ tenant_id: tenant, name: 'A', instance_url: 'https://a.example', login_url: 'https://a.example' }).execute()
    for (const kind of KINDS) for (const who of PEOPLE) await recordHistory(trx, tenant, { kind, who, what: `of ${tenant}`, result: 'done' })
  })
}
const seen = (tenant: string, kind: HistoryKind, who: Caller) => listHistories({ id: tenant, db: (work) => database.withTenant(tenant, work, who) }, { kind })

t.test('who sees which lines: every role, every kind, both tenants', async (t) => {
  for (const tenant of TENANTS) {
    for (const kind of KINDS) {
      const as = async (who: Caller) => {
        const { lines } = await seen(tenant, kind, who)
        t.ok(lines.every(({ what, kind: shown }) => what === `of ${tenant}` && shown === kind), 'only this tenant’s, only this kind')
        return lines.map(({ who: actor }) => actor).sort()
      }
      t.same(await as({ username: 'taro@example.jp', role: 'general' }), ['taro@example.jp'], 'a general user their own')
      t.same(await as({ username: 'taro@example.jp', login: 'misaki@example.jp', role: 'general' }), ['misaki@example.jp', 'taro@example.jp'], 'and those of their login')
      t.same(await as({ username: 'stranger@example.jp', role: 'general' }), [], 'who did nothing sees nothing')
      t.same(await as({ username: '', role: 'general' }), [], 'nobody sees nothing')
      for (const role of ['admin', 'auditor'] as const) t.same(await as({ username: 'x@example.jp', role }), [...PEOPLE].sort(), `an ${role} the tenant’s`)
    }
  }
})

t.test('a caller of one transaction is not that of the next on the same connection', async (t) => {
  for (let round = 0; round < 20; round++) {
    t.equal((await seen(TENANTS[0] ?? '', 'job', { username: 'taro@example.jp', login: 'misaki@example.jp', role: 'general' })).lines.length, 2)
    t.equal((await seen(TENANTS[0] ?? '', 'job', { username: 'stranger@example.jp', role: 'general' })).lines.length, 0)
  }
})

t.test('no line is changed or removed: not by the application, not by the owner of the tables, sealed or not', async (t) => {
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  t.teardown(() => owner.end())
  const app = (statement: string) => database.withTenant(TENANTS[0] ?? '', (trx) => sql.raw(statement).execute(trx))
  const writes = ["update history set what = 'x'", 'update history set number = 1', 'update history set hash = null', 'delete from history', 'truncate history', 'truncate history cascade']
  for (const round of ['unsealed', 'sealed']) {
    for (const statement of writes) {
      await t.rejects(app(statement), { code: '42501' }, `${round}: the application: ${statement}`)
      // Row-level security hides all rows from the owner; a superuser, or an owner who lifts it, meets the triggers.
      await owner.query('begin; alter table history no force row level security')
      await t.rejects(owner.query(statement), { code: '42501', message: /never changed or removed/ }, `${round}: the owner: ${statement}`)
      await owner.query('rollback')
    }
    await sealHistories({ database })
  }
  for (const given of ["number) values ('00D00000000000AAAA', 'job', 'a', 'b', 'c', 99", "at) values ('00D00000000000AAAA', 'job', 'a', 'b', 'c', now()", "seq) overriding system value values ('00D00000000000AAAA', 'job', 'a', 'b', 'c', 99"]) {
    await t.rejects(app(`insert into history (tenant_id, kind, who, what, result, ${given})`), { code: '42501' }, 'place and time are the database’s to give')
  }
  for (const statement of ["update history_anchor set hash = '\\x00'", 'delete from history_anchor', "select seal_history('00D00000000000AAAA', 1)", 'select history_heads()']) {
    await t.rejects(app(statement), { code: '42501' }, statement)
  }
})

t.test('the sealer may fill in a link once and nothing else', async (t) => {
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  t.teardown(() => owner.end())
  for (const statement of ["update history set what = 'x'", 'delete from history', 'truncate history', "insert into history (tenant_id, kind, who, what, result) values ('00D00000000000AAAA', 'job', 'a', 'b', 'c')", 'update history set number = number + 100']) {
    await owner.query('begin; set local role chohyo_sealer')
    await t.rejects(owner.query(statement), { code: '42501' }, statement)
    await owner.query('rollback')
  }
})
