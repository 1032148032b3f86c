import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import type { Document } from '../../server/documents/schema.ts'
import { checkRuns } from './check-runs.ts'
import { openWorks } from './open-works.ts'

t.setTimeout(180_000)

const works = await openWorks(t, { sandbox: { size: 700 } })
const { sandbox, call, deps } = works

t.test('a click overtakes a run of hundreds, and a small run does not wait for a large one', async (t) => {
  const large = await works.start({ mapping: 'quote_ja', source: { filter: { path: 'Name', op: '!=', value: null } }, save: false })
  while ((await works.get(large.id)).counts.done < 5) await pause(50)
  t.ok(((await works.get(large.id)).total ?? 0) >= 300)
  for (let click = 1; click <= 3; click += 1) {
    const before = (await works.get(large.id)).counts.done
    const answer = await call({ method: 'POST', url: '/v1/documents', headers: { prefer: 'wait=30' }, body: { mapping: 'quote_ja', recordId: sandbox.records['quote'], save: false } })
    t.equal(answer.json<Document>().state, 'done')
    const meanwhile = (await works.get(large.id)).counts.done - before
    t.ok(meanwhile <= 12, `${meanwhile} documents of the run were made meanwhile`)
  }
  const small = await works.start({ mapping: 'quote_ja', source: { recordIds: await works.quotes(3) }, save: false })
  t.match(await works.settled(small.id), { state: 'done', counts: { done: 3 } })
  const { counts } = await works.get(large.id)
  t.ok(counts.waiting > 100, `${counts.waiting} of the large run still wait`)
  await works.steer(large.id, 'cancel')
  await works.settled(large.id)
})

t.test('after all of this nothing is lost and nothing doubled', async (t) => {
  await checkRuns(t, { deps, orgId: sandbox.orgId, files: sandbox.journal.files() })
})
