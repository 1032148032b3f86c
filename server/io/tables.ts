import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { SeenTokenTable, TenantTable } from './access-tables.ts'
import type { JsonOrNull, MadeAt, MomentOrNull } from './column-types.ts'
import type { HistoryAnchorTable, HistoryDeliveryTable, HistoryTable } from './histories-tables.ts'
import type { IncidentNoticeTable, IncidentTable, PersonRequestTable } from './incidents-tables.ts'
import type { KeyDestructionTable } from './keys-tables.ts'
import type { LedgerColumns } from './ledger-tables.ts'
import type { OffboardingTable } from './offboarding-tables.ts'
import type { ServiceSecretTable } from './services-tables.ts'
import type { ApiKeyTable, InviteTable, PasskeyTable, RecoveryCodeTable, SessionTable, UserAccountTable } from './users-tables.ts'

/**
 * The tables as Kysely sees them: one interface for each, columns as in migrations/.
 * `tenant_id` is the 18-character org id and leads every key. Ids are UUID v7 made by the database.
 * A jsonb column is written as a JSON string: pg would turn a bare array into a PostgreSQL array.
 */

export type Lane = 'interactive' | 'batch'
export type RunKind = 'click' | 'preview' | 'bulk' | 'work'
export type RunState = 'ready' | 'running' | 'done' | 'failed' | 'cancelled'
export type ParcelKind = 'document' | 'plan' | 'merge'
export type ParcelState = 'ready' | 'running' | 'done' | 'failed' | 'quarantined' | 'cancelled'
export type DocumentState = 'queued' | 'done' | 'failed'
export type EffectState = 'planned' | 'started' | 'confirmed' | 'failed' | 'unknown' | 'conflict'

/** What went wrong, as it is told to people: a stable code, a sentence and what stands in its gaps (to say it in another language), the HTTP status it stands for. */
export interface Problem { code: string, message: string, status: number, args: string[] }
/** The same in a row: what it says is sealed (documents/seal-problem.ts). */
export interface KeptProblem { code: string, status: number, said?: string }

export interface DefinitionTable {
  tenant_id: string
  kind: string
  name: string
  label: string
  /** sealed (tenants/seal-text.ts) */
  draft: ColumnType<unknown, string, string>
  published_version: number | null
  updated_at: ColumnType<Date, Date | string | undefined, Date | string>
  updated_by: string
}

/** A published version; the application can neither change nor remove it. */
export interface DefinitionVersionTable {
  tenant_id: string
  kind: string
  name: string
  version: number
  /** sealed (tenants/seal-text.ts) */
  body: ColumnType<unknown, string, string>
  sha256: string
  /** the exact versions of what it uses */
  pins: JSONColumnType<Record<string, unknown>, string | undefined, string>
  created_at: MadeAt
  created_by: string
}

export interface AssetTable {
  tenant_id: string
  sha256: string
  name: string
  content_type: string
  /** bytes */
  size: number
  storage_key: string
  created_at: MadeAt
}

export interface RunTable {
  tenant_id: string
  id: Generated<string>
  kind: RunKind
  state: Generated<RunState>
  who: string
  /** of a run of many, sealed: a filter holds words people wrote */
  source: ColumnType<unknown, string | undefined, string>
  request_key: string | null
  /** of a run of many: what it makes, and how (`join`, `save`, `saveAs`) */
  mapping: string | null
  release: number | null
  options: JSONColumnType<Record<string, unknown>, string | undefined, string>
  /** document parcels there are so far; `total` is the same once the source has been read to its end */
  planned: Generated<number>
  total: number | null
  /** document parcels at their end; the others wait or are being worked on */
  done: Generated<number>
  failed: Generated<number>
  cancelled: Generated<number>
  /** why the run as a whole could not be planned or merged */
  error: JsonOrNull<KeptProblem>
  created_at: MadeAt
  finished_at: MomentOrNull
}

/** An Idempotency-Key and the Run it started. */
export interface RequestKeyTable {
  tenant_id: string
  who: string
  key: string
  body_sha256: string
  run_id: string | null
  created_at: MadeAt
}

export interface ParcelTable {
  tenant_id: string
  id: Generated<string>
  run_id: string
  kind: Generated<ParcelKind>
  /** the queue's lane it is rung in, every time */
  lane: Generated<Lane>
  /** its place in the source of a run of many, from 1; of a merge the number of its part */
  position: number | null
  /** sealed for the record's id */
  record_name: string | null
  /** output key, fixed when the parcel is planned: every retry aims at the same target */
  key: string
  mapping: string
  /** the published version of the mapping */
  release: number | null
  record_ids: string[]
  options: JSONColumnType<Record<string, unknown>, string | undefined, string>
  state: Generated<ParcelState>
  attempt: Generated<number>
  lease_owner: string | null
  /** rises with every claim; a write that carries an older epoch comes from a worker that lost its lease */
  lease_epoch: Generated<number>
  lease_until: MomentOrNull
  next_at: MomentOrNull
  last_error: JsonOrNull<KeptProblem>
  created_at: MadeAt
  done_at: MomentOrNull
}

/** One try at a parcel, committed before the work starts; without `ended_at` the process died in it. */
export interface ParcelAttemptTable {
  tenant_id: string
  parcel_id: string
  epoch: number
  owner: string
  started_at: MadeAt
  ended_at: MomentOrNull
  outcome: string | null
}

export interface DocumentTable extends LedgerColumns {
  tenant_id: string
  id: Generated<string>
  parcel_id: string
  mapping: string
  release: number | null
  release_sha: string | null
  record_id: string | null
  /** made when it is asked for, so that it has an id to follow; what follows is empty until it is done */
  state: Generated<DocumentState>
  error: JsonOrNull<KeptProblem>
  /** sealed for the document's id (tenants/seal-text.ts) */
  file_name: string | null
  content_type: Generated<string>
  bytes: number | null
  pages: number | null
  sha256: string | null
  storage_key: string | null
  content_version_id: string | null
  content_document_id: string | null
  /** milliseconds by step: queue, query, map, render, save */
  timings: JSONColumnType<Record<string, number>, string | undefined, string>
  /** how it was printed: `single`, or imposed with others */
  printed: Generated<string>
  created_at: MadeAt
  created_by: string
}

/** One act on the outside world, committed before it is tried. */
export interface EffectTable {
  tenant_id: string
  id: Generated<string>
  parcel_id: string
  document_id: string | null
  kind: string
  effect_key: string
  state: Generated<EffectState>
  reference: JsonOrNull<Record<string, unknown>>
  attempt: Generated<number>
  updated_at: ColumnType<Date, Date | string | undefined, Date | string>
}

/** What still has to be rung into the queue; written in the transaction of its parcel. */
export interface OutboxTable {
  tenant_id: string
  id: Generated<number>
  parcel_id: string
  epoch: Generated<number>
  lane: Lane
  created_at: MadeAt
  dispatched_at: MomentOrNull
}

/** What is visible inside `withTenant`: one tenant's rows of every table. */
export interface Tables {
  tenant: TenantTable
  api_key: ApiKeyTable
  seen_token: SeenTokenTable
  user_account: UserAccountTable
  session: SessionTable
  passkey: PasskeyTable
  recovery_code: RecoveryCodeTable
  invite: InviteTable
  definition: DefinitionTable
  definition_version: DefinitionVersionTable
  asset: AssetTable
  service_secret: ServiceSecretTable
  run: RunTable
  request_key: RequestKeyTable
  parcel: ParcelTable
  parcel_attempt: ParcelAttemptTable
  document: DocumentTable
  effect: EffectTable
  outbox: OutboxTable
  history: HistoryTable
  history_anchor: HistoryAnchorTable
  history_delivery: HistoryDeliveryTable
  incident: IncidentTable
  incident_notice: IncidentNoticeTable
  person_request: PersonRequestTable
  offboarding: OffboardingTable
  key_destruction: KeyDestructionTable
}

/** What is visible at the door, across tenants: ids, states, hashes and public certificates. Granted column by column. */
export interface DoorTables {
  tenant: Pick<TenantTable, 'tenant_id' | 'state' | 'certificates' | 'proven' | 'sealed_at'>
  offboarding: Pick<OffboardingTable, 'tenant_id' | 'state' | 'token_hash'>
  key_destruction: Pick<KeyDestructionTable, 'tenant_id' | 'state' | 'due_at'>
  api_key: Pick<ApiKeyTable, 'tenant_id' | 'id' | 'hash' | 'expires_at' | 'revoked_at'>
  seen_token: Pick<SeenTokenTable, 'tenant_id' | 'expires_at'>
  user_account: Pick<UserAccountTable, 'tenant_id' | 'id' | 'login' | 'state'>
  session: Pick<SessionTable, 'tenant_id' | 'id' | 'hash' | 'expires_at'>
  passkey: Pick<PasskeyTable, 'tenant_id' | 'credential_id'>
  invite: Pick<InviteTable, 'tenant_id' | 'id' | 'hash'>
  run: Pick<RunTable, 'tenant_id' | 'id' | 'kind' | 'state'>
  history: Pick<HistoryTable, 'tenant_id' | 'number'>
  incident: Pick<IncidentTable, 'tenant_id' | 'id' | 'state'>
  incident_notice: Pick<IncidentNoticeTable, 'tenant_id' | 'next_at' | 'sent_at'>
  document: Pick<DocumentTable, 'tenant_id' | 'retain_until'>
  parcel: Pick<ParcelTable, 'tenant_id' | 'id' | 'run_id' | 'state' | 'lane' | 'position' | 'attempt' | 'lease_epoch' | 'lease_until' | 'next_at'>
  outbox: OutboxTable
}
