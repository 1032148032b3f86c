import t from 'tap'
import { checkFormula } from '../../server/mappings/compile-formula.ts'
import { findUnknownNames } from '../../server/mappings/formula-names.ts'

t.test('a formula that can be read has no fault', async (t) => {
  for (const formula of ['Name', '$sum(Lines.(Qty * Price))', Array(100).fill('Name').join(' & '), '('.repeat(50) + '1' + ')'.repeat(50)]) t.equal(checkFormula(formula), null, formula.slice(0, 30))
})

t.test('a fault has a sentence and a place', async (t) => {
  t.match(checkFormula('Name +'), { message: 'Unexpected end of expression', position: 6 })
  t.match(checkFormula('/(/'), { message: /./, position: Number })
})

t.test('depth is refused before anybody walks it', async (t) => {
  const wrap = (open: string, close: string, times: number) => open.repeat(times) + '1' + close.repeat(times)
  for (const formula of [wrap('[', ']', 4900), wrap('1+', '', 4900), wrap('-', '', 9000), wrap('(', ')', 3000), 'a' + '.a'.repeat(4000), wrap('a[', ']', 3000), wrap('1?', '', 3000), wrap('a~>$f~>', '', 1400), wrap('{"a":', '}', 1600), wrap('function($x){', '}', 700), wrap('$f(', ')', 3000)]) {
    const fault = checkFormula(formula)
    if (fault === null) t.doesNotThrow(() => findUnknownNames(formula, { shape: new Map(), row: null, parent: null }), formula.slice(0, 20))
    else t.match(fault.message, /nested too deep/, formula.slice(0, 20))
  }
})
