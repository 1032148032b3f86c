import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { openAtDoor, protectTable } from './protect-table.ts'

/** Row-level security on every table, and what the two roles may do behind it. Until here neither role may do anything. */
export async function up (db: Kysely<unknown>): Promise<void> {
  await sql`do $$ begin execute format('grant usage on schema %I to chohyo_app, chohyo_door', current_schema()); end $$`.execute(db)
  for (const [table, rights] of Object.entries(applicationRights)) await protectTable(db, { table, rights })
  for (const right of doorRights) await openAtDoor(db, right)
}

const applicationRights = {
  tenant: 'select, insert, update',
  api_key: 'select, insert, update',
  seen_token: 'select, insert, delete',
  definition: 'select, insert, update, delete',
  definition_version: 'select, insert',
  asset: 'select, insert, delete',
  run: 'select, insert, update',
  request_key: 'select, insert, update, delete',
  parcel: 'select, insert, update',
  // An attempt is opened and closed, never rewritten.
  parcel_attempt: 'select, insert, update (ended_at, outcome)',
  document: 'select, insert, update, delete',
  effect: 'select, insert, update',
  outbox: 'select, insert, update, delete',
  history: 'select, insert'
}

const doorRights: Array<Parameters<typeof openAtDoor>[1]> = [
  { table: 'tenant', right: 'select', columns: 'tenant_id, state, certificates' },
  { table: 'api_key', right: 'select', columns: 'tenant_id, id, hash, expires_at, revoked_at' },
  { table: 'seen_token', right: 'select', columns: 'tenant_id, expires_at' },
  { table: 'seen_token', right: 'delete', rows: 'expires_at < now()' },
  { table: 'run', right: 'select', columns: 'tenant_id, id, kind, state' },
  { table: 'parcel', right: 'select', columns: 'tenant_id, id, run_id, state, attempt, lease_epoch, lease_until, next_at' },
  { table: 'outbox', right: 'select', columns: 'tenant_id, id, parcel_id, epoch, lane, created_at, dispatched_at' },
  { table: 'outbox', right: 'insert', columns: 'tenant_id, parcel_id, epoch, lane' },
  { table: 'outbox', right: 'update', columns: 'dispatched_at' },
  { table: 'outbox', right: 'delete', rows: 'dispatched_at is not null' }
]
