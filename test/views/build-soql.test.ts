import t from 'tap'
import fc from 'fast-check'
import { parseQuery } from '@jetstreamapp/soql-parser-js'
import { allOf, buildCount, buildSoql } from '../../server/views/build-soql.ts'
import type { CheckedFilter } from '../../server/views/checked-view.ts'
import { readLiteral } from './read-literal.ts'

const name = (value: string): CheckedFilter => ({ path: 'Name', op: '=', kind: 'text', value })

t.test('a query says what it selects, what narrows it and how it is sorted', async (t) => {
  t.equal(buildSoql({
    object: 'Account',
    fields: ['Id', 'Owner.Name', 'Id'],
    children: [{ object: 'Invoices__r', fields: ['Id'], sort: [{ path: 'Total__c', direction: 'desc', nulls: 'last' }], limit: 3 }],
    filter: { all: [name('a'), { any: [name('b'), { not: name('c') }] }] },
    limit: 10
  }), 'SELECT Id, Owner.Name, (SELECT Id FROM Invoices__r ORDER BY Total__c DESC NULLS LAST LIMIT 3) FROM Account WHERE Name = \'a\' AND (Name = \'b\' OR (NOT Name = \'c\')) LIMIT 10')
  t.equal(buildCount({ object: 'Account', filter: name('a') }), 'SELECT COUNT() FROM Account WHERE Name = \'a\'')
  t.equal(allOf(null, undefined), null)
  t.same(allOf(null, name('a')), name('a'))
})

t.test('only names can stand where names belong', async (t) => {
  for (const bad of ['Id FROM User--', 'Id, (SELECT Id FROM Users)', 'Name\n', 'a.b.c.d.e.f.g', '', '1st', 'COUNT()', 'Nаme']) {
    t.throws(() => buildSoql({ object: 'Account', fields: [bad] }), { code: 'CHOHYO_FILTER_INVALID' }, bad)
    t.throws(() => buildSoql({ object: bad, fields: ['Id'] }), { code: 'CHOHYO_FILTER_INVALID' }, bad)
    t.throws(() => buildSoql({ object: 'Account', fields: ['Id'], filter: { path: bad, op: '=', kind: 'text', value: 'x' } }), { code: 'CHOHYO_FILTER_INVALID' }, bad)
    t.throws(() => buildSoql({ object: 'Account', fields: ['Id'], sort: [{ path: bad, direction: 'asc', nulls: null }] }), { code: 'CHOHYO_FILTER_INVALID' }, bad)
  }
  t.throws(() => buildSoql({ object: 'Account', fields: ['Id'], limit: 1.5 }), { code: 'CHOHYO_FILTER_INVALID' })
})

/** A filter and the values in it, in order. */
const filters = fc.letrec<{ filter: CheckedFilter }>((tie) => ({
  filter: fc.oneof({ maxDepth: 4 },
    fc.string({ unit: 'binary', maxLength: 20 }).map(name),
    fc.array(tie('filter'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('filter'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('filter').map((not) => ({ not })))
})).filter

function valuesOf (filter: CheckedFilter): unknown[] {
  if ('all' in filter) return filter.all.flatMap(valuesOf)
  if ('any' in filter) return filter.any.flatMap(valuesOf)
  return 'not' in filter ? valuesOf(filter.not) : [filter.value]
}

t.test('however conditions are nested, the parser finds the same values in the same order', async () => {
  fc.assert(fc.property(filters, (filter) => {
    const found: string[] = []
    JSON.stringify(parseQuery(buildSoql({ object: 'Account', fields: ['Id'], filter })), (key, value: unknown) => {
      if (key === 'value') found.push(readLiteral(String(value)))
      return value
    })
    return JSON.stringify(found) === JSON.stringify(valuesOf(filter))
  }), { numRuns: 300 })
})
