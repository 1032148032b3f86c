import fc from 'fast-check'
import t from 'tap'
import { roundTax, taxByRate, type TaxRule } from '../../server/mappings/taxes.ts'

const rule: TaxRule = { amount: 'amount', rate: 'rate', rounding: 'floor', digits: 0, included: false }
const line = fc.record({ amount: fc.integer({ min: -1e9, max: 1e9 }), rate: fc.constantFrom(10, 8, 0) })

t.test('one line per rate, rounded once', async (t) => {
  const lines = [{ amount: 105, rate: 8 }, { amount: 105, rate: 8 }, { amount: 1980, rate: 10 }, { amount: null, rate: null }]
  t.same(taxByRate(lines, rule), [{ rate: 10, net: 1980, tax: 198, gross: 2178 }, { rate: 8, net: 210, tax: 16, gross: 226 }])
  t.same(taxByRate(lines, { ...rule, rounding: 'ceil' })[1], { rate: 8, net: 210, tax: 17, gross: 227 })
  t.same(taxByRate([], rule), [])
  t.same(taxByRate([{ amount: 1100, rate: 10 }], { ...rule, included: true }), [{ rate: 10, net: 1000, tax: 100, gross: 1100 }])
  t.same(taxByRate([{ amount: 10.05, rate: 8.875 }], { ...rule, digits: 2, rounding: 'round' }), [{ rate: 8.875, net: 10.05, tax: 0.89, gross: 10.94 }])
})

t.test('sums are those of whole numbers, to the last yen', async (t) => {
  fc.assert(fc.property(fc.array(line, { maxLength: 40 }), (lines) => taxByRate(lines, rule).every(({ rate, net, tax, gross }) => {
    const exact = lines.filter((one) => one.rate === rate).reduce((sum, { amount }) => sum + BigInt(amount), 0n)
    const floored = exact * BigInt(rate) / 100n
    return BigInt(net) === exact && BigInt(tax) === floored && BigInt(gross) === exact + floored
  })), { numRuns: 300 })
})

t.test('tax-included amounts come apart without a remainder', async (t) => {
  fc.assert(fc.property(fc.array(line, { maxLength: 20 }), (lines) => taxByRate(lines, { ...rule, included: true }).every(({ net, tax, gross }) => Number(net) + Number(tax) === Number(gross))), { numRuns: 200 })
})

t.test('a reversal cancels its invoice', async (t) => {
  for (const rounding of ['floor', 'round', 'ceil'] as const) {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1e9 }), (amount) => Number(roundTax(amount, { percent: 8, rounding, digits: 0 })) + Number(roundTax(-amount, { percent: 8, rounding, digits: 0 })) === 0), { numRuns: 100 })
  }
})

t.test('what would go untaxed unseen is an error', async (t) => {
  t.throws(() => taxByRate([{ amount: 1, rate: null }], rule), /row 1 has an amount but no rate/)
  t.throws(() => taxByRate([{ amount: 1 }], rule), /row 1 has no column rate/)
  t.throws(() => taxByRate([{ amount: 'x', rate: 10 }], rule), /"x" is not a number/)
  t.throws(() => roundTax(1, { percent: -10, rounding: 'floor', digits: 0 }), /cannot be/)
})
