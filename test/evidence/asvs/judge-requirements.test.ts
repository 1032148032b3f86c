import t from 'tap'
import { both } from '../row.ts'
import { countStates, judgeRequirements } from './judge-requirements.ts'
import type { Requirement } from './requirement.ts'

const requirement = (part: Partial<Requirement>): Requirement => ({ id: 'V1.1.1', level: 2, topic: both('x', 'x'), ...part })
const judge = (part: Partial<Requirement>) => {
  const results = [{ file: 'held', passed: true }, { file: 'failed', passed: false }]
  return judgeRequirements([requirement(part)], { results, isThere: (file) => file === 'there' })[0]?.state
}

t.test('answered is what all tests and documents hold', async (t) => {
  t.equal(judge({ tests: ['held'] }), 'answered')
  t.equal(judge({ documents: ['there'] }), 'answered')
})

t.test('a test that failed or did not run, or a document that is gone, leaves it open', async (t) => {
  for (const part of [{ tests: ['held', 'failed'] }, { tests: ['held', 'never ran'] }, { documents: ['there', 'gone'] }, { open: both('x', 'x') }, {}, { tests: [] }]) t.equal(judge(part), 'open', JSON.stringify(part))
})

t.test('what there is nothing of is neither', async (t) => {
  t.equal(judge({ none: both('x', 'x') }), 'none')
})

t.test('states are counted', async (t) => {
  const judged = judgeRequirements([requirement({ tests: ['held'] }), requirement({ none: both('x', 'x') }), requirement({}), requirement({})], { results: [{ file: 'held', passed: true }], isThere: () => false })
  t.same(countStates(judged), { all: 4, answered: 1, none: 1, open: 2 })
})
