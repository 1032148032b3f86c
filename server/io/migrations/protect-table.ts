import { sql } from 'kysely'
import type { Kysely } from 'kysely'

// After a transaction that set app.tenant the setting is '' rather than null, hence nullif.
const ownRows = "tenant_id = nullif(current_setting('app.tenant', true), '')"

/** Forces row-level security on a table and grants the application these rights on its own tenant's rows. What a tenant that has left is erased by (009-offboarding) may remove them. */
export async function protectTable (db: Kysely<unknown>, { table, rights }: { table: string, rights: string }): Promise<void> {
  await sql.raw(`
    alter table ${table} enable row level security;
    alter table ${table} force row level security;
    create policy own_tenant on ${table} to chohyo_app using (${ownRows}) with check (${ownRows});
    grant ${rights} on ${table} to chohyo_app;
    create policy erasure on ${table} to chohyo_eraser using (true);
    grant select (tenant_id, ctid), delete on ${table} to chohyo_eraser
  `).execute(db)
}

/** Lets the door reach rows of all tenants, in these columns only; `rows` narrows which. */
export async function openAtDoor (db: Kysely<unknown>, { table, right, columns, rows = 'true' }: DoorRight): Promise<void> {
  const check = right === 'insert' ? `with check (${rows})` : `using (${rows})`
  await sql.raw(`
    create policy door_${right} on ${table} for ${right} to chohyo_door ${check};
    grant ${right} ${columns === undefined ? '' : `(${columns})`} on ${table} to chohyo_door
  `).execute(db)
}

interface DoorRight {
  table: string
  right: 'select' | 'insert' | 'update' | 'delete'
  /** a delete has none */
  columns?: string
  rows?: string
}
