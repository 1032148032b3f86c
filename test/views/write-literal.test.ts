import t from 'tap'
import fc from 'fast-check'
import type { Condition } from '../../server/views/schema.ts'
import { kindOf, writeLiteral, type Kind } from '../../server/views/write-literal.ts'
import { onlyCondition } from './read-literal.ts'

const write = (kind: Kind, op: Condition['op'], value: Condition['value']) => writeLiteral(kind, { op, value })

t.test('values are written as their field wants them', async (t) => {
  t.equal(write('text', '=', 'a'), '\'a\'')
  t.equal(write('text', 'in', ['a', 'b\'']), '(\'a\', \'b\\\'\')')
  t.equal(write('multi', 'includes', ['red;blue', 'green']), '(\'red;blue\', \'green\')')
  t.equal(write('number', '>', 1e17), '100000000000000000')
  t.equal(write('number', '<', 0.0000001), '0.0000001')
  t.equal(write('number', '=', -0), '0')
  t.equal(write('boolean', '=', false), 'false')
  t.equal(write('id', 'in', ['001D000000IRFma']), '(\'001D000000IRFma\')')
  t.equal(write('date', '<=', '2024-02-29'), '2024-02-29')
  t.equal(write('datetime', '=', '2026-03-31T09:00:00+0900'), '2026-03-31T00:00:00Z')
  t.equal(write('datetime', '=', '2026-03-31T09:00:00.120Z'), '2026-03-31T09:00:00.120Z')
  t.equal(write('time', '>', '09:30:00.000Z'), '09:30:00.000Z')
  t.equal(write('date', '=', { date: 'THIS_FISCAL_YEAR' }), 'THIS_FISCAL_YEAR')
  t.equal(write('datetime', '>', { date: 'LAST_N_DAYS:30' }), 'LAST_N_DAYS:30')
  t.equal(write('text', '!=', null), 'null')
})

t.test('a value of another type is refused, with what would be right', async (t) => {
  const wrong: Array<[Kind, Condition['op'], Condition['value'], RegExp]> = [
    ['number', '=', '1 OR 1=1', /number/],
    ['number', '=', NaN, /number/],
    ['number', '=', 1e18, /18 digits/],
    ['boolean', '=', 'true', /true or false/],
    ['boolean', '<', true, /does not go with/],
    ['text', '=', 1, /takes text/],
    ['text', '=', ['a'], /one value/],
    ['text', 'in', 'a', /list of values/],
    ['text', '<', null, /empty value/],
    ['id', '=', '001\' OR Id != \'', /not a record id/],
    ['id', 'like', '001%', /does not go with/],
    ['date', '=', '2026-02-30', /not a date/],
    ['date', '=', '1600-01-01', /not a date/],
    ['date', '=', '2026-03-31T00:00:00Z', /not a date/],
    ['datetime', '=', '2026-03-31', /date with time/],
    ['datetime', '=', '2026-13-31T00:00:00Z', /date with time|not a date/],
    ['datetime', '=', '2026-03-31T25:00:00Z', /date with time/],
    ['time', '=', '24:00:00Z', /not a time/],
    ['date', '=', { date: 'TODAY:3' }, /date literal/],
    ['date', '=', { date: 'LAST_N_DAYS' }, /date literal/],
    ['date', '=', { date: 'LAST_N_DAYS:0' }, /date literal/],
    ['date', '=', { date: 'TODAY OR Id != null' }, /date literal/],
    ['text', '=', { date: 'TODAY' }, /dates only/],
    ['multi', 'in', ['a'], /does not go with/]
  ]
  for (const [kind, op, value, sentence] of wrong) t.throws(() => write(kind, op, value), { code: 'CHOHYO_FILTER_INVALID', message: sentence }, `${kind} ${op} ${JSON.stringify(value)}`)
})

t.test('every number comes back as itself', async () => {
  fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e17, max: 1e17 }), (value) => {
    const written = write('number', '=', value)
    return /^-?\d+(\.\d+)?$/.test(written) && Math.abs(Number(written) - value) <= Math.max(Math.abs(value) * 1e-15, 1e-18)
  }))
})

t.test('whatever is written is one condition', async () => {
  const op = fc.constantFrom<Condition['op']>('=', '!=', '<', 'like', 'in', 'not in', 'includes', 'excludes')
  const value = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null), fc.array(fc.string(), { minLength: 1 }), fc.record({ date: fc.string() }))
  fc.assert(fc.property(fc.constantFrom<Kind>('text', 'id', 'number', 'boolean', 'date', 'datetime', 'time', 'multi'), op, value, (kind, op, value) => {
    let written
    try {
      written = write(kind, op, value)
    } catch (error) {
      return error instanceof Error && 'code' in error && error.code === 'CHOHYO_FILTER_INVALID'
    }
    return onlyCondition(`SELECT Id FROM Account WHERE Name ${op.toUpperCase()} ${written}`) !== null
  }), { numRuns: 2000 })
})

t.test('fields that cannot be compared have no kind', async (t) => {
  t.equal(kindOf('currency'), 'number')
  t.equal(kindOf('base64'), null)
  t.equal(kindOf('constructor'), null)
})
