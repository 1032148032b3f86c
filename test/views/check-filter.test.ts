import t from 'tap'
import { checkFilter, checkSort } from '../../server/views/check-filter.ts'
import type { Filter, Sort } from '../../server/views/schema.ts'
import { describe } from './sales-org.ts'

async function check (filter: Filter): Promise<{ checked: unknown, problems: string[] }> {
  const problems: string[] = []
  const checked = await checkFilter({ describe, object: await describe('Account'), place: 'filter', report: (place, problem) => problems.push(`${place}: ${problem}`) }, filter)
  return { checked, problems }
}

t.test('a filter gets the spelling and the kinds of its fields', async (t) => {
  const { checked, problems } = await check({ all: [{ path: 'annualrevenue', op: '>', value: 5 }, { not: { any: [{ path: 'Parent.Name', op: 'like', value: 'A%' }] } }] })
  t.same(checked, { all: [{ path: 'AnnualRevenue', op: '>', kind: 'number', value: 5 }, { not: { any: [{ path: 'Parent.Name', op: 'like', kind: 'text', value: 'A%' }] } }] })
  t.same(problems, [])
})

t.test('all problems come at once, each with its place', async (t) => {
  const { checked, problems } = await check({
    any: [
      { path: 'Nmae', op: '=', value: 'x' },
      { path: 'BillingStreet', op: '=', value: 'x' },
      { not: { path: 'Closed__c', op: '=', value: 'yes' } },
      { path: 'BillingAddress', op: '=', value: 'x' },
      { path: 'Name', op: '=', value: 'x' }
    ]
  })
  t.equal(checked, null)
  t.match(problems, [/^filter\.any\[0\]\.path: .*did you mean Name/, /^filter\.any\[1\]\.path: Salesforce cannot filter by BillingStreet/, /^filter\.any\[2\]\.not\.value: Closed__c: .*true or false/, /^filter\.any\[3\]\.path: Salesforce cannot filter/])
  t.equal(problems.length, 4)
})

t.test('a filter deeper than anyone would write is refused before it is followed', async (t) => {
  let filter: Filter = { path: 'Name', op: '=', value: 'x' }
  for (let depth = 0; depth < 5000; depth++) filter = { not: filter }
  t.match((await check(filter)).problems, [/nested deeper/])
})

t.test('a sort names fields that can be sorted by', async (t) => {
  const problems: string[] = []
  const sorts: Sort[] = [{ path: 'name', direction: 'desc', nulls: 'last' }, { path: 'Colours__c' }, { path: 'Nope' }, { path: 'Parent.Name' }]
  const checked = await checkSort({ describe, object: await describe('Account'), place: 'sort', report: (place, problem) => problems.push(`${place}: ${problem}`) }, sorts)
  t.same(checked, [{ path: 'Name', direction: 'desc', nulls: 'last' }, { path: 'Parent.Name', direction: 'asc', nulls: null }])
  t.match(problems, [/^sort\[1\]\.path: Salesforce cannot sort by Colours__c/, /^sort\[2\]\.path/])
})
