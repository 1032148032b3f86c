import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import { ensureRoles } from './ensure-roles.ts'
import type { KeyTables } from './keys-tables.ts'
import type { Log } from './log.ts'
import { openPool } from './open-pool.ts'

/**
 * Where tenants' keys lie, sealed by the root key: a schema of its own, which a backup of the database leaves out, or another database. A backup that had
 * them would bring destroyed keys back.
 */
export interface KeyStore {
  /** One transaction that sees this tenant's keys only. Keep it short. */
  withTenant: <T>(tenantId: string, work: (trx: Transaction<KeyTables>) => Promise<T>) => Promise<T>
  close: () => Promise<void>
}

/** Makes the schema on the first start. Any number of processes may do so at once. */
export async function openKeyStore ({ url, log }: { url: string, log: Log }): Promise<KeyStore> {
  const pool = openPool({ connectionString: url, max: 3, statement_timeout: 20_000 }, log)
  const db = new Kysely<KeyTables>({ dialect: new PostgresDialect({ pool }) })
  try {
    await ensureRoles(pool)
    await makeSchema(db)
  } catch (error) {
    await db.destroy()
    throw error
  }
  return {
    withTenant: (tenantId, work) => db.transaction().execute(async (trx) => {
      await sql`select set_config('role', 'chohyo_app', true), set_config('app.tenant', ${tenantId}, true)`.execute(trx)
      return await work(trx)
    }),
    close: () => db.destroy()
  }
}

const LOCK = 4_242_005

async function makeSchema (db: Kysely<KeyTables>): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(trx)
    const { rows: [schema] } = await sql<{ there: boolean }>`select to_regclass('chohyo_keys.tenant_key') is not null as there`.execute(trx)
    if (schema?.there !== true) await sql.raw(tables).execute(trx)
    const { rows: [counter] } = await sql<{ there: boolean }>`select exists (select from pg_attribute where attrelid = 'chohyo_keys.data_key'::regclass and attname = 'sealed') as there`.execute(trx)
    if (counter?.there !== true) await sql.raw(counters).execute(trx)
  })
}

const counters = `
alter table chohyo_keys.data_key add sealed bigint not null default 0;
grant update (sealed) on chohyo_keys.data_key to chohyo_app`

const ownRows = "tenant_id = nullif(current_setting('app.tenant', true), '')"

const tables = `
create schema if not exists chohyo_keys;
create table chohyo_keys.tenant_key (
  tenant_id text not null check (tenant_id ~ '^[a-zA-Z0-9]{18}$'),
  version int not null check (version > 0),
  state text not null default 'active' check (state in ('active', 'retired', 'destroyed')),
  wrapped bytea check ((wrapped is null) = (state = 'destroyed')),
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (tenant_id, version)
);
create unique index one_active_tenant_key on chohyo_keys.tenant_key (tenant_id) where state = 'active';
create table chohyo_keys.data_key (
  tenant_id text not null,
  id int not null check (id > 0),
  purpose text not null check (purpose in ('fields', 'files', 'index')),
  version int not null,
  wrapped bytea not null,
  is_current boolean not null default true,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, version) references chohyo_keys.tenant_key
);
create unique index one_current_data_key on chohyo_keys.data_key (tenant_id, purpose) where is_current;
grant usage on schema chohyo_keys to chohyo_app;
${['tenant_key', 'data_key'].map((table) => `
alter table chohyo_keys.${table} enable row level security;
alter table chohyo_keys.${table} force row level security;
create policy own_tenant on chohyo_keys.${table} to chohyo_app using (${ownRows}) with check (${ownRows});`).join('')}
grant select, insert, update (state, wrapped, ended_at) on chohyo_keys.tenant_key to chohyo_app;
grant select, insert, update (version, wrapped, is_current), delete on chohyo_keys.data_key to chohyo_app`
