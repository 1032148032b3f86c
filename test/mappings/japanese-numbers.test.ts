import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import t from 'tap'
import { kanjiDigits, writeKanji } from '../../server/mappings/japanese-numbers.ts'

/** Reads 漢数字 and 大字 back, the way a person does. */
function readKanji (text: string): bigint {
  const digits = new Map([...'〇一二三四五六七八九'].map((digit, value) => [digit, value]))
  for (const [digit, value] of [...'零壱弐参肆伍陸漆捌玖'].map((digit, value) => [digit, value] as const)) digits.set(digit, value)
  const small = new Map([['十', 10], ['拾', 10], ['百', 100], ['佰', 100], ['千', 1000], ['仟', 1000]])
  const large = new Map([['万', 4], ['萬', 4], ['億', 8], ['兆', 12], ['京', 16]])
  let [sum, group, digit] = [0n, 0, -1]
  for (const char of text.replace('マイナス', '')) {
    if (digits.has(char)) digit = digits.get(char)!
    else if (small.has(char)) {
      group += (digit === -1 ? 1 : digit) * small.get(char)!
      digit = -1
    } else {
      sum += BigInt(group + Math.max(digit, 0)) * 10n ** BigInt(large.get(char)!);
      [group, digit] = [0, -1]
    }
  }
  return (sum + BigInt(group + Math.max(digit, 0))) * (text.startsWith('マイナス') ? -1n : 1n)
}

t.test('numbers as they are written', async (t) => {
  t.equal(writeKanji(new Decimal(1500), 'kanji'), '千五百')
  t.equal(writeKanji(new Decimal(10_000), 'kanji'), '一万')
  t.equal(writeKanji(new Decimal(0), 'kanji'), '〇')
  t.equal(writeKanji(new Decimal(1_234_567), 'daiji'), '壱百弐拾参萬四千五百六拾七')
  t.equal(writeKanji(new Decimal(1_230_000), 'daiji'), '壱百弐拾参萬')
  t.equal(writeKanji(new Decimal(45_678), 'old'), '肆萬伍仟陸佰漆拾捌')
  t.equal(writeKanji(new Decimal(-12), 'kanji'), 'マイナス十二')
  t.equal(kanjiDigits('2026-11'), '二〇二六-一一')
})

for (const style of ['kanji', 'daiji', 'old'] as const) {
  t.test(`every whole number can be read back: ${style}`, async (t) => {
    fc.assert(fc.property(fc.bigInt({ min: -(10n ** 20n) + 1n, max: 10n ** 20n - 1n }), (value) => readKanji(writeKanji(new Decimal(value.toString()), style)) === value), { numRuns: 500 })
    fc.assert(fc.property(fc.integer({ min: 0, max: 99_999 }), (value) => readKanji(writeKanji(new Decimal(value), style)) === BigInt(value)), { numRuns: 300 })
  })
}

t.test('fractions and giants are refused', async (t) => {
  t.throws(() => writeKanji(new Decimal('1.5'), 'kanji'), /whole number/)
  t.throws(() => writeKanji(new Decimal('1e20'), 'kanji'), /too large/)
})
