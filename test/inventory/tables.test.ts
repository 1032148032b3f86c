import { readFileSync } from 'node:fs'
import pg from 'pg'
import t from 'tap'
import { openKeyStore } from '../../server/io/key-store.ts'
import { INVENTORY_TABLES } from '../../server/tenants/inventory-tables.ts'
import { silent, testDatabase } from '../stores.ts'
import { PAGE, writePage } from './write-page.ts'

const { url } = await testDatabase(t)
await (await openKeyStore({ url, log: silent })).close()
const client = new pg.Client({ connectionString: url })
await client.connect()
t.teardown(() => client.end())
const HERE = "table_schema not in ('pg_catalog', 'information_schema')"
const { rows: columns } = await client.query<{ name: string, column: string }>(`
  select case table_schema when current_schema() then table_name else table_schema || '.' || table_name end as name, column_name as column
  from information_schema.columns where ${HERE} order by 1, 2`)

const listed = Object.entries(INVENTORY_TABLES).flatMap(([name, table]) => Object.keys(table.columns).map((column) => `${name}.${column}`))

t.test('every table and column of the living database is in the inventory, and nothing else is', async (t) => {
  const there = columns.map(({ name, column }) => `${name}.${column}`)
  t.ok(there.length > 150)
  t.same(there.filter((name) => !listed.includes(name)), [], 'not in server/tenants/inventory-tables.ts')
  t.same(listed.filter((name) => !there.includes(name)), [], 'not in the database')
})

t.test('every column says what it is and how it is protected; no secret is plain', async (t) => {
  const wrong = Object.entries(INVENTORY_TABLES).flatMap(([name, table]) => Object.entries(table.columns).filter(([, kind]) => !/^(person|record|secret|derived|machine) (plain|sealed|hashed)( moving)?$/.test(kind)).map(([column]) => `${name}.${column}`))
  t.same(wrong, [])
  // Salesforce shows it in its own setup pages, and without the private key it opens nothing.
  const plain = Object.entries(INVENTORY_TABLES).flatMap(([name, table]) => Object.entries(table.columns).filter(([, kind]) => kind.startsWith('secret plain')).map(([column]) => `${name}.${column}`))
  t.same(plain, ['tenant.consumer_key'])
})

t.test('every table of tenants has a rule of erasure that the database follows', async (t) => {
  const { rows } = await client.query<{ name: string, may: boolean, sees: boolean }>(`
    select c.relname as name, has_table_privilege('chohyo_eraser', c.oid, 'delete') as may, exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'erasure') as sees
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace`)
  for (const { name, may, sees } of rows) {
    const rule = INVENTORY_TABLES[name]?.erasure
    t.equal(may && sees, rule === 'rows', `${name}: ${rule ?? 'no rule'}`)
    if (rule !== 'rows') t.ok(['tenant', 'offboarding'].includes(name), name)
  }
})

t.test('rows go before the rows they refer to', async (t) => {
  const { rows } = await client.query<{ child: string, parent: string }>(`
    select distinct child.relname as child, parent.relname as parent from pg_constraint k join pg_class child on child.oid = k.conrelid join pg_class parent on parent.oid = k.confrelid
    where k.contype = 'f' and child.oid <> parent.oid and child.relnamespace = current_schema()::regnamespace`)
  const place = Object.keys(INVENTORY_TABLES)
  t.ok(rows.length > 15)
  t.same(rows.filter(({ child, parent }) => place.indexOf(child) > place.indexOf(parent)), [])
})

t.test('what names the row of a sealed value is the primary key', async (t) => {
  const { rows } = await client.query<{ name: string, key: string[] }>(`
    select c.relname as name, array_agg(a.attname::text order by array_position(i.indkey::int[], a.attnum::int)) as key from pg_index i join pg_class c on c.oid = i.indrelid
    join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey) where i.indisprimary and c.relnamespace = current_schema()::regnamespace group by 1`)
  for (const [name, table] of Object.entries(INVENTORY_TABLES).filter(([, { archive }]) => archive)) {
    t.same(['tenant_id', ...table.key ?? ['id']], rows.find((row) => row.name === name)?.key, name)
  }
})

t.test('the page is the one that was printed from it', async (t) => {
  t.equal(readFileSync(new URL(`../../${PAGE}`, import.meta.url), 'utf8'), writePage(), 'node test/inventory/print-inventory.ts')
})
