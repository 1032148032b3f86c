import { LedgerValueUnusable } from '../errors.ts'
import { both } from '../errors-ja.ts'
import { formatMoment, readMoment } from './dates.ts'
import { readDecimal } from './decimals.ts'
import type { Field, Output } from './schema.ts'

/** What a document is found by: the day as yyyy-mm-dd in the mapping's time zone, the amount as plain decimal digits. */
export interface Ledger { date: string, amount: string, currency: string | null, counterparty: string, kind: string, number: string | null }

/** The formulas are evaluated together with the template's fields, under a name that no field of a template can have. */
export const LEDGER = 'output.ledger'

const LONGEST = { counterparty: 255, kind: 80, number: 80 }

/** The search fields of a mapping as lines, to be checked and evaluated like all others. */
export function ledgerLines ({ ledger }: Output): Field[] {
  return Object.entries(ledger ?? {}).map(([name, formula]) => ({ name, formula }))
}

export function ledgerField (output: Output): Field[] {
  return output.ledger === undefined ? [] : [{ name: LEDGER, fields: ledgerLines(output) }]
}

/** Makes sure that what the formulas gave can be searched. A document that nobody would find is not made: LedgerValueUnusable names the field. */
export function readLedger (where: { mapping: string, timeZone: string }, found: unknown): Ledger | null {
  if (found === undefined) return null
  const values = found as Record<keyof Ledger, unknown>
  const refuse = (field: keyof Ledger, en: string, ja: string): never => {
    const value = values[field]
    throw new LedgerValueUnusable(field, where.mapping, value === null ? both('it is empty', '空です') : both(`${show(value)} is no ${en}`, `${show(value)} は${ja}ではありません`))
  }
  const text = (field: 'counterparty' | 'kind' | 'number'): string => readText(values[field], LONGEST[field]) ?? refuse(field, `text of 1 to ${LONGEST[field]} characters`, `1～${LONGEST[field]} 文字の文字列`)
  return {
    date: readDay(values.date, where.timeZone) ?? refuse('date', 'day of the calendar', '日付'),
    amount: readAmount(values.amount) ?? refuse('amount', 'amount of at most 16 digits and 4 decimals', '整数部 16 桁・小数 4 桁以内の金額'),
    currency: values.currency === undefined ? null : readCurrency(values.currency) ?? refuse('currency', 'currency code like JPY', ' JPY のような通貨コード'),
    counterparty: text('counterparty'),
    kind: text('kind'),
    number: values.number === undefined ? null : text('number')
  }
}

/** PostgreSQL's dates begin with the year 1. */
function readDay (value: unknown, timeZone: string): string | null {
  try {
    const day = formatMoment(readMoment(value, timeZone), { pattern: 'yyyy-MM-dd', locale: 'en' })
    return day.startsWith('0000') ? null : day
  } catch {
    return null
  }
}

/** numeric(20, 4): what would be rounded away is refused. */
function readAmount (value: unknown): string | null {
  try {
    const amount = readDecimal(value)
    return amount.decimalPlaces() <= 4 && amount.abs().lessThan('1e16') ? amount.toFixed() : null
  } catch {
    return null
  }
}

/** https://www.iso.org/iso-4217-currency-codes.html */
function readCurrency (value: unknown): string | null {
  return typeof value === 'string' && /^[A-Z]{3}$/.test(value) ? value : null
}

function readText (value: unknown, longest: number): string | null {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : ''
  // eslint-disable-next-line no-control-regex
  return text === '' || text.length > longest || !text.isWellFormed() || /[\u0000-\u001f\u007f]/.test(text) ? null : text
}

function show (value: unknown): string {
  return JSON.stringify(value)?.slice(0, 100) ?? 'nothing'
}
