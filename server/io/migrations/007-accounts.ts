import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { openAtDoor, protectTable } from './protect-table.ts'

/** Accounts of the console: the role auditor, second factors, invites, what an API key may do, and how fast may be guessed. */
export async function up (db: Kysely<unknown>): Promise<void> {
  for (const statement of [roles, accounts, keys, lastAdmin, factors, invites, guesses]) await sql.raw(statement).execute(db)
  await protectTable(db, { table: 'passkey', rights: 'select, insert, update (label, counter, backed_up, used_at), delete' })
  await protectTable(db, { table: 'recovery_code', rights: 'select, insert, update (used_at), delete' })
  await protectTable(db, { table: 'invite', rights: 'select, insert, update (used_at), delete' })
  await openAtDoor(db, { table: 'passkey', right: 'select', columns: 'tenant_id, credential_id' })
  await openAtDoor(db, { table: 'invite', right: 'select', columns: 'tenant_id, id, hash' })
}

const roles = `
alter table user_account drop constraint user_account_role_check, add constraint user_account_role_check check (role in ('admin', 'general', 'auditor'));
alter table api_key drop constraint api_key_role_check, add constraint api_key_role_check check (role in ('admin', 'general', 'auditor'))`

// Who comes by single sign-on alone has no password. A session that still needs its second factor opens nothing.
const accounts = `
alter table user_account
  alter password_hash drop not null,
  add mail text check (length(mail) between 3 and 254),
  add labels text[] not null default '{}' check (cardinality(labels) <= 20),
  add totp_secret bytea,
  add totp_since timestamptz,
  add totp_step bigint not null default 0,
  add sso_issuer text,
  add sso_subject text,
  add signed_in_at timestamptz;
create unique index user_account_sso on user_account (tenant_id, sso_issuer, sso_subject);
alter table session
  add needs text check (needs in ('give', 'enrol')),
  add fresh_at timestamptz not null default now(),
  add device text not null default '',
  add network text not null default '',
  add way text not null default 'password';
create index session_of on session (tenant_id, user_id);
grant update (hash, needs, fresh_at, expires_at) on session to chohyo_app`

const keys = `
alter table api_key
  add scopes text[] not null default '{all}' check (cardinality(scopes) between 1 and 20),
  add made_by text,
  add used_at timestamptz`

// Two admins who demote each other at the same moment: the lock lets the second count what the first has left. A statement in a function sees what was committed before it.
const lastAdmin = `
create function keep_last_admin () returns trigger language plpgsql as $$
begin
  if old.role = 'admin' and old.state = 'active' and (new.role <> 'admin' or new.state <> 'active') then
    perform pg_advisory_xact_lock(hashtextextended('chohyo admins ' || old.tenant_id, 0));
    if not exists (select from user_account a where a.tenant_id = old.tenant_id and a.id <> old.id and a.role = 'admin' and a.state = 'active') then
      raise exception 'the last admin stays' using errcode = 'CHO02';
    end if;
  end if;
  return new;
end $$;
create trigger last_admin_stays before update on user_account for each row execute function keep_last_admin()`

const factors = `
create table passkey (
  tenant_id text not null references tenant,
  id uuid not null default chohyo_id(),
  user_id uuid not null,
  credential_id text not null unique check (length(credential_id) between 1 and 1400),
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  label text not null,
  backed_up boolean not null,
  created_at timestamptz not null default now(),
  used_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references user_account
);
create index passkey_of on passkey (tenant_id, user_id);
create table recovery_code (
  tenant_id text not null references tenant,
  user_id uuid not null,
  hash bytea not null check (length(hash) = 32),
  used_at timestamptz,
  primary key (tenant_id, user_id, hash),
  foreign key (tenant_id, user_id) references user_account
)`

// A reset is an invite to an account that is there already.
const invites = `
create table invite (
  tenant_id text not null references tenant,
  id uuid not null default chohyo_id(),
  kind text not null check (kind in ('invite', 'reset')),
  hash bytea not null unique check (length(hash) = 32),
  user_id uuid,
  login text not null check (login = lower(login) and length(login) between 1 and 254),
  label text not null,
  role text not null check (role in ('admin', 'general', 'auditor')),
  username text not null,
  labels text[] not null default '{}',
  language text not null check (language in ('en', 'ja')),
  made_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references user_account,
  check ((kind = 'reset') = (user_id is not null))
);
create index invite_of on invite (tenant_id, login)`

// Belongs to no tenant: what is guessed at may be nobody's. Names are hashes; the door alone counts here.
const guesses = `
create schema chohyo_limits;
create table chohyo_limits.guess (
  name bytea primary key check (length(name) = 32),
  empty_at timestamptz not null
);
create index guess_empty on chohyo_limits.guess (empty_at);
alter table chohyo_limits.guess enable row level security;
alter table chohyo_limits.guess force row level security;
create policy door on chohyo_limits.guess to chohyo_door using (true) with check (true);
grant usage on schema chohyo_limits to chohyo_door;
grant select, insert, update, delete on chohyo_limits.guess to chohyo_door`
