import t from 'tap'
import { formulaFunctions, functionHelp } from '../../server/mappings/formula-functions.ts'
import { compileFormula } from '../../server/mappings/compile-formula.ts'

const setting = { locale: 'ja-JP', timeZone: 'Asia/Tokyo', now: '2026-11-22T15:30:00.000Z' }
const evaluate = (text: string, input: unknown = {}, locale = 'ja-JP') => compileFormula(text, { setting: () => ({ ...setting, locale }), timeLimit: 5000 }).evaluate(input, {})

t.test('numbers, money and percentages', async (t) => {
  t.equal(await evaluate('$fixed(1234.5, 2)'), '1,234.50')
  t.equal(await evaluate('$fixed(2.5)'), '3', 'half up, unlike $round')
  t.equal(await evaluate('$fixed(-2.5)'), '-3')
  t.equal(await evaluate('$fixed("12345678901234567890.005", 2)'), '12,345,678,901,234,567,890.01')
  t.equal(await evaluate('$money(1234, "JPY")'), '￥1,234')
  t.equal(await evaluate('$money(1234.5, "USD")', {}, 'en-US'), '$1,234.50')
  t.equal(await evaluate('$percent(10)'), '10%')
  t.equal(await evaluate('$percent(8.875)', {}, 'en-US'), '8.875%')
  t.equal(await evaluate('$times(0.1, 3)'), 0.3)
  t.equal(await evaluate('$roundTo(2.345, 2, "round")'), 2.35)
  t.equal(await evaluate('"金" & $daiji(1230000) & "円也"'), '金壱百弐拾参萬円也')
  t.equal(await evaluate('$kanji(1500) & $kanji(1500, "digits")'), '千五百一五〇〇')
})

t.test('lists', async (t) => {
  const input = { Lines: [{ A: 0.1, R: 10 }, { A: 0.2, R: 10 }, { A: null, R: null }], None: [] }
  t.equal(await evaluate('$sumExact(Lines, "A")', input), 0.3)
  t.equal(await evaluate('$sumExact(Lines.A)', input), 0.3)
  t.equal(await evaluate('$sumExact(None, "A")', input), 0)
  t.same(await evaluate('$runningSum(Lines, "A", "sum").sum', input), [0.1, 0.3, 0.3])
  t.same(await evaluate('$chunk([1, 2, 3], 2)'), [{ rows: [1, 2] }, { rows: [3] }])
  t.same(await evaluate('$taxByRate([{"a": 105, "r": 8}, {"a": 105, "r": 8}], "a", "r")'), [{ rate: 8, net: 210, tax: 16, gross: 226 }])
  t.same(await evaluate('$map(["2026-01-02", "2026-03-04"], $date)'), ['2026年1月2日', '2026年3月4日'])
})

t.test('text', async (t) => {
  t.equal(await evaluate('$honorific("株式会社サンプル", "御中") & $honorific(" ")'), '株式会社サンプル 御中')
  t.equal(await evaluate('$hankaku("ＡＢ") & $zenkaku("AB") & $kana("あ") & $hiragana("ア")'), 'ABＡＢアあ')
  t.same(await evaluate('$lines("a\\r\\nb\\nc")'), ['a', 'b', 'c'])
  t.equal(await evaluate('$pad("7", -3, "0")'), '007')
  t.equal(await evaluate('$today() & $now()'), '2026-11-23' + setting.now)
})

t.test('nothing in, nothing out; empty in, empty out', async (t) => {
  for (const { call } of functionHelp) {
    const name = /^\$(\w+)/.exec(call)![1]!
    if (call.endsWith('()')) continue
    t.equal(formulaFunctions.get(name)!(setting, undefined), undefined, call)
    t.equal(formulaFunctions.get(name)!(setting, null, 'x'), name === 'fullName' ? 'x' : null, call)
  }
})

t.test('the examples shown to people are true', async (t) => {
  for (const { example } of functionHelp) {
    for (const one of example.split('; ')) {
      const [formula, result] = one.split(' → ')
      if (result === undefined || result.includes('…') || !/^["$]/.test(formula!)) continue
      if (/\b[A-Z][a-z]+[A-Z]\w+/.test(formula!)) continue
      t.equal(String(await evaluate(formula!, {}, result.startsWith('$') ? 'en-US' : 'ja-JP')), result, one)
    }
  }
})
