import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { openAtDoor, protectTable } from './protect-table.ts'

/** Leaks of personal data with their clocks and notices, and what persons asked of their data (個人情報保護法). */
export async function up (db: Kysely<unknown>): Promise<void> {
  await sql.raw(tables).execute(db)
  await protectTable(db, { table: 'incident', rights: 'select, insert, update (state, malicious, final_due, preliminary_at, final_at, closed_at, report)' })
  await protectTable(db, { table: 'incident_notice', rights: 'select, insert, update (tries, next_at, sent_at, error)' })
  await protectTable(db, { table: 'person_request', rights: 'select, insert' })
  await openAtDoor(db, { table: 'incident', right: 'select', columns: 'tenant_id, id, state', rows: "state <> 'closed'" })
  await openAtDoor(db, { table: 'incident_notice', right: 'select', columns: 'tenant_id, next_at, sent_at', rows: 'sent_at is null' })
}

// The same breach is declared once while it is open; a notice of one kind reaches one person once.
const tables = `
create table incident (
  tenant_id text not null references tenant,
  id uuid not null default chohyo_id(),
  rule text not null,
  about text not null,
  malicious boolean not null,
  state text not null default 'open' check (state in ('open', 'reported', 'closed')),
  declared_by text not null,
  noticed_at timestamptz not null,
  preliminary_due timestamptz not null check (preliminary_due > noticed_at),
  final_due timestamptz not null check (final_due > preliminary_due),
  preliminary_at timestamptz,
  final_at timestamptz,
  closed_at timestamptz,
  report bytea not null,
  document_ids uuid[] not null default '{}',
  persons int not null check (persons >= 0),
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create unique index incident_once on incident (tenant_id, rule, about) where state <> 'closed' and rule <> 'declared';
create table incident_notice (
  tenant_id text not null,
  incident_id uuid not null,
  kind text not null check (kind in ('declared', 'preliminary-due', 'final-due', 'overdue')),
  recipient bytea not null,
  recipient_index bytea not null,
  queued_at timestamptz not null,
  tries int not null default 0,
  next_at timestamptz not null,
  sent_at timestamptz,
  error text,
  primary key (tenant_id, incident_id, kind, recipient_index),
  foreign key (tenant_id, incident_id) references incident on delete cascade
);
create index incident_notice_waiting on incident_notice (next_at) where sent_at is null;
create table person_request (
  tenant_id text not null references tenant,
  id uuid not null default chohyo_id(),
  kind text not null check (kind in ('find', 'export', 'erase')),
  who text not null,
  person bytea not null,
  reason bytea,
  found int not null,
  erased int not null default 0,
  kept int not null default 0,
  at timestamptz not null default now(),
  primary key (tenant_id, id)
)`
