import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { protectTable } from './protect-table.ts'

/** What Services need and nobody reads back: passwords, tokens, keys. They belong to the Service by its name, not to a version of it. */
export async function up (db: Kysely<unknown>): Promise<void> {
  await sql.raw(`
    create table service_secret (
      tenant_id text not null references tenant,
      service text not null,
      name text not null,
      value text not null,
      updated_at timestamptz not null default now(),
      updated_by text not null,
      primary key (tenant_id, service, name)
    )`).execute(db)
  await protectTable(db, { table: 'service_secret', rights: 'select, insert, update, delete' })
}
