import t from 'tap'
import { add, fits, LIMITS, splitColumns, visible, weighLevel, weighList } from '../../server/views/weigh-level.ts'
import { column, list, parents, view } from './checked-levels.ts'

t.test('each relationship counts once, and those on the way count too', async (t) => {
  const columns = [column('A__r.B__r.Name'), column('A__r.Name'), column('A__r.B__r.Code__c'), column('Name')]
  t.equal(weighLevel(view(), columns).parents, 2)
  t.equal(weighLevel(view({ sort: [{ path: 'C__r.Name', direction: 'asc', nulls: null }], filter: { not: { any: [{ path: 'D__r.Name', op: '=', kind: 'text', value: 'x' }] } } }), columns).parents, 4)
})

t.test('a list weighs with all that lies in it', async (t) => {
  const weight = weighList(list('a', { columns: parents(3), lists: [list('b', { columns: parents(2) }), list('c', { lists: [list('d')] })] }))
  t.match(weight, { parents: 5, children: 4, depth: 3 })
  t.ok(fits(weight))
  t.notOk(fits(add(weight, { ...weight, parents: 51 })))
})

t.test('columns over more than 55 parents are split into queries that each fit', async (t) => {
  const groups = splitColumns(view({ columns: [...parents(120), column('Hidden__c', { hidden: true })] }))
  t.equal(groups.length, 3)
  t.equal(groups.flat().length, 120)
  for (const group of groups) t.ok(weighLevel(view(), group).parents <= LIMITS.parents)
})

t.test('columns too many for one text are split too, and the way back to the record takes its share', async (t) => {
  const long = Array.from({ length: 400 }, (_, index) => column(`F${String(index).padStart(240, 'x')}__c`))
  t.equal(splitColumns(view({ columns: long })).length, 2)
  t.equal(splitColumns(view({ columns: parents(55) })).length, 1)
  t.equal(splitColumns(view({ columns: parents(55) }), 3).length, 2)
})

t.test('a level of hidden columns only is still one query', async (t) => {
  t.same(splitColumns(view({ columns: [column('X__c', { hidden: true })] })), [[]])
  t.same(visible([column('X__c', { hidden: true })]), [])
})
