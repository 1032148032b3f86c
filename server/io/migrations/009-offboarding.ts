import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { openAtDoor, protectTable } from './protect-table.ts'

/** The end of an org's service, and which of its pinned certificates have signed something. */
export async function up (db: Kysely<unknown>): Promise<void> {
  for (const statement of [tenants, offboarding]) await sql.raw(statement).execute(db)
  await protectTable(db, { table: 'offboarding', rights })
  await openAtDoor(db, { table: 'offboarding', right: 'select', columns: 'tenant_id, state, token_hash' })
  for (const statement of [doorRights, eraser, move, erase, owners, frozen]) await sql.raw(statement).execute(db)
}

const tenants = `
alter table tenant
  add proven jsonb not null default '{}' check (jsonb_typeof(proven) = 'object'),
  drop constraint tenant_state_check,
  add constraint tenant_state_check check (state in ('active', 'parked', 'leaving', 'closed'))`

const doorRights = 'grant select (proven) on tenant to chohyo_door'

// One row for each tenant that ever asked for it; a new request takes the place of a cancelled one (the histories keep both).
const offboarding = `
create table offboarding (
  tenant_id text primary key references tenant,
  state text not null default 'requested' check (state in ('requested', 'archiving', 'archived', 'grace', 'shredded', 'erased', 'closed', 'cancelled')),
  reason bytea,
  requested_by text,
  requested_at timestamptz not null default now(),
  alone boolean not null default false,
  confirmed_by text,
  confirmed_at timestamptz,
  archive jsonb,
  kept_until timestamptz,
  handed_over_by text,
  handed_over_at timestamptz,
  takeover boolean not null default false,
  grace_until timestamptz,
  shredded jsonb,
  erased jsonb not null default '{}',
  certificate jsonb,
  token_hash bytea unique check (length(token_hash) = 32),
  moved_at timestamptz not null default now(),
  check (confirmed_by is null or confirmed_by <> requested_by)
)`

// The state is moved by move_offboarding alone, so that no mistake of ours erases what is under retention.
const rights = 'select, insert (tenant_id, reason, requested_by, alone), update (reason, requested_by, confirmed_by, confirmed_at, archive, kept_until, handed_over_by, handed_over_at, takeover, grace_until, shredded, erased, certificate, token_hash), delete'

// Tables made later get the same from protectTable.
const eraser = `
do $$
declare
  name text;
begin
  for name in
    select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
    where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and c.relname not in ('tenant', 'offboarding')
      and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'erasure')
  loop
    execute format('create policy erasure on %I to chohyo_eraser using (true)', name);
    execute format('grant select (tenant_id, ctid), delete on %I to chohyo_eraser', name);
  end loop;
  execute format('grant usage on schema %I to chohyo_eraser', current_schema());
end $$;
drop policy if exists erasure on offboarding;
drop policy if exists erasure on tenant;
revoke all on offboarding, tenant from chohyo_eraser;
create policy ending on offboarding to chohyo_eraser using (true);
grant select, update (state, moved_at) on offboarding to chohyo_eraser;
create policy ending on tenant for select to chohyo_eraser using (true);
grant select (tenant_id, state) on tenant to chohyo_eraser`

/** What must hold for each step; false when it does not. A step that was taken already is taken once more without effect, for a process that died after it. */
const move = `
create function move_offboarding (tenant text, target text) returns boolean language plpgsql security definer as $$
declare
  o offboarding;
  may boolean;
begin
  if tenant is distinct from nullif(current_setting('app.tenant', true), '') then return false; end if;
  select * into o from offboarding where tenant_id = tenant for update;
  if not found then return false; end if;
  if o.state = target then return true; end if;
  may := case o.state || ' ' || target
    when 'cancelled requested' then true
    when 'requested archiving' then o.confirmed_by is not null or (o.alone and now() >= o.requested_at + interval '24 hours')
    when 'archiving archived' then o.archive is not null
    when 'archived grace' then o.handed_over_by is not null and o.grace_until is not null and (o.takeover or o.kept_until is null or o.kept_until <= now())
    when 'grace shredded' then o.grace_until <= now() and o.shredded is not null
      and exists (select from tenant t where t.tenant_id = tenant and t.state = 'closed')
    when 'shredded erased' then rows_left(tenant) = 0
    when 'erased closed' then o.certificate is not null
    else target = 'cancelled' and o.state in ('requested', 'archiving', 'archived', 'grace')
  end;
  if may then update offboarding set state = target, moved_at = now() where tenant_id = tenant; end if;
  return may;
end $$`

const erase = `
create function erasable_tables () returns setof text language sql stable security definer as $$
  select c.relname::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
  where c.relkind in ('r', 'p') and c.relnamespace = (select t.relnamespace from pg_class t where t.oid = 'tenant'::regclass) and c.relname not in ('tenant', 'offboarding') order by 1
$$;
create function rows_left (tenant text) returns bigint language plpgsql stable security definer as $$
declare
  name text;
  here bigint;
  total bigint := 0;
begin
  for name in select erasable_tables() loop
    execute format('select count(*) from (select from %I where tenant_id = $1 limit 1000) there', name) into here using tenant;
    total := total + here;
  end loop;
  return total;
end $$;
create function erase_rows (tenant text, name text, most int) returns bigint language plpgsql security definer as $$
declare
  gone bigint;
begin
  if tenant is distinct from nullif(current_setting('app.tenant', true), '')
    or not exists (select from offboarding o where o.tenant_id = tenant and o.state = 'shredded')
    or not exists (select from erasable_tables() e where e = name) then
    raise exception 'rows are erased only after the keys of the tenant were destroyed' using errcode = 'insufficient_privilege';
  end if;
  execute format('delete from %I where ctid = any (array (select ctid from %I where tenant_id = $1 limit $2)) and tenant_id = $1', name, name) using tenant, most;
  get diagnostics gone = row_count;
  return gone;
end $$`

// The functions belong to a role that nobody logs in as; a role may own a function only where it may create one.
const owners = `
do $$
declare
  here text := current_schema();
  name text;
begin
  execute format('grant create on schema %I to chohyo_eraser', here);
  foreach name in array array['move_offboarding(text, text)', 'erasable_tables()', 'rows_left(text)', 'erase_rows(text, text, int)'] loop
    execute format('alter function %s set search_path = pg_catalog, %I, pg_temp', name, here);
    execute format('revoke execute on function %s from public', name);
    execute format('alter function %s owner to chohyo_eraser', name);
  end loop;
  execute format('revoke create on schema %I from chohyo_eraser', here);
end $$;
set local role chohyo_eraser;
grant execute on function move_offboarding(text, text), rows_left(text), erase_rows(text, text, int) to chohyo_app;
reset role`

// Whichever process still holds an older state in memory: nothing is begun for an org that leaves. The lock orders it with the change of state.
const frozen = `
create function refuse_leaving () returns trigger language plpgsql as $$
declare
  state text;
begin
  select t.state into state from tenant t where t.tenant_id = new.tenant_id for share;
  if state in ('leaving', 'closed') then raise exception 'the service of this org is ending' using errcode = 'CHO01'; end if;
  return new;
end $$;
create trigger run_while_leaving before insert on run for each row execute function refuse_leaving()`
