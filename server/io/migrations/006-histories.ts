import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { protectTable } from './protect-table.ts'

/** Histories become a chain that nobody can rewrite unseen: lines are sealed by a role of its own, anchored outside, and delivered to who watches. */
export async function up (db: Kysely<unknown>): Promise<void> {
  for (const statement of [columns, tables, guard, seal, heads, rights]) await sql.raw(statement).execute(db)
  await ownRows(db)
  await protectTable(db, { table: 'history_anchor', rights: 'select, insert, update (placed_at)' })
  await protectTable(db, { table: 'history_delivery', rights: 'select, insert, update, delete' })
}

// `seq` is the order in which lines were written, `number` the gapless order in which they were sealed: a transaction that commits late is sealed late.
const columns = `
alter table history
  add number bigint check (number > 0),
  add prev_hash bytea check (length(prev_hash) = 32),
  add hash bytea check (length(hash) = 32),
  add sealed_at timestamptz,
  add check ((number is null) = (prev_hash is null) and (number is null) = (hash is null) and (number is null) = (sealed_at is null));
drop index history_newest;
create unique index history_number on history (tenant_id, number) where number is not null;
create index history_unsealed on history (tenant_id, seq) where number is null;
create index history_time on history (tenant_id, kind, at, seq);
create index history_own on history (tenant_id, who, kind, at, seq);
create index history_about on history (tenant_id, about, at, seq) where about is not null`

// Triggers hold for the owner of the tables too. The sealer fills in a link once; the eraser removes all of a tenant whose service has ended.
const guard = `
create function refuse_history_change () returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if current_user = 'chohyo_sealer' and tg_op = 'UPDATE' and tg_level = 'ROW' then
    if old.number is null then return new; end if;
  elsif current_user = 'chohyo_eraser' and tg_op = 'DELETE' then
    return old;
  end if;
  raise exception 'a line of the histories is never changed or removed' using errcode = 'insufficient_privilege';
end $$;
create trigger history_lines_stay before update or delete on history for each row execute function refuse_history_change();
create trigger history_stays before truncate on history for each statement execute function refuse_history_change()`

// A line as text: netstrings (https://cr.yp.to/proto/netstrings.txt) in a fixed order, so no two lines share one. histories/chain-line.ts writes the same.
const seal = `
create function history_net (value text) returns text language sql immutable parallel safe set search_path = pg_catalog as $$
  select case when value is null then '~,' else octet_length(value)::text || ':' || value || ',' end
$$;
create function history_moment (value timestamptz) returns text language sql stable parallel safe set search_path = pg_catalog as $$
  select to_char(value at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;
create function seal_history (tenant text, most int) returns int language plpgsql security definer as $$
declare
  line record;
  head record;
  place bigint := 0;
  link bytea := sha256(convert_to('chohyo history ' || tenant, 'UTF8'));
  hashed bytea;
  moment timestamptz := clock_timestamp();
  sealed int := 0;
begin
  perform pg_advisory_xact_lock(hashtextextended('chohyo history ' || tenant, 0));
  select h.number, h.hash, h.sealed_at into head from history h where h.tenant_id = tenant and h.number is not null order by h.number desc limit 1;
  if found then
    place := head.number;
    link := head.hash;
    moment := greatest(moment, head.sealed_at);
  end if;
  for line in select * from history h where h.tenant_id = tenant and h.number is null order by h.seq limit most loop
    place := place + 1;
    moment := greatest(moment, line.at);
    hashed := sha256(link || convert_to(
      history_net(place::text) || history_net(tenant) || history_net(history_moment(line.at)) || history_net(line.kind) || history_net(line.who) || history_net(line.what) ||
      history_net(line.about) || history_net(line.result) || history_net(line.detail::text) || history_net(history_moment(moment)), 'UTF8'));
    update history set number = place, prev_hash = link, hash = hashed, sealed_at = moment where tenant_id = tenant and seq = line.seq;
    link := hashed;
    sealed := sealed + 1;
  end loop;
  return sealed;
end $$`

/** How far each chain is, and how far it is anchored and delivered, without a word of what it says. */
const heads = `
create function history_heads () returns table (tenant_id text, number bigint, anchored bigint, open_since timestamptz, unsealed_since timestamptz, webhook boolean, delivered bigint, deliver_at timestamptz) language sql stable security definer as $$
  select t.tenant_id, coalesce(head.number, 0), coalesce(anchor.number, 0), open.sealed_at, waiting.at,
    coalesce(jsonb_typeof(t.settings #> '{history,webhook}') = 'object', false), delivery.number, delivery.next_at
  from tenant t
  left join lateral (select h.number from history h where h.tenant_id = t.tenant_id and h.number is not null order by h.number desc limit 1) head on true
  left join lateral (select a.number from history_anchor a where a.tenant_id = t.tenant_id and a.placed_at is not null order by a.number desc limit 1) anchor on true
  left join lateral (select h.sealed_at from history h where h.tenant_id = t.tenant_id and h.number = coalesce(anchor.number, 0) + 1) open on true
  left join lateral (select h.at from history h where h.tenant_id = t.tenant_id and h.number is null order by h.seq limit 1) waiting on true
  left join history_delivery delivery on delivery.tenant_id = t.tenant_id
  where head.number is not null or waiting.at is not null
$$`

const tables = `
create table history_anchor (
  tenant_id text not null references tenant,
  number bigint not null check (number > 0),
  hash bytea not null check (length(hash) = 32),
  at timestamptz not null,
  key text not null,
  signature bytea not null,
  placed_at timestamptz,
  primary key (tenant_id, number)
);
create table history_delivery (
  tenant_id text not null references tenant,
  number bigint not null default 0 check (number >= 0),
  next_at timestamptz not null default now(),
  tries int not null default 0,
  error text,
  delivered_at timestamptz,
  primary key (tenant_id)
)`

// The functions belong to a role that nobody logs in as; a role may own a function only where it may create one.
const rights = `
do $$
declare
  here text := current_schema();
  name text;
begin
  execute format('grant usage, create on schema %I to chohyo_sealer', here);
  foreach name in array array['seal_history(text, int)', 'history_heads()'] loop
    execute format('alter function %s set search_path = pg_catalog, %I, pg_temp', name, here);
    execute format('revoke execute on function %s from public', name);
    execute format('alter function %s owner to chohyo_sealer', name);
  end loop;
  execute format('revoke create on schema %I from chohyo_sealer', here);
end $$;
grant select, update (number, prev_hash, hash, sealed_at) on history to chohyo_sealer;
grant select on history_anchor, history_delivery to chohyo_sealer;
grant select (tenant_id, settings) on tenant to chohyo_sealer;
create policy sealed on history to chohyo_sealer using (true);
create policy sealed on history_anchor for select to chohyo_sealer using (true);
create policy sealed on history_delivery for select to chohyo_sealer using (true);
create policy sealed on tenant for select to chohyo_sealer using (true);
set local role chohyo_sealer;
grant execute on function seal_history(text, int), history_heads() to chohyo_door;
reset role`

/** Lines are written with what they say and nothing else; a general user reads their own, an admin, an auditor and the service itself the tenant's. */
async function ownRows (db: Kysely<unknown>): Promise<void> {
  const tenant = "tenant_id = nullif(current_setting('app.tenant', true), '')"
  await sql.raw(`
    drop policy own_tenant on history;
    create policy own_tenant_add on history for insert to chohyo_app with check (${tenant});
    create policy own_tenant_read on history for select to chohyo_app
      using (${tenant} and (coalesce(current_setting('app.role', true), '') in ('', 'admin', 'auditor') or who in (current_setting('app.user', true), current_setting('app.login', true))));
    revoke insert on history from chohyo_app;
    grant insert (tenant_id, kind, who, what, about, result, detail) on history to chohyo_app;
    create policy door_unsealed on history for select to chohyo_door using (number is null);
    grant select (tenant_id, number) on history to chohyo_door`).execute(db)
}
