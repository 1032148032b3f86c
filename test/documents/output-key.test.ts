import fc from 'fast-check'
import t from 'tap'
import { outputKey } from '../../server/documents/output-key.ts'

t.test('the same plan has the same key, and it fits a 64-character external id', async (t) => {
  t.equal(outputKey(['org', 'run', 1]), outputKey(['org', 'run', 1]))
  t.match(outputKey(['org', 'run', 1]), /^[a-z2-7]{52}$/)
})

t.test('different plans have different keys, however their parts are cut', async (t) => {
  t.not(outputKey(['ab', 'c']), outputKey(['a', 'bc']))
  fc.assert(fc.property(fc.array(fc.string()), fc.array(fc.string()), (one, other) => JSON.stringify(one) === JSON.stringify(other) || outputKey(one) !== outputKey(other)))
})
