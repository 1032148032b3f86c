import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import t from 'tap'
import { testDatabase } from '../stores.ts'
import { fillTenant, tenantA, tenantB } from './tenant-rows.ts'

const { url, database } = await testDatabase(t)
await database.withTenant(tenantA, (trx) => fillTenant(trx, tenantA))
const b = await database.withTenant(tenantB, (trx) => fillTenant(trx, tenantB))
const owner = new pg.Client({ connectionString: url })
await owner.connect()
t.teardown(() => owner.end())
const { rows: tables } = await owner.query<{ table_name: string }>(`
  select table_name from information_schema.tables
  where table_schema = current_schema() and table_name not like 'kysely_migration%' order by 1`)
const names = tables.map(({ table_name: name }) => name)

t.test('every table forces row-level security on its tenant_id and belongs to neither role', async (t) => {
  t.ok(names.length >= 18)
  for (const name of names) {
    const { rows: [table] } = await owner.query<Record<string, unknown>>(`
      select relrowsecurity, relforcerowsecurity, pg_get_userbyid(relowner) as owner,
        (select string_agg(qual || ' / ' || with_check, ';') from pg_policies p where p.tablename = c.relname and 'chohyo_app' = any(roles)) as rule,
        (select indkey[0] = attnum from pg_index i, pg_attribute a where i.indrelid = c.oid and indisprimary and a.attrelid = c.oid and attname = 'tenant_id') as leads
      from pg_class c where oid = $1::regclass`, [name])
    t.match(table, { relrowsecurity: true, relforcerowsecurity: true, owner: /^(?!chohyo_app|chohyo_door)/, leads: true }, name)
    const own = "(tenant_id = NULLIF(current_setting('app.tenant'::text, true), ''::text))"
    // Of its histories a tenant's general user sees a part: test/histories/walls.test.ts.
    if (name !== 'history') t.equal(table?.rule, `${own} / ${own}`, name)
  }
})

t.test('neither role may log in, pass over row-level security, or see the list of migrations', async (t) => {
  const { rows } = await owner.query("select rolname, rolcanlogin, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, has_table_privilege(rolname, 'kysely_migration', 'select') as migrations from pg_roles where rolname in ('chohyo_app', 'chohyo_door', 'chohyo_eraser', 'chohyo_sealer') order by 1")
  for (const rolname of ['chohyo_app', 'chohyo_door', 'chohyo_eraser', 'chohyo_sealer']) {
    t.match(rows.shift(), { rolname, rolcanlogin: false, rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, migrations: false })
  }
})

t.test('a tenant sees its own rows of every table and nobody else’s', async (t) => {
  for (const name of names) {
    for (const tenant of [tenantA, tenantB]) {
      const { rows } = await database.withTenant(tenant, (trx) => sql<{ tenant_id: string }>`select distinct tenant_id from ${sql.table(name)}`.execute(trx))
      t.same(rows, [{ tenant_id: tenant }], name)
    }
  }
})

t.test('without a tenant there are no rows: unset, empty, unknown, and for the owner of the tables', async (t) => {
  for (const name of names) {
    for (const tenant of ['', 'nobody', "' or true --"]) {
      const { rows } = await database.withTenant(tenant, (trx) => sql`select 1 from ${sql.table(name)}`.execute(trx))
      t.same(rows, [], `${name} for ${JSON.stringify(tenant)}`)
    }
    t.equal((await owner.query(`select 1 from ${name}`)).rowCount, 0, `${name} for its owner`)
    await owner.query('begin; set local role chohyo_app')
    t.equal((await owner.query(`select 1 from ${name}`)).rowCount, 0, `${name} with app.tenant never set`)
    await owner.query('rollback')
  }
})

t.test('a row of another tenant cannot be written, changed, removed or taken over', async (t) => {
  await t.rejects(database.withTenant(tenantA, (trx) => fillTenant(trx, '00D00000000000CAAC')), { code: '42501' })
  for (const name of names) {
    const { rows: [row] } = await database.withTenant(tenantB, (trx) => sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(trx))
    const { seq: _, id: __, at: ___, ...values } = row ?? {}
    const entries = Object.entries(values).filter(([, value]) => value !== null).map(([column, value]) => [column, typed(value)] as const)
    const insert = database.withTenant(tenantA, (trx) => sql`insert into ${sql.table(name)} (${sql.join(entries.map(([column]) => sql.ref(column)))}) values (${sql.join(entries.map(([, value]) => value))})`.execute(trx))
    // What only the database itself may write of the end of a service is not granted to anybody.
    await t.rejects(insert, { code: '42501', message: name === 'offboarding' ? /permission denied/ : /row-level security/ }, `${name} insert`)
    t.equal(await affected(database.withTenant(tenantA, (trx) => sql`update ${sql.table(name)} set tenant_id = tenant_id where tenant_id = ${tenantB}`.execute(trx))), 0, `${name} update`)
    t.equal(await affected(database.withTenant(tenantA, (trx) => sql`delete from ${sql.table(name)} where tenant_id = ${tenantB}`.execute(trx))), 0, `${name} delete`)
  }
  await t.rejects(database.withTenant(tenantA, (trx) => trx.updateTable('definition').set({ label: 'mine', ...{ tenant_id: tenantB } }).execute()), { code: '42501' })
})

t.test('a neighbour’s parcel cannot be referred to, and the error does not tell whether it exists', async (t) => {
  for (const parcelId of [b.parcelId, '01990000-0000-7000-8000-000000000000']) {
    await t.rejects(database.withTenant(tenantA, (trx) => trx.insertInto('outbox').values({ tenant_id: tenantA, parcel_id: parcelId, lane: 'batch' }).execute()), { code: '23503' })
  }
})

t.test('histories and published versions cannot be changed or removed, attempts only be closed', async (t) => {
  const asA = (statement: string) => database.withTenant(tenantA, (trx) => sql.raw(statement).execute(trx))
  for (const statement of [
    "update history set what = 'x'", 'delete from history', 'truncate history',
    "update definition_version set body = '{}'", 'delete from definition_version', 'truncate definition_version',
    'delete from parcel_attempt', "update parcel_attempt set owner = 'x'", 'update parcel_attempt set started_at = now()'
  ]) await t.rejects(asA(statement), { code: '42501', message: /permission denied/ }, statement)
  t.equal(await affected(asA("update parcel_attempt set ended_at = now(), outcome = 'done'")), 1)
})

t.test('the door shows ids, states and hashes of all tenants, and nothing else of them', async (t) => {
  await database.withDoor(async (trx) => {
    t.same((await trx.selectFrom('tenant').select('tenant_id').orderBy('tenant_id').execute()).map((row) => row.tenant_id), [tenantA, tenantB])
    t.match(await trx.selectFrom('api_key').select('tenant_id').where('hash', '=', Buffer.from(tenantB.padEnd(32))).executeTakeFirst(), { tenant_id: tenantB })
    t.equal((await trx.selectFrom('parcel').select(['id', 'state', 'lease_until']).execute()).length, 2)
  })
  const atDoor = (statement: string) => database.withDoor((trx) => sql.raw(statement).execute(trx))
  const open = new Set(['tenant', 'api_key', 'seen_token', 'user_account', 'session', 'passkey', 'invite', 'run', 'document', 'incident', 'incident_notice', 'parcel', 'outbox', 'history', 'offboarding', 'key_destruction'])
  for (const name of names.filter((name) => !open.has(name))) await t.rejects(atDoor(`select tenant_id from ${name}`), { code: '42501' }, name)
  for (const secret of ['private_key from tenant', 'settings from tenant', 'username from api_key', 'password_hash from user_account', 'username from user_account', 'user_id from session', 'totp_secret from user_account', 'mail from user_account', 'public_key from passkey', 'user_id from passkey', 'login from invite', 'hash from recovery_code', 'record_ids from parcel', 'last_error from parcel', 'who from run', 'record_id from document', 'counterparty from document', 'report from incident', 'recipient from incident_notice', 'jti from seen_token', 'who from history', 'detail from history', 'asked_by from key_destruction']) {
    await t.rejects(atDoor(`select ${secret}`), { code: '42501' }, secret)
  }
  for (const write of ["update parcel set state = 'done'", "update tenant set state = 'closed'", 'delete from api_key', "update user_account set state = 'active'", 'delete from session', 'delete from passkey', 'delete from invite', 'update outbox set epoch = 1']) await t.rejects(atDoor(write), { code: '42501' }, write)
})

t.test('at the door the outbox is rung empty and old tokens are swept out', async (t) => {
  await database.withDoor(async (trx) => {
    await trx.insertInto('outbox').values({ tenant_id: tenantB, parcel_id: b.parcelId, epoch: 1, lane: 'batch' }).execute()
    const waiting = await trx.selectFrom('outbox').select(['id', 'tenant_id', 'parcel_id', 'epoch', 'lane']).where('dispatched_at', 'is', null).orderBy('id').forUpdate().skipLocked().execute()
    t.match(waiting, [{ tenant_id: tenantA }, { tenant_id: tenantB, epoch: 0 }, { tenant_id: tenantB, epoch: 1, lane: 'batch' }])
    t.type(waiting[0]?.id, 'number', 'a bigint is a number')
    await trx.updateTable('outbox').set({ dispatched_at: new Date() }).where('epoch', '=', 0).execute()
    await trx.deleteFrom('outbox').execute()
    t.match(await trx.selectFrom('outbox').select('epoch').execute(), [{ epoch: 1 }], 'what is not dispatched stays')
    t.equal((await trx.deleteFrom('seen_token').executeTakeFirst()).numDeletedRows, 2n)
  })
})

t.test('an error undoes the whole transaction', async (t) => {
  const label = () => database.withTenant(tenantA, (trx) => trx.selectFrom('definition').select('label').executeTakeFirst())
  await t.rejects(database.withTenant(tenantA, async (trx) => {
    await trx.updateTable('definition').set({ label: 'changed' }).execute()
    throw new Error('no')
  }), { message: 'no' })
  t.match(await label(), { label: 'V' })
})

t.test('many transactions at once keep to their tenants', async (t) => {
  const seen = await Promise.all(Array.from({ length: 100 }, async (_, index) => {
    const tenant = index % 2 ? tenantA : tenantB
    const row = await database.withTenant(tenant, async (trx) => {
      await sql`select pg_sleep(0.002)`.execute(trx)
      return await trx.selectFrom('run').select('tenant_id').executeTakeFirst()
    })
    return row?.tenant_id === tenant
  }))
  t.equal(seen.filter(Boolean).length, 100)
})

t.test('a parcel that reached its end is announced once, whoever brought it there', async (t) => {
  const heard: string[] = []
  const stop = await database.listen('chohyo_parcel', (id) => heard.push(id))
  t.teardown(stop)
  const to = (state: 'running' | 'done') => database.withTenant(tenantB, (trx) => trx.updateTable('parcel').set({ state }).execute())
  await to('running')
  await to('done')
  await to('done')
  await owner.query('listen marker')
  const marker = new Promise((resolve) => owner.once('notification', resolve))
  await database.withTenant(tenantB, (trx) => sql`select pg_notify('marker', '')`.execute(trx))
  await marker
  t.same(heard, [b.parcelId])
})

t.test('a statement that hangs is ended', async (t) => {
  const { rows: [limits] } = await database.withTenant(tenantA, (trx) => sql`select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock, current_setting('idle_in_transaction_session_timeout') as idle`.execute(trx))
  t.same(limits, { statement: '20s', lock: '10s', idle: '30s' })
})

const affected = async (result: Promise<{ numAffectedRows?: bigint }>) => {
  try {
    return Number((await result).numAffectedRows ?? 0)
  } catch (error) {
    // Not even allowed to try.
    if (error instanceof pg.DatabaseError && error.code === '42501' && error.message.startsWith('permission denied')) return 0
    throw error
  }
}

const typed = (value: unknown) => value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date) && !Buffer.isBuffer(value) ? JSON.stringify(value) : Array.isArray(value) && typeof value[0] !== 'string' ? '[]' : value

t.test('a connection that breaks in the middle of a transaction fails that transaction and nothing else', async (t) => {
  const broken = database.withTenant(tenantA, async (trx) => {
    const { rows: [mine] } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx)
    await Promise.all([sql`select pg_sleep(20)`.execute(trx), owner.query('select pg_terminate_backend($1)', [mine?.pid])])
  })
  await t.rejects(broken)
  const between = database.withTenant(tenantA, async (trx) => {
    const { rows: [mine] } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx)
    await owner.query('select pg_terminate_backend($1)', [mine?.pid])
    await pause(300)
    await sql`select 1`.execute(trx)
  })
  await t.rejects(between)
  t.same((await database.withTenant(tenantA, (trx) => sql`select 1 as one`.execute(trx))).rows, [{ one: 1 }])
})
