import { readdirSync } from 'node:fs'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import t from 'tap'
import { ensureRoles } from '../../server/io/ensure-roles.ts'
import { migrate } from '../../server/io/migrate.ts'
import * as firstHouse from '../../server/io/migrations/001-first-house.ts'
import * as tenantWalls from '../../server/io/migrations/002-tenant-walls.ts'
import * as runs from '../../server/io/migrations/003-runs.ts'
import { silent, testDatabaseUrl } from '../stores.ts'

t.test('processes that start at once bring an empty database up to date together, and once', async (t) => {
  const { url, client } = await emptyDatabase(t)
  await Promise.all(Array.from({ length: 5 }, () => migrate(url, silent)))
  const { rows } = await client.query<{ name: string }>('select name from kysely_migration order by name')
  t.same(rows.map(({ name }) => name), readdirSync('server/io/migrations').filter((name) => /^\d/.test(name)).sort().map((name) => name.replace('.ts', '')))
  const tables = async () => (await client.query<{ table_name: string }>('select table_name from information_schema.tables where table_schema = current_schema() order by 1')).rows
  const before = await tables()
  await migrate(url, silent)
  t.same(await tables(), before)
})

t.test('a database a newer release has taken further is left as it is', async (t) => {
  const { url, client } = await emptyDatabase(t)
  await migrate(url, silent)
  await client.query("insert into kysely_migration values ('999-tomorrow', now())")
  await t.resolves(migrate(url, silent))
})

t.test('a migration that fails changes nothing and is named', async (t) => {
  const { url, client } = await emptyDatabase(t)
  await client.query('create table parcel (mine int)')
  await t.rejects(migrate(url, silent), { code: 'CHOHYO_DATABASE_NOT_READY', message: /001-first-house: relation "parcel" already exists/ })
  t.match((await client.query("select to_regclass('tenant') as tenant, (select count(*)::int from kysely_migration) as done")).rows, [{ tenant: null, done: 0 }])
  await client.query('drop table parcel')
  await t.resolves(migrate(url, silent), 'afterwards it can be tried again')
})

t.test('ids made by the database are UUID v7, on servers without uuidv7() too', async (t) => {
  const { url, client } = await emptyDatabase(t)
  await migrate(url, silent)
  const { rows } = await client.query<{ body: string }>("select prosrc as body from pg_proc where proname = 'chohyo_id'")
  t.equal(rows.length, 1)
  const older = `select encode(
        set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
          placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1),
        'hex')::uuid as id`
  for (const statement of ['select chohyo_id() as id', older]) {
    const { rows: [row] } = await client.query<{ id: string }>(statement)
    t.match(row?.id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    const made = parseInt(row?.id.replaceAll('-', '').slice(0, 12) ?? '', 16)
    t.ok(Math.abs(Date.now() - made) < 60_000, 'its first bits are the clock')
  }
})

t.test('clicks of the first release are runs of one, although their rows are hidden from the owner of the tables', async (t) => {
  const { url, client } = await emptyDatabase(t)
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  t.teardown(() => db.destroy())
  await ensureRoles(pool)
  await firstHouse.up(db)
  await tenantWalls.up(db)
  const org = '00D00000000000AAAA'
  await client.query(`begin; set local role chohyo_app; set local app.tenant = '${org}';
    insert into tenant (tenant_id, name, instance_url, login_url) values ('${org}', 'A', 'x', 'x');
    insert into run (tenant_id, kind, who, state) values ('${org}', 'click', 'a', 'done'), ('${org}', 'click', 'a', 'failed'), ('${org}', 'click', 'a', 'ready'); commit`)
  await runs.up(db)
  await client.query(`begin; set local role chohyo_app; set local app.tenant = '${org}'`)
  const { rows } = await client.query('select state, planned, total, done, failed from run order by state')
  await client.query('commit')
  t.same(rows, [
    { state: 'done', planned: 1, total: 1, done: 1, failed: 0 },
    { state: 'failed', planned: 1, total: 1, done: 0, failed: 1 },
    { state: 'ready', planned: 1, total: 1, done: 0, failed: 0 }
  ])
  t.match((await client.query("select relforcerowsecurity as forced from pg_class where oid = 'run'::regclass")).rows, [{ forced: true }])
})

async function emptyDatabase (t: Parameters<typeof testDatabaseUrl>[0]) {
  const url = await testDatabaseUrl(t)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  t.teardown(() => client.end())
  await client.query('drop schema public, chohyo_limits cascade; create schema public')
  return { url, client }
}
