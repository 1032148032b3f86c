import { sql } from 'kysely'
import type { Kysely } from 'kysely'

/** The first tables: tenants, definitions, runs and parcels, documents and effects, histories. */
export async function up (db: Kysely<unknown>): Promise<void> {
  for (const statement of [identifiers, tenants, definitions, runs, documents, histories]) await sql.raw(statement).execute(db)
}

// uuidv7() exists from PostgreSQL 18 on; before, the clock goes into the first 48 bits of a random UUID (RFC 9562, 5.7).
const identifiers = `
do $$
begin
  if current_setting('server_version_num')::int >= 180000 then
    create function chohyo_id () returns uuid language sql volatile parallel safe as 'select uuidv7()';
  else
    create function chohyo_id () returns uuid language sql volatile parallel safe as $body$
      select encode(
        set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
          placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1),
        'hex')::uuid
    $body$;
  end if;
end $$`

const tenants = `
create table tenant (
  tenant_id text primary key check (tenant_id ~ '^[a-zA-Z0-9]{18}$'),
  name text not null,
  instance_url text not null,
  login_url text not null,
  consumer_key text,
  private_key bytea,
  api_version text,
  certificates jsonb not null default '[]' check (jsonb_typeof(certificates) = 'array'),
  settings jsonb not null default '{}',
  state text not null default 'active' check (state in ('active', 'parked', 'closed')),
  created_at timestamptz not null default now()
);
create table api_key (
  tenant_id text not null references tenant,
  id uuid not null default chohyo_id(),
  hash bytea not null unique check (length(hash) = 32),
  label text not null,
  username text not null,
  role text not null check (role in ('admin', 'general')),
  expires_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create table seen_token (
  tenant_id text not null references tenant,
  jti text not null,
  expires_at timestamptz not null,
  primary key (tenant_id, jti)
);
create index seen_token_expires on seen_token (expires_at)`

const definitions = `
create table definition (
  tenant_id text not null references tenant,
  kind text not null,
  name text not null,
  label text not null,
  draft jsonb not null,
  published_version int check (published_version > 0),
  updated_at timestamptz not null default now(),
  updated_by text not null,
  primary key (tenant_id, kind, name)
);
create table definition_version (
  tenant_id text not null references tenant,
  kind text not null,
  name text not null,
  version int not null check (version > 0),
  body jsonb not null,
  sha256 text not null,
  pins jsonb not null default '{}',
  created_at timestamptz not null default now(),
  created_by text not null,
  primary key (tenant_id, kind, name, version)
);
create table asset (
  tenant_id text not null references tenant,
  sha256 text not null,
  name text not null,
  content_type text not null,
  size bigint not null check (size >= 0),
  storage_key text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, sha256)
)`

const runs = `
create table run (
  tenant_id text not null references tenant,
  id uuid not null default chohyo_id(),
  kind text not null check (kind in ('click', 'preview', 'bulk', 'work')),
  state text not null default 'ready' check (state in ('ready', 'running', 'done', 'failed', 'cancelled')),
  who text not null,
  source jsonb not null default '{}',
  request_key text,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (tenant_id, id)
);
create table request_key (
  tenant_id text not null references tenant,
  who text not null,
  key text not null,
  body_sha256 text not null,
  run_id uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, who, key),
  foreign key (tenant_id, run_id) references run
);
create table parcel (
  tenant_id text not null references tenant,
  id uuid not null default chohyo_id(),
  run_id uuid not null,
  key text not null,
  mapping text not null,
  release int,
  record_ids text[] not null default '{}',
  options jsonb not null default '{}',
  state text not null default 'ready' check (state in ('ready', 'running', 'done', 'failed', 'quarantined', 'cancelled')),
  attempt int not null default 0,
  lease_owner text,
  lease_epoch int not null default 0,
  lease_until timestamptz,
  next_at timestamptz,
  last_error jsonb,
  created_at timestamptz not null default now(),
  done_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, run_id, key),
  foreign key (tenant_id, run_id) references run
);
create index parcel_leased on parcel (lease_until) where state = 'running';
create index parcel_waiting on parcel (next_at) where state = 'ready';
create table parcel_attempt (
  tenant_id text not null,
  parcel_id uuid not null,
  epoch int not null,
  owner text not null,
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  outcome text,
  primary key (tenant_id, parcel_id, epoch),
  foreign key (tenant_id, parcel_id) references parcel
);
create table outbox (
  tenant_id text not null,
  id bigint not null generated always as identity,
  parcel_id uuid not null,
  epoch int not null default 0,
  lane text not null check (lane in ('interactive', 'batch')),
  created_at timestamptz not null default now(),
  dispatched_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, parcel_id) references parcel
);
create index outbox_waiting on outbox (id) where dispatched_at is null;
create function tell_parcel () returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  perform pg_notify('chohyo_parcel', new.id::text);
  return null;
end $$;
create trigger parcel_ended after update of state on parcel for each row
  when (new.state is distinct from old.state and new.state in ('done', 'failed', 'quarantined', 'cancelled'))
  execute function tell_parcel()`

const documents = `
create table document (
  tenant_id text not null references tenant,
  id uuid not null default chohyo_id(),
  parcel_id uuid not null,
  mapping text not null,
  release int,
  release_sha text,
  record_id text,
  state text not null default 'queued' check (state in ('queued', 'done', 'failed')),
  error jsonb,
  file_name text,
  content_type text not null default 'application/pdf',
  bytes int check (bytes >= 0),
  pages int check (pages >= 0),
  sha256 text,
  storage_key text,
  content_version_id text,
  content_document_id text,
  timings jsonb not null default '{}',
  printed text not null default 'single',
  created_at timestamptz not null default now(),
  created_by text not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, parcel_id) references parcel,
  check (state <> 'done' or (file_name is not null and bytes is not null and pages is not null and sha256 is not null and storage_key is not null))
);
create index document_newest on document (tenant_id, created_at desc, id desc);
create index document_record on document (tenant_id, record_id, created_at desc);
create index document_parcel on document (tenant_id, parcel_id);
create table effect (
  tenant_id text not null references tenant,
  id uuid not null default chohyo_id(),
  parcel_id uuid not null,
  document_id uuid,
  kind text not null,
  effect_key text not null,
  state text not null default 'planned' check (state in ('planned', 'started', 'confirmed', 'failed', 'unknown', 'conflict')),
  reference jsonb,
  attempt int not null default 0,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, effect_key),
  foreign key (tenant_id, parcel_id) references parcel,
  foreign key (tenant_id, document_id) references document
);
create index effect_parcel on effect (tenant_id, parcel_id)`

const histories = `
create table history (
  tenant_id text not null references tenant,
  seq bigint not null generated always as identity,
  kind text not null check (kind in ('login', 'output', 'job', 'change')),
  who text not null,
  what text not null,
  about text,
  result text not null,
  detail jsonb not null default '{}',
  at timestamptz not null default now(),
  primary key (tenant_id, seq)
);
create index history_newest on history (tenant_id, kind, seq desc)`
