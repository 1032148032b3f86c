import fc from 'fast-check'
import t from 'tap'
import { checkText } from '../../server/envelopes/check-text.ts'
import { fillText } from '../../server/envelopes/fill-text.ts'
import { listGaps } from '../../server/envelopes/list-gaps.ts'

const columns = { 取引先名: 'Acme', amount: 1200, '金額[税込]': 1320, paid: false, memo: null }
const attributes = { customer: '{folder}', folder: '[amount]' }

t.test('gaps are filled from the row and from the envelope', async (t) => {
  t.equal(fillText('[取引先名] 御中 {customer}', { columns, attributes }), 'Acme 御中 {folder}')
  t.equal(fillText('[amount]円(税込 [金額[税込]]円)[paid][memo]', { columns }), '1200円(税込 1320円)false')
})

t.test('a doubled sign is the sign itself, and a closing one needs no doubling', async (t) => {
  t.equal(fillText('[[[取引先名]] {{x}} [[[[', { columns, attributes }), '[Acme] {x}} [[')
})

t.test('what has no gaps at this place is text', async (t) => {
  t.equal(fillText('[請求書]_{customer}', { attributes }), '[請求書]_{folder}')
  t.equal(fillText('[amount] {"a":1}', { columns }), '1200 {"a":1}')
  t.same(checkText('[請求書] [[ {{', { attributes: [] }), [])
  t.same(listGaps('{a}[b][[c]{a}').map(({ kind, name, at }) => [kind, name, at]), [['attribute', 'a', 1], ['column', 'b', 4], ['attribute', 'a', 11]])
})

t.test('an unknown name is found when the text is checked, with its place and the names that were meant', async (t) => {
  const names = { columns: Object.keys(columns), attributes: Object.keys(attributes) }
  t.same(checkText('[取引先] {foldr} [amount', names).map(({ en, ja }) => ({ en, ja })), [
    { en: 'there is no column [取引先], at character 1 (did you mean [取引先名]?)', ja: '1 文字目の [取引先] という列はありません(もしかして: [取引先名])' },
    { en: 'there is no attribute {foldr}, at character 7 (did you mean {folder}?)', ja: '7 文字目の {foldr} という属性はありません(もしかして: {folder})' },
    { en: '[ at character 15 is not closed; for the sign itself write [[', ja: '15 文字目の [ が閉じられていません。記号そのものは [[ と書きます' }
  ])
  t.throws(() => fillText('[nobody]', { columns }), { code: 'CHOHYO_TEXT_INVALID', message: /no column \[nobody\]/ })
  t.throws(() => fillText('[__proto__][toString]', { columns }), { code: 'CHOHYO_TEXT_INVALID' })
})

const value = fc.oneof(fc.string(), fc.constantFrom('[a]', '{b}', '[[', '{{', '[', '}'))
const text = fc.array(fc.oneof(fc.string(), fc.constantFrom('[', ']', '{', '}', '[a]', '{b}', '[[', '{{'))).map((parts) => parts.join(''))

t.test('any text can be written so that it comes out as it is', async (t) => {
  fc.assert(fc.property(text, (any) => fillText(any.replaceAll('[', '[[').replaceAll('{', '{{'), { columns, attributes }) === any))
  t.pass()
})

t.test('a value comes out as it is, whatever it looks like', async (t) => {
  fc.assert(fc.property(value, value, (a, b) => fillText('<[a]|{b}|[a]>', { columns: { a }, attributes: { b } }) === `<${a}|${b}|${a}>`))
  t.pass()
})

t.test('what checking lets pass can be filled, and what it finds cannot', async (t) => {
  fc.assert(fc.property(text, (any) => {
    const passes = checkText(any, { columns: ['a'], attributes: ['b'] }).length === 0
    try {
      fillText(any, { columns: { a: 'x' }, attributes: { b: 'y' } })
      return passes
    } catch {
      return !passes
    }
  }), { numRuns: 500 })
  t.pass()
})
