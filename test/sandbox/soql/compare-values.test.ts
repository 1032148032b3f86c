import fc from 'fast-check'
import t from 'tap'
import { makeTest } from '../../../server/sandbox/soql/compare-values.ts'
import type { Operand } from '../../../server/sandbox/soql/read-literal.ts'

const text: Operand = { name: 'T', kind: 'text' }
const number: Operand = { name: 'N', kind: 'number' }
const day: Operand = { name: 'D', kind: 'date' }

t.test('LIKE finds what is written, wildcards only where they are meant', async t => {
  const like = (pattern: string, value: string): boolean => makeTest(text, 'LIKE', [{ value: pattern }])(value)
  t.ok(like('株式会社%', '株式会社髙橋'))
  t.ok(like('a_c', 'ABC'))
  t.notOk(like('a_c', 'abbc'))
  t.ok(like('100\\%', '100%'))
  t.notOk(like('100\\%', '1000'))
  t.ok(like('a%\nb%', 'a1\nb2'), 'over lines')
  fc.assert(fc.property(fc.string(), value => like(value.replace(/[\\]/g, '_').replace(/[%_]/g, '_'), value)))
})

t.test('exactly one of less, equal and more holds, and none for null', async t => {
  fc.assert(fc.property(fc.integer(), fc.integer(), (left, right) => {
    const holds = (['<', '=', '>'] as const).filter(operator => makeTest(number, operator, [{ value: right }])(left))
    return holds.length === 1
  }))
  for (const operator of ['<', '>', '<=', '>='] as const) t.notOk(makeTest(number, operator, [{ value: 0 }])(null), operator)
  t.ok(makeTest(number, '!=', [{ value: 0 }])(null), 'but null is not 0')
})

t.test('a stretch of days: equal within, more after, less before', async t => {
  const week = [{ from: '2026-11-01', to: '2026-11-08' }]
  const where = (value: string): string[] => (['<', '<=', '=', '>=', '>', '!='] as const).filter(operator => makeTest(day, operator, week)(value))
  t.strictSame(where('2026-10-31'), ['<', '<=', '!='])
  t.strictSame(where('2026-11-01'), ['<=', '=', '>='])
  t.strictSame(where('2026-11-07'), ['<=', '=', '>='])
  t.strictSame(where('2026-11-08'), ['>=', '>', '!='])
})

t.test('INCLUDES wants every value of one group', async t => {
  const test = makeTest(text, 'INCLUDES', [{ value: 'a;b' }, { value: 'c' }])
  t.strictSame(['a', 'a;b', 'B;x;A', 'c', null].map(test), [false, true, true, true, false])
})
