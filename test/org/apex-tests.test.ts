import { join } from 'node:path'
import t from 'tap'
import { listApexTests } from './apex-play/run-apex-tests.ts'

// The project's own Apex tests, played from their sources. Salesforce alone decides whether they pass there; what fails here is wrong there, too, or not understood here.

/** Tests of triggers, sharing and the database, which only an org has. */
const NEED_AN_ORG = ['ChohyoOutputsTest']

const tests = listApexTests(join(import.meta.dirname, '../..'))

for (const { className, method, run } of tests.filter(({ className }) => !NEED_AN_ORG.includes(className))) {
  t.test(`${className}.${method}`, async () => { await run() })
}

t.test('nearly all of them are played', async (t) => {
  t.same(NEED_AN_ORG.filter((name) => !tests.some(({ className }) => className === name)), [])
  t.ok(tests.length > 60 && tests.filter(({ className }) => NEED_AN_ORG.includes(className)).length < 10)
})
