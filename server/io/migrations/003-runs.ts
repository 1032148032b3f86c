import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** Runs of many parcels: what they are made from and how far they are; parcels that plan and merge; the lane each parcel is rung in. */
export async function up (db: Kysely<unknown>): Promise<void> {
  for (const statement of [runs, parcels, lanes, rights]) await sql.raw(statement).execute(db)
}

// The counts stand in the run, so that following one of 100,000 records reads one row. Clicks are runs of one.
// Forced row-level security hides every row from the owner of the tables too.
const runs = `
alter table run
  add mapping text,
  add release int,
  add options jsonb not null default '{}',
  add planned int not null default 0,
  add total int,
  add done int not null default 0,
  add failed int not null default 0,
  add cancelled int not null default 0,
  add error jsonb,
  add check (done >= 0 and failed >= 0 and cancelled >= 0 and done + failed + cancelled <= planned or kind = 'click');
alter table run no force row level security;
update run set planned = 1, total = 1, done = (state = 'done')::int, failed = (state = 'failed')::int where kind = 'click';
alter table run force row level security;
create index run_many on run (tenant_id, id) where kind <> 'click'`

// A parcel of a run of many has a position: its place in the source, or of a merge the number of its part.
const parcels = `
alter table parcel
  add kind text not null default 'document' check (kind in ('document', 'plan', 'merge')),
  add lane text not null default 'interactive' check (lane in ('interactive', 'batch')),
  add position int,
  add record_name text;
create unique index parcel_place on parcel (tenant_id, run_id, position) where kind = 'document' and position is not null;
create index parcel_outcome on parcel (tenant_id, run_id, state, position) where kind = 'document' and position is not null;
create index parcel_step on parcel (tenant_id, run_id) where kind <> 'document';
create index parcel_batch on parcel (tenant_id, run_id, position) where state = 'ready' and lane = 'batch'`

// Clicks are found without passing over the 100,000 of a run of many.
const lanes = `
drop index parcel_waiting;
create index parcel_waiting on parcel (next_at) where state = 'ready' and lane = 'interactive';
create index outbox_click on outbox (id) where dispatched_at is null and lane = 'interactive';
create index outbox_parcel on outbox (tenant_id, parcel_id) where dispatched_at is null`

const rights = 'grant select (lane, position) on parcel to chohyo_door'
