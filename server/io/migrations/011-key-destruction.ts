import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { openAtDoor, protectTable } from './protect-table.ts'

/** The wish of two admins that the keys of their org be destroyed. The keys themselves lie in a schema of their own (key-store.ts). */
export async function up (db: Kysely<unknown>): Promise<void> {
  await sql.raw(destruction).execute(db)
  await protectTable(db, { table: 'key_destruction', rights: 'select, insert, update, delete' })
  await openAtDoor(db, { table: 'key_destruction', right: 'select', columns: 'tenant_id, state, due_at' })
}

// Two admins are two even where our code is wrong.
const destruction = `
create table key_destruction (
  tenant_id text primary key references tenant,
  state text not null default 'asked' check (state in ('asked', 'waiting', 'done')),
  asked_by text not null,
  asked_at timestamptz not null default now(),
  takeover boolean not null default false,
  confirmed_by text check (confirmed_by <> asked_by),
  due_at timestamptz,
  done_at timestamptz,
  check (state = 'asked' or (confirmed_by is not null and due_at is not null))
)`
