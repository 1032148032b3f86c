import { join } from 'node:path'
import t from 'tap'
import { readApex } from './apex.ts'
import { readBundles } from './bundles.ts'
import { idleAllowances } from './check-secrets.ts'
import { HOLDERS } from './check-bytes.ts'
import { readComponents } from './component-program.ts'
import { say } from './finding.ts'
import { LADDER } from './ladder.ts'
import { readProject } from './read-project.ts'

// What goes to Salesforce, checked without an org. The checks that start Java are in java.test.ts.

const root = join(import.meta.dirname, '../..')
t.setTimeout(240_000)

for (const { name, check } of LADDER.filter(({ name }) => !['Apex types', 'Apex security'].includes(name))) {
  t.test(name, async (t) => {
    t.same((await check(root)).map(say), [])
  })
}

t.test('the checks see the whole project', async (t) => {
  t.ok(readProject(root).files.length > 100, 'files')
  t.ok(readApex(root).length > 10, 'Apex')
  t.ok(readBundles(root).length > 10 && readComponents(root).scripts.size > 10, 'components')
})

t.test('what is allowed is needed', async (t) => {
  t.same(idleAllowances(root), [])
  t.same(Object.keys(HOLDERS).filter((name) => !readApex(root).some((apex) => apex.name === name)), [])
})
