import fc from 'fast-check'
import t from 'tap'
import { toHankaku, toHiragana, toKatakana, toZenkaku } from '../../server/mappings/text-width.ts'

t.test('widths', async (t) => {
  t.equal(toZenkaku('AB-1 ｶﾞｯﾊﾟｰ｡'), 'ＡＢ－１\u3000ガッパー。')
  t.equal(toHankaku('ＡＢ－１\u3000ガッパー。ヴ'), 'AB-1 ｶﾞｯﾊﾟｰ｡ｳﾞ')
  t.equal(toHankaku('漢字ひらがな'), '漢字ひらがな')
  t.equal(toKatakana('やまだ ゔゝ'), 'ヤマダ ヴヽ')
  t.equal(toHiragana('ヤマダ ｶﾞヴヶー'), 'やまだ がゔゖー')
})

const full = fc.string({ unit: fc.constantFrom(...'ＡＺ０９！～ガパヴアンッーヲ。「」・漢ひ\u3000') })

t.test('there and back is the same text', async (t) => {
  fc.assert(fc.property(full, (text) => toZenkaku(toHankaku(text)) === text))
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'ぁあがぱんゔゝ漢x') }), (text) => toHiragana(toKatakana(text)) === text))
})
