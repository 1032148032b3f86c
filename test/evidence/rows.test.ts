import { existsSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { rows } from './rows.ts'

const root = join(import.meta.dirname, '../..')

t.test('every row of the checklist is there, once and in order', async (t) => {
  t.same(rows.map(({ row }) => row), Array.from({ length: 38 }, (_, at) => at + 1))
})

t.test('what a row names as its proof is there', async (t) => {
  for (const { row, tests, documents = [] } of rows) t.same([...tests, ...documents].filter((file) => !existsSync(join(root, file))), [], `row ${row}`)
})

t.test('software is proven by tests, duties of people by documents, what is both by both', async (t) => {
  for (const { row, kind, tests, documents = [] } of rows) {
    t.equal(tests.length > 0, kind !== 'document', `row ${row} is ${kind}`)
    t.equal(documents.length > 0, kind !== 'software', `row ${row} is ${kind}`)
  }
})

t.test('at least 29 rows are software, and at least 20 are better than what is usual', async (t) => {
  t.ok(rows.filter(({ kind }) => kind === 'software').length >= 29)
  t.ok(rows.filter(({ better }) => better !== undefined).length >= 20)
})

t.test('both languages say something, and not the same', async (t) => {
  for (const { row, title, says, does, better } of rows) {
    for (const { en, ja } of [title, says, does, ...better ? [better] : []]) {
      t.ok(en !== '' && /[\u3040-\u30ff\u4e00-\u9fff]|IPv6/.test(ja) && (en !== ja || en === 'IPv6'), `row ${row}: ${en}`)
    }
  }
})
