import t from 'tap'
import { judgeRows } from './judge-rows.ts'
import { both, type Row } from './row.ts'

const row = (part: Partial<Row>): Row => ({ row: 1, kind: 'software', title: both('', ''), says: both('', ''), does: both('', ''), tests: [], ...part })
const judge = (part: Partial<Row>, { passed = [] as string[], failed = [] as string[], there = [] as string[] } = {}) => {
  const results = [...passed.map((file) => ({ file, passed: true })), ...failed.map((file) => ({ file, passed: false }))]
  return judgeRows([row(part)], { results, isThere: (file) => there.includes(file) })[0]
}

t.test('a row is answered when all its tests passed', async (t) => {
  t.match(judge({ tests: ['a', 'b'], better: both('x', 'x') }, { passed: ['a', 'b'] }), { answered: true, better: true })
  t.match(judge({ tests: ['a', 'b'], better: both('x', 'x') }, { passed: ['a'], failed: ['b'] }), { answered: false, better: false })
})

t.test('a test that did not run proves nothing', async (t) => {
  t.match(judge({ tests: ['a'] }), { answered: false, tests: [{ file: 'a', passed: false }] })
})

t.test('software without a test has no answer, nor has a duty of people without a document', async (t) => {
  t.match(judge({}), { answered: false })
  t.match(judge({ kind: 'document' }), { answered: false })
  t.match(judge({ kind: 'document', documents: ['d'] }, { there: ['d'] }), { answered: true, better: false })
  t.match(judge({ kind: 'document', documents: ['d'] }), { answered: false })
})

t.test('what is both needs both', async (t) => {
  t.match(judge({ kind: 'mixed', documents: ['d'] }, { there: ['d'] }), { answered: false })
  t.match(judge({ kind: 'mixed', tests: ['a'] }, { passed: ['a'] }), { answered: false })
  t.match(judge({ kind: 'mixed', tests: ['a'], documents: ['d'] }, { passed: ['a'], there: ['d'] }), { answered: true })
})
