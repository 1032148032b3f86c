import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { openAtDoor } from './protect-table.ts'

/**
 * The ledger of 電子帳簿保存法: documents are found by day, amount and counterparty, corrected by new versions, withdrawn with a reason, and locked until
 * their retention ends. The lock is the database's own: no role of ours can change or delete a finished document, the owner of the tables neither.
 */
export async function up (db: Kysely<unknown>): Promise<void> {
  for (const statement of [columns, indexes, lock, longer, triggers]) await sql.raw(statement).execute(db)
  await openAtDoor(db, { table: 'document', right: 'select', columns: 'tenant_id, retain_until', rows: 'retain_until <= now() and held_at is null' })
}

// The original of a correction may be gone before it, at the end of its own retention: hence no foreign key.
const columns = `
alter table document
  add transaction_date date,
  add amount numeric(20, 4),
  add currency text check (currency ~ '^[A-Z]{3}$'),
  add kind text check (length(kind) <= 80),
  add counterparty bytea,
  add counterparty_index bytea,
  add counterparty_parts bytea[],
  add number bytea,
  add number_index bytea,
  add version int not null default 1 check (version > 0),
  add corrects uuid,
  add correction_reason bytea,
  add retain_until timestamptz,
  add held_at timestamptz,
  add held_by text,
  add hold_reason bytea,
  add released_at timestamptz,
  add released_by text,
  add release_reason bytea,
  add withdrawn_at timestamptz,
  add withdrawn_by text,
  add withdrawal_reason bytea,
  add erasing_at timestamptz,
  add constraint document_in_ledger check (num_nonnulls(transaction_date, amount, kind, counterparty, counterparty_index, counterparty_parts) in (0, 6)),
  add check ((number is null) = (number_index is null)),
  add check ((corrects is null) = (version = 1)),
  add check (num_nonnulls(held_at, held_by, hold_reason) in (0, 3)),
  add check (num_nonnulls(released_at, released_by, release_reason) in (0, 3)),
  add check (num_nonnulls(withdrawn_at, withdrawn_by, withdrawal_reason) in (0, 3));
alter table effect drop constraint effect_tenant_id_document_id_fkey, add foreign key (tenant_id, document_id) references document on delete cascade`

// A document has one correction; one that failed makes room for another. Parts are hashes under the tenant's own key: a neighbour's are others.
const indexes = `
create unique index document_correction on document (tenant_id, corrects) where corrects is not null and state <> 'failed';
create index document_day on document (tenant_id, transaction_date, id) where transaction_date is not null;
create index document_amount on document (tenant_id, amount) where amount is not null;
create index document_counterparty on document (tenant_id, counterparty_index) where counterparty_index is not null;
create index document_number on document (tenant_id, number_index) where number_index is not null;
create index document_parts on document using gin (counterparty_parts);
create index document_retained on document (retain_until) where retain_until is not null`

/** Allowed of a finished document: to be held and released, to be withdrawn once, to be kept longer, and at the end to be erased. */
const lock = `
create function retention_years (tenant text) returns int language sql stable as $$
  select coalesce((select (t.settings #>> '{retention,years}')::int from tenant t where t.tenant_id = tenant), 7)
$$;
create function keep_document () returns trigger language plpgsql as $$
declare
  movable text[] := array['retain_until', 'held_at', 'held_by', 'hold_reason', 'released_at', 'released_by', 'release_reason', 'withdrawn_at', 'withdrawn_by', 'withdrawal_reason', 'erasing_at'];
begin
  if tg_op = 'TRUNCATE' then
    raise exception 'documents are never emptied out' using errcode = 'insufficient_privilege';
  end if;
  if tg_op = 'DELETE' then
    -- The end of an org's service has rules of its own; nobody logs in as that role.
    if current_user = 'chohyo_eraser' or old.state <> 'done' then return old; end if;
    if old.held_at is not null then
      raise exception 'this document is held' using errcode = 'insufficient_privilege';
    end if;
    if old.retain_until > now() then
      raise exception 'this document is kept until %', old.retain_until using errcode = 'insufficient_privilege';
    end if;
    return old;
  end if;
  if tg_op = 'UPDATE' and (new.created_at <> old.created_at or new.tenant_id <> old.tenant_id or new.id <> old.id) then
    raise exception 'a document keeps its id and its day' using errcode = 'insufficient_privilege';
  end if;
  if tg_op = 'INSERT' or old.state <> 'done' then
    new.retain_until := case when new.state = 'done' and new.transaction_date is not null then new.created_at + make_interval(years => retention_years(new.tenant_id)) end;
    return new;
  end if;
  -- A name that was kept before names were sealed may be sealed once.
  if old.file_name not like 's2.%' and new.file_name like 's2.%' then
    movable := movable || array['file_name'];
  end if;
  if (to_jsonb(new) - movable) is distinct from (to_jsonb(old) - movable) then
    raise exception 'a finished document is not changed; correct it by a new version' using errcode = 'insufficient_privilege';
  end if;
  if old.retain_until is distinct from new.retain_until and (new.retain_until is null or old.retain_until is null or new.retain_until < old.retain_until) then
    raise exception 'a document may be kept longer, never shorter' using errcode = 'insufficient_privilege';
  end if;
  if (new.withdrawn_at, new.withdrawn_by, new.withdrawal_reason) is distinct from (old.withdrawn_at, old.withdrawn_by, old.withdrawal_reason) and (old.withdrawn_at is not null or old.held_at is not null) then
    raise exception 'a document is withdrawn once, and not while it is held' using errcode = 'insufficient_privilege';
  end if;
  if old.erasing_at is not null and new.held_at is not null then
    raise exception 'this document is already being erased' using errcode = 'insufficient_privilege';
  end if;
  if new.erasing_at is distinct from old.erasing_at and (new.held_at is not null or new.retain_until > now()) then
    raise exception 'this document is held or kept until %', new.retain_until using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$`

/** A tenant that decides on more years means the documents it has, too; fewer are for new ones. */
const longer = `
create function lengthen_retention () returns trigger language plpgsql as $$
declare
  years constant interval := make_interval(years => retention_years(new.tenant_id));
begin
  update document d set retain_until = d.created_at + years where d.tenant_id = new.tenant_id and d.retain_until < d.created_at + years;
  return null;
end $$`

// The functions find the tables of this schema whatever the caller's path is.
const triggers = `
do $$
declare
  name text;
begin
  foreach name in array array['retention_years(text)', 'keep_document()', 'lengthen_retention()'] loop
    execute format('alter function %s set search_path = pg_catalog, %I, pg_temp', name, current_schema());
  end loop;
end $$;
create trigger document_kept before insert or update or delete on document for each row execute function keep_document();
create trigger document_stays before truncate on document for each statement execute function keep_document();
create trigger tenant_keeps_longer after update of settings on tenant for each row
  when (new.settings #> '{retention,years}' is distinct from old.settings #> '{retention,years}') execute function lengthen_retention()`
