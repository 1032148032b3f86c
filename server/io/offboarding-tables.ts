import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { JsonOrNull, MomentOrNull } from './column-types.ts'

export type OffboardingState = 'requested' | 'archiving' | 'archived' | 'grace' | 'shredded' | 'erased' | 'closed' | 'cancelled'

/** What is in the archive that is handed over. `through`: the last line of the histories in it, `at`: when that was decided. */
export interface ArchiveFacts { sha256: string, bytes: number, files: number, documents: number, lines: number, through: number, at: string }

/** When the keys were destroyed, and which (their ids). */
export interface Shredded { at: string, keys: string[] }

/** What was erased so far: rows by table, objects of the file store, bells of the queue. */
export interface Erased { rows?: Record<string, number>, objects?: number, bells?: number }

/** The end of one org's service. `state` is moved by the database function move_offboarding alone (migrations/009-offboarding.ts). */
export interface OffboardingTable {
  tenant_id: string
  state: ColumnType<OffboardingState, never, never>
  /** sealed */
  reason: Buffer | null
  requested_by: string | null
  requested_at: ColumnType<Date, never, never>
  /** there was no second admin to confirm it: it waits a day instead */
  alone: Generated<boolean>
  confirmed_by: string | null
  confirmed_at: MomentOrNull
  archive: JsonOrNull<ArchiveFacts>
  /** until when some document is still under retention or hold */
  kept_until: MomentOrNull
  handed_over_by: string | null
  handed_over_at: MomentOrNull
  /** the tenant keeps its documents itself from here on, as the law demands */
  takeover: Generated<boolean>
  grace_until: MomentOrNull
  shredded: JsonOrNull<Shredded>
  erased: JSONColumnType<Erased, string | undefined, string>
  certificate: JsonOrNull<Record<string, unknown>>
  /** SHA-256 of the token that shows the certificate when nobody can sign in any more */
  token_hash: Buffer | null
  moved_at: ColumnType<Date, never, never>
}
