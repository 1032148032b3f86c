import { Decimal } from 'decimal.js'

// Salesforce numbers have at most 18 digits; 50 leave room for products without rounding anything away.
const Exact = Decimal.clone({ precision: 50, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -50, toExpPos: 50 })

export type Rounding = 'floor' | 'round' | 'ceil'
const roundings: Record<Rounding, Decimal.Rounding> = { floor: Decimal.ROUND_DOWN, round: Decimal.ROUND_HALF_UP, ceil: Decimal.ROUND_UP }

/** A number as it is written, without binary dust: 0.1 is one tenth. Throws a sentence for what is no number. */
export function readDecimal (value: unknown): Decimal {
  if (typeof value === 'number' && Number.isFinite(value)) return new Exact(value)
  if (typeof value === 'string' && /^[+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})$/.test(value.trim())) return new Exact(value.trim())
  throw new Error(`${JSON.stringify(value)} is not a number`)
}

/** A number again where that is exact, else its digits as text. */
export function writeDecimal (value: Decimal): number | string {
  const number = value.toNumber()
  return new Exact(number).eq(value) ? (number === 0 ? 0 : number) : value.toFixed()
}

/** 切捨て, 四捨五入 and 切上げ, all towards or away from zero, as amounts and their reversals must cancel. */
export function readRounding (mode: unknown): Decimal.Rounding {
  if (typeof mode === 'string' && Object.hasOwn(roundings, mode)) return roundings[mode as Rounding]
  throw new Error(`${JSON.stringify(mode)} is no way to round; use "floor", "round" or "ceil"`)
}

/** Sum of a list of numbers, or of one column of a list of rows. Empty fields count as zero. */
export function sumExact (list: unknown, column?: string): Decimal {
  return readList(list).reduce((sum: Decimal, item, index) => {
    const value = column === undefined ? item : columnOf(item, column, index)
    return value === null ? sum : sum.plus(readDecimal(value))
  }, new Exact(0))
}

export function readList (list: unknown): unknown[] {
  return Array.isArray(list) ? list : [list]
}

/** One column of a row; a row without it is an error, not a zero. */
export function columnOf (row: unknown, column: string, index: number): unknown {
  if (typeof row === 'object' && row !== null && Object.hasOwn(row, column)) return (row as Record<string, unknown>)[column]
  throw new Error(`row ${index + 1} has no column ${column}`)
}
