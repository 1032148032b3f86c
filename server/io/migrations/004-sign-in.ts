import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { openAtDoor, protectTable } from './protect-table.ts'

/** Who may sign in to the console, and who is signed in. */
export async function up (db: Kysely<unknown>): Promise<void> {
  await sql.raw(accounts).execute(db)
  await protectTable(db, { table: 'user_account', rights: 'select, insert, update' })
  await protectTable(db, { table: 'session', rights: 'select, insert, update (seen_at), delete' })
  await openAtDoor(db, { table: 'user_account', right: 'select', columns: 'tenant_id, id, login, state' })
  await openAtDoor(db, { table: 'session', right: 'select', columns: 'tenant_id, id, hash, expires_at' })
}

// A login is unique in the whole installation, as a username is in all of Salesforce: people sign in without naming their org.
const accounts = `
create table user_account (
  tenant_id text not null references tenant,
  id uuid not null default chohyo_id(),
  login text not null unique check (login = lower(login) and length(login) between 1 and 254),
  label text not null,
  password_hash text not null,
  role text not null check (role in ('admin', 'general')),
  username text not null,
  language text not null check (language in ('en', 'ja')),
  state text not null default 'active' check (state in ('active', 'closed')),
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create table session (
  tenant_id text not null references tenant,
  id uuid not null default chohyo_id(),
  hash bytea not null unique check (length(hash) = 32),
  user_id uuid not null,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references user_account
);
create index session_ends on session (tenant_id, expires_at)`
