import fc from 'fast-check'
import t from 'tap'
import { readDecimal, readRounding, sumExact, writeDecimal } from '../../server/mappings/decimals.ts'

t.test('sums are exact', async (t) => {
  t.equal(writeDecimal(sumExact([0.1, 0.2])), 0.3)
  t.equal(writeDecimal(sumExact([{ a: '9007199254740993' }, { a: '0.01' }], 'a')), '9007199254740993.01')
  t.equal(writeDecimal(sumExact([{ a: null }, { a: 1 }], 'a')), 1)
  fc.assert(fc.property(fc.array(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n })), (cents) => {
    const text = (value: bigint) => `${value < 0n ? '-' : ''}${(value < 0n ? -value : value) / 100n}.${String((value < 0n ? -value : value) % 100n).padStart(2, '0')}`
    return sumExact(cents.map(text)).toFixed(2).replace('-0.00', '0.00') === text(cents.reduce((sum, one) => sum + one, 0n))
  }), { numRuns: 200 })
})

t.test('a number is what is written', async (t) => {
  fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }), (value) => writeDecimal(readDecimal(value)) === (value === 0 ? 0 : value)))
  for (const value of ['', ' ', 'x', '1,000', '１', 'NaN', 'Infinity', '1e5', '0x10', NaN, Infinity, true, null, {}, []]) t.throws(() => readDecimal(value), /is not a number/, JSON.stringify(value))
  t.throws(() => sumExact([{ a: 1 }], 'b'), /row 1 has no column b/)
  t.throws(() => readRounding('constructor'), /no way to round/)
})
