import type { Ledger } from '../mappings/read-ledger.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import type { DocumentRow } from './select-documents.ts'
import { partsOf, plainName, plainNumber } from './plain-name.ts'

/** Under which names the keyed hashes are made: the same text has another hash in each. */
export const INDEX = { counterparty: 'document.counterparty', part: 'document.counterparty.part', number: 'document.number' }
/** Bytes of the hash of a part: short, since what is found by parts is looked at anyway. */
const PART_BYTES = 8

type Secrets = Pick<Tenant, 'secrets'>

/** The ledger of a document as it is stored: names sealed for this row, and found by keyed hashes (a blind index), never by their letters. */
export async function sealLedger (tenant: Secrets, id: string, ledger: Ledger | null) {
  if (ledger === null) return {}
  const { date, amount, currency, kind, counterparty, number } = ledger
  return {
    transaction_date: date,
    amount,
    currency,
    kind,
    counterparty: await tenant.secrets.seal(placeOf('counterparty', id), counterparty),
    counterparty_index: await tenant.secrets.index(INDEX.counterparty, plainName(counterparty)),
    counterparty_parts: await indexParts(tenant, counterparty),
    number: number === null ? null : await tenant.secrets.seal(placeOf('number', id), number),
    number_index: number === null ? null : await indexNumber(tenant, number)
  }
}

/** What a search for a part of a name asks for; none when nothing is left of it, as of 株式会社. */
export async function indexParts (tenant: Secrets, text: string): Promise<Buffer[]> {
  return Promise.all(partsOf(plainName(text)).map(async (part) => Buffer.from((await tenant.secrets.index(INDEX.part, part)).subarray(0, PART_BYTES))))
}

export async function indexNumber (tenant: Secrets, number: string): Promise<Buffer> {
  return tenant.secrets.index(INDEX.number, plainNumber(number))
}

/** The ledger of a stored document; null where it has none. */
export async function openLedger (tenant: Secrets, row: Pick<DocumentRow, 'id' | 'transaction_date' | 'amount' | 'currency' | 'kind' | 'counterparty' | 'number'>): Promise<Ledger | null> {
  if (row.transaction_date === null || row.amount === null || row.kind === null || row.counterparty === null) return null
  return {
    date: row.transaction_date,
    amount: trimDecimals(row.amount),
    currency: row.currency,
    kind: row.kind,
    counterparty: await openText(tenant, 'counterparty', row.id, row.counterparty),
    number: row.number === null ? null : await openText(tenant, 'number', row.id, row.number)
  }
}

export type SealedColumn = 'counterparty' | 'number' | 'correction_reason' | 'hold_reason' | 'release_reason' | 'withdrawal_reason'

/** A sealed text opens only in its own row and column. */
export function placeOf (column: SealedColumn, row: string): { table: string, column: string, row: string } {
  return { table: 'document', column, row }
}

export async function openText (tenant: Secrets, column: SealedColumn, row: string, sealed: Buffer): Promise<string> {
  return (await tenant.secrets.open(placeOf(column, row), sealed)).toString('utf8')
}

/** numeric(20, 4) always has four decimals. */
function trimDecimals (amount: string): string {
  return amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount
}
