import t from 'tap'
import { properties } from './properties.ts'
import { runProperty } from './run-property.ts'
import { openServiceProperties } from './service-properties.ts'

// A short pass; `npm run fuzz` goes deeper.
t.test('whatever is made up', async (t) => {
  for (const one of properties) t.equal(await runProperty(one, { runs: 300 }), null, one.sentence)
})

t.test('whatever comes over HTTP', async (t) => {
  for (const one of await openServiceProperties(t)) t.equal(await runProperty(one, { runs: 200 }), null, one.sentence)
})
