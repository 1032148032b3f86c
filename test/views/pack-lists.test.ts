import t from 'tap'
import { packLists } from '../../server/views/pack-lists.ts'
import { list, parents, view } from './checked-levels.ts'

const names = (lists: Array<{ name: string }>) => lists.map(({ name }) => name)

t.test('lists share queries of at most twenty', async (t) => {
  const { bundles, flat } = packLists(view({ lists: Array.from({ length: 45 }, (_, index) => list(`l${index}`)) }), { columns: [], records: 1, capacity: Infinity })
  t.same(bundles.map(({ lists }) => lists.length), [20, 20, 5])
  t.same(flat, [])
})

t.test('small lists travel together, a list that does not fit the page goes its own way', async (t) => {
  const lists = [list('huge'), list('small'), list('middle')]
  const { bundles, flat } = packLists(view({ lists }), { columns: [], records: 100, capacity: 2000, counts: { huge: 1901, small: 10, middle: 1890 } })
  t.same(bundles.map(({ lists, rows }) => [names(lists), rows]), [[['small', 'middle'], 2000]])
  t.same(names(flat), ['huge'])
})

t.test('a limit for each parent bounds what a list can bring', async (t) => {
  const lists = [list('top', { limit: 3, lists: [list('below', { limit: 2 })] })]
  const { bundles } = packLists(view({ lists }), { columns: [], records: 10, capacity: 2000, counts: { top: 50_000, 'top.below': 90_000 } })
  t.equal(bundles[0]?.rows, 10 + 30 + 60)
})

t.test('too deep, too wide or too many inside: not nested', async (t) => {
  const deep = list('a', { lists: [list('b', { lists: [list('c', { lists: [list('d', { lists: [list('e')] })] })] })] })
  const wide = list('wide', { columns: parents(56) })
  const many = list('many', { lists: Array.from({ length: 20 }, (_, index) => list(`l${index}`)) })
  const { bundles, flat } = packLists(view({ lists: [deep, wide, many] }), { columns: [], records: 1, capacity: Infinity })
  t.same(bundles.map(({ lists }) => lists), [[]])
  t.same(names(flat), ['a', 'wide', 'many'])
})

t.test('a relationship is taken once a query, at every level', async (t) => {
  const [head, tail] = [list('head', { relationship: 'lines__r' }), list('tail', { relationship: 'lines__r' })]
  const above = packLists(view({ lists: [head, tail] }), { columns: [], records: 1, capacity: Infinity })
  t.same(above.bundles.map(({ lists }) => names(lists)), [['head'], ['tail']])
  const below = packLists(view({ lists: [list('invoices', { lists: [head, tail] })] }), { columns: [], records: 1, capacity: Infinity })
  t.same(names(below.flat), ['invoices'])
})
