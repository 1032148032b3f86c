import type { ColumnType, Generated } from 'kysely'
import type { MomentOrNull } from './column-types.ts'

/** Written by the database alone. */
type Given<T> = ColumnType<T, never, Date | string | undefined>

/**
 * What the table of documents knows for 電子帳簿保存法: by what a document is found, which one it corrects, how long it is locked, who withdrew it. What names a
 * counterparty or gives a reason is sealed; `…_index` and `…_parts` are keyed hashes by which it is found without being read (documents/seal-ledger.ts).
 */
export interface LedgerColumns {
  /** yyyy-mm-dd; null for a document that is not in the ledger */
  transaction_date: ColumnType<string | null, string | null | undefined, string | null>
  /** decimal digits, four decimals */
  amount: ColumnType<string | null, string | null | undefined, string | null>
  /** ISO 4217 */
  currency: ColumnType<string | null, string | null | undefined, string | null>
  kind: ColumnType<string | null, string | null | undefined, string | null>
  counterparty: BytesOrNull
  counterparty_index: BytesOrNull
  counterparty_parts: ColumnType<Buffer[] | null, Buffer[] | null | undefined, Buffer[] | null>
  number: BytesOrNull
  number_index: BytesOrNull
  /** 1, or one more than that of the document it corrects */
  version: Generated<number>
  corrects: ColumnType<string | null, string | null | undefined, string | null>
  correction_reason: BytesOrNull
  /** set when the document is finished; it can only grow */
  retain_until: Given<Date | null>
  held_at: MomentOrNull
  held_by: ColumnType<string | null, string | null | undefined, string | null>
  hold_reason: BytesOrNull
  /** how the last hold ended */
  released_at: MomentOrNull
  released_by: ColumnType<string | null, string | null | undefined, string | null>
  release_reason: BytesOrNull
  withdrawn_at: MomentOrNull
  withdrawn_by: ColumnType<string | null, string | null | undefined, string | null>
  withdrawal_reason: BytesOrNull
  /** its bytes are being removed, and then its row */
  erasing_at: MomentOrNull
}

type BytesOrNull = ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>
