import fc from 'fast-check'
import t from 'tap'
import { groupRows, type Row } from '../../server/works/group-rows.ts'

const invoices = [
  { no: 'A-1', 取引先: 'Acme', item: 'Bolt', price: '10' },
  { no: 'A-1', 取引先: 'Acme', item: 'Nut', price: '10' },
  { no: 'B-2', 取引先: 'Bell', item: 'Rope', price: '30' },
  { no: 'A-1', 取引先: 'Acme', item: 'Saw', price: '40' }
]

t.test('a new document begins where the key changes', async (t) => {
  t.strictSame(groupRows(invoices, ['no']), [
    { key: ['A-1'], header: { no: 'A-1', 取引先: 'Acme', price: '10' }, rows: invoices.slice(0, 2) },
    { key: ['B-2'], header: { no: 'B-2', 取引先: 'Bell', item: 'Rope', price: '30' }, rows: invoices.slice(2, 3) },
    { key: ['A-1'], header: { no: 'A-1', 取引先: 'Acme', item: 'Saw', price: '40' }, rows: invoices.slice(3) }
  ])
})

t.test('or rows of one key are put together from wherever they stand', async (t) => {
  const [acme, bell, ...others] = groupRows(invoices, ['no'], 'together')
  t.strictSame(acme, { key: ['A-1'], header: { no: 'A-1', 取引先: 'Acme' }, rows: [invoices[0], invoices[1], invoices[3]] })
  t.strictSame([bell?.rows.length, others], [1, []])
})

t.test('without a key each row is a document', async (t) => {
  t.strictSame(groupRows([invoices[0], invoices[0]].map((row) => ({ ...row })), []).map(({ key, rows }) => [key, rows.length]), [[[], 1], [[], 1]])
})

t.test('keys are compared whole: neither their seam nor their kind is lost', async (t) => {
  t.equal(groupRows([{ a: 'x', b: 'yz' }, { a: 'xy', b: 'z' }], ['a', 'b'], 'together').length, 2)
  t.equal(groupRows<unknown>([{ a: 1 }, { a: '1' }, { a: null }, {}], ['a'], 'together').length, 3)
})

const cell = fc.constantFrom('', 'a', 'b', '","')
const row = fc.record({ k: cell, l: cell, m: cell })
const key = fc.subarray(['k', 'l'])

t.test('groups by key break, one after the other, are the rows in their order', async (t) => {
  fc.assert(fc.property(fc.array(row), key, (rows, columns) => {
    const groups = groupRows(rows, columns)
    t.strictSame(groups.flatMap((group) => group.rows), rows)
    if (columns.length > 0) groups.slice(1).forEach((group, at) => t.strictNotSame(group.key, groups[at]?.key))
  }))
})

t.test('groups by equal key have each row once, in the order of the rows, and each key once', async (t) => {
  fc.assert(fc.property(fc.array(row), key, (plain, columns) => {
    const rows: Row[] = plain.map((one, place) => ({ ...one, place }))
    const groups = groupRows(rows, columns, 'together')
    t.strictSame(groups.flatMap((group) => group.rows).sort((a, b) => Number(a.place) - Number(b.place)), rows)
    groups.forEach((group) => t.strictSame(group.rows.map(({ place }) => place), group.rows.map(({ place }) => place).sort((a, b) => Number(a) - Number(b))))
    if (columns.length > 0) t.equal(new Set(groups.map((group) => JSON.stringify(group.key))).size, groups.length)
  }))
})

t.test('the header holds what is the same in all rows, and nothing else', async (t) => {
  fc.assert(fc.property(fc.array(row), key, (rows, columns) => {
    for (const { header, rows: own } of groupRows(rows, columns, 'together')) {
      for (const column of ['k', 'l', 'm'] as const) t.equal(Object.hasOwn(header, column), new Set(own.map((one) => one[column])).size === 1)
    }
  }))
})
