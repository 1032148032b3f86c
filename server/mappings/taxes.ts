import type { Decimal } from 'decimal.js'
import { columnOf, readDecimal, readList, readRounding, sumExact, writeDecimal, type Rounding } from './decimals.ts'

/** The lines of one rate: net, tax and gross. */
export interface TaxLine { rate: number | string, net: number | string, tax: number | string, gross: number | string }

/** Which columns hold amount and rate (percent), how to round and to how many digits, and whether amounts already contain the tax (内税). */
export interface TaxRule { amount: string, rate: string, rounding: Rounding, digits: number, included: boolean }

/** Tax on an amount at a percentage. */
export function roundTax (amount: unknown, { percent, ...rule }: { percent: unknown, rounding: Rounding, digits: number }): number | string {
  return writeDecimal(taxOf(readDecimal(amount), readDecimal(percent), { ...rule, included: false }))
}

/**
 * One line per rate, highest first. The tax is rounded once for each rate and invoice, never per item, as a 適格請求書 demands (消費税法施行令第70条の10).
 */
export function taxByRate (lines: unknown, rule: TaxRule): TaxLine[] {
  const groups = new Map<string, unknown[]>()
  readList(lines).forEach((line, index) => {
    const amount = columnOf(line, rule.amount, index)
    const rate = columnOf(line, rule.rate, index)
    // A line of text has neither; an amount without a rate would go untaxed unseen.
    if (rate === null && amount !== null && !readDecimal(amount).isZero()) throw new Error(`row ${index + 1} has an amount but no rate in ${rule.rate}`)
    if (rate === null) return
    const key = readDecimal(rate).toFixed()
    groups.set(key, [...groups.get(key) ?? [], amount])
  })
  return [...groups].map(([rate, amounts]) => taxLine(readDecimal(rate), sumExact(amounts), rule))
    .sort((one, other) => Number(other.rate) - Number(one.rate))
}

function taxLine (rate: Decimal, sum: Decimal, rule: TaxRule): TaxLine {
  const tax = taxOf(sum, rate, rule)
  const [net, gross] = rule.included ? [sum.minus(tax), sum] : [sum, sum.plus(tax)]
  return { rate: writeDecimal(rate), net: writeDecimal(net), tax: writeDecimal(tax), gross: writeDecimal(gross) }
}

function taxOf (amount: Decimal, percent: Decimal, { rounding, digits, included }: Pick<TaxRule, 'rounding' | 'digits' | 'included'>): Decimal {
  if (percent.isNegative()) throw new Error(`a tax rate of ${percent.toFixed()} % cannot be`)
  return amount.times(percent).dividedBy(included ? percent.plus(100) : 100).toDecimalPlaces(digits, readRounding(rounding))
}
