import t from 'tap'
import fc from 'fast-check'
import { escapeLiteral, escapePattern } from '../../server/views/escape-literal.ts'
import { onlyCondition, readLiteral } from './read-literal.ts'

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('\\', '\'', '"', '\n', '\r', '\t', '%', '_', 'a', ' ', '(', ')', '\0', '\u2028') }), fc.constantFrom('\\', '\\\'', '\\\\\' OR Name != \'', '\' OR Id != null --'))

t.test('whatever a text holds, Salesforce reads that text and nothing else', async (t) => {
  fc.assert(fc.property(anyText, (text) => {
    const condition = onlyCondition(`SELECT Id FROM Account WHERE Name = ${escapeLiteral(text)}`)
    return condition !== null && condition.field === 'Name' && readLiteral(String(condition.value)) === text
  }), { numRuns: 2000 })
  t.equal(escapeLiteral('O\'Hara \\ "x"\n'), '\'O\\\'Hara \\\\ \\"x\\"\\n\'')
})

t.test('in a pattern the wildcards stay, everything else is text', async (t) => {
  fc.assert(fc.property(anyText, (text) => {
    const condition = onlyCondition(`SELECT Id FROM Account WHERE Name LIKE ${escapePattern(text)}`)
    return condition !== null && readLiteral(String(condition.value), true) === text
  }), { numRuns: 2000 })
  t.equal(escapePattern('100\\% %株式会社_'), '\'100\\% %株式会社_\'')
})

t.test('half a character and endless text are refused with a sentence', async (t) => {
  t.throws(() => escapeLiteral('\ud83d'), { code: 'CHOHYO_FILTER_INVALID', message: /half a character/ })
  t.throws(() => escapePattern('x'.repeat(4001)), { code: 'CHOHYO_FILTER_INVALID', message: /4000 characters/ })
})
