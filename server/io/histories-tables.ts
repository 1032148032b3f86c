import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { MomentOrNull } from './column-types.ts'

export type HistoryKind = 'login' | 'output' | 'job' | 'change'

/** Written by the database alone. */
type Given<T> = ColumnType<T, never, never>

/** Append-only: the application may add and read. What the sealer fills in later (number … sealed_at) is null until then. */
export interface HistoryTable {
  tenant_id: string
  seq: Given<number>
  kind: HistoryKind
  who: string
  what: string
  about: string | null
  result: string
  detail: JSONColumnType<Record<string, unknown>, string | undefined, never>
  at: Given<Date>
  /** gapless place in the tenant's chain, from 1 */
  number: Given<number | null>
  prev_hash: Given<Buffer | null>
  hash: Given<Buffer | null>
  sealed_at: Given<Date | null>
}

/** The head of a chain at one moment, signed with the installation's key; `placed_at` when it has reached every place outside. */
export interface HistoryAnchorTable {
  tenant_id: string
  number: number
  hash: Buffer
  at: ColumnType<Date, Date | string, never>
  /** which key signed: the first 16 hex digits of the SHA-256 of its public key (SPKI, DER) */
  key: string
  signature: Buffer
  placed_at: MomentOrNull
}

/** How far a tenant's webhook has got; the row is there while there is one. */
export interface HistoryDeliveryTable {
  tenant_id: string
  /** the last line that was taken */
  number: Generated<number>
  /** when to look again: in the future while a delivery is under way, or after one failed */
  next_at: ColumnType<Date, Date | string | undefined, Date | string>
  tries: Generated<number>
  error: string | null
  delivered_at: MomentOrNull
}
