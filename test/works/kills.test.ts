import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { pdfPages } from '../pdf.ts'
import { startProcess } from '../walks/start-process.ts'
import { checkRuns } from './check-runs.ts'
import { openWorks } from './open-works.ts'

// Several starts of the service, each with its own browser, take their time on a busy machine.
t.setTimeout(300_000)

// The tenant and the org live in this process; the workers that are killed are processes of their own on the same database.
const works = await openWorks(t, { worker: false, sandbox: { size: 2100 } })
const { sandbox, deps } = works
const settings = { MODE: 'worker', DATABASE_URL: deps.config.DATABASE_URL, DATA_DIR: deps.config.dataDir, SANDBOX: 'off', LEASE_SECONDS: '2', LOG_LEVEL: 'error' }

t.afterEach(() => sandbox.faults.clear())

async function until (true_: () => Promise<boolean> | boolean): Promise<void> {
  while (!await true_()) await pause(20)
}

const step = (id: string, kind: 'plan' | 'merge') => deps.database.withTenant(sandbox.orgId, (trx) => trx.selectFrom('parcel').select(['id', 'state']).where('run_id', '=', id).where('kind', '=', kind).executeTakeFirst())
const tries = (id: string) => deps.database.withTenant(sandbox.orgId, (trx) => trx.selectFrom('parcel_attempt').select('outcome').where('parcel_id', '=', id).orderBy('epoch').execute())

/** A form over accounts, of which there are more than one page. */
async function publish (): Promise<void> {
  const bodies = {
    views: { object: 'Account', columns: [{ name: 'name', path: 'Name' }] },
    templates: { lang: 'ja', paper: { size: 'A4', margin: { top: 20, right: 20, bottom: 20, left: 20 } }, html: '<h1>{{name}}</h1>', css: '', partials: {}, assets: {} },
    mappings: { view: 'company', template: 'company', fields: [{ name: 'name', formula: 'name' }], output: { fileName: '{name}', locale: 'ja-JP', timeZone: 'Asia/Tokyo' } }
  }
  for (const [kind, body] of Object.entries(bodies)) {
    await works.call({ method: 'PUT', url: `/v1/${kind}/company`, body: { label: kind, body } })
    const { statusCode, body: answer } = await works.call({ method: 'POST', url: `/v1/${kind}/company/publish` })
    if (statusCode !== 200) throw new Error(answer)
  }
}

t.test('killed in the middle of planning, another goes on where it was', async (t) => {
  await publish()
  sandbox.faults.add({ kind: 'slow', ms: 60_000, match: { path: /Id > '001/ } })
  const { id } = await works.start({ mapping: 'company', source: { filter: { path: 'Name', op: '!=', value: null }, limit: 2050 } })
  const first = await startProcess(t, settings)
  await until(() => sandbox.faults.list().length === 0)
  t.match(await works.get(id), { total: null, state: 'running' })
  await first.end('SIGKILL')
  const heir = await startProcess(t, settings)
  await until(async () => (await works.get(id)).total !== null)
  t.equal((await works.get(id)).total, 2050)
  t.match(await tries((await step(id, 'plan'))?.id ?? ''), [{ outcome: 'crashed' }, { outcome: 'done' }])
  await works.steer(id, 'cancel')
  t.match(await works.settled(id), { state: 'cancelled', total: 2050, counts: { waiting: 0, failed: 0 } })
  await heir.end('SIGTERM')
})

t.test('killed in the middle of merging, and of filing what it merged, it is merged and filed once', async (t) => {
  const { id } = await works.start({ mapping: 'quote_ja', source: { recordIds: await works.quotes(20) }, join: 'merged' })
  const merge = () => step(id, 'merge')
  let worker = await startProcess(t, settings)
  await until(async () => (await merge())?.state === 'running')
  await worker.end('SIGKILL')
  sandbox.faults.add({ kind: 'slow', ms: 300, match: { method: 'POST', path: '/sobjects/ContentVersion' } })
  worker = await startProcess(t, settings)
  await until(() => sandbox.faults.list().length === 0)
  await worker.end('SIGKILL')
  worker = await startProcess(t, settings)
  const run = await works.settled(id)
  t.match(run, { state: 'done', counts: { done: 20, failed: 0 }, error: null })
  t.equal(run.merged.length, 1)
  t.equal(await pdfPages((await works.call({ url: `/v1/documents/${run.merged[0]?.id}/content` })).rawPayload), run.merged[0]?.pages)
  t.match(await tries((await merge())?.id ?? ''), [{ outcome: 'crashed' }, { outcome: 'crashed' }, { outcome: 'done' }])
  await worker.end('SIGTERM')
})

t.test('killed again and again while documents are made, every record gets its one file', async (t) => {
  const { id } = await works.start({ mapping: 'quote_ja', source: { recordIds: await works.quotes(24) } })
  let worker = await startProcess(t, settings)
  for (let kill = 1; kill <= 2; kill += 1) {
    const before = (await works.get(id)).counts.done
    await until(async () => (await works.get(id)).counts.done > before)
    await pause(Math.random() * 300)
    await worker.end('SIGKILL')
    worker = await startProcess(t, settings)
  }
  t.match(await works.settled(id), { state: 'done', total: 24, counts: { done: 24, failed: 0 } })
  await worker.end('SIGTERM')
})

t.test('after all of this nothing is lost and nothing doubled', async (t) => {
  await checkRuns(t, { deps, orgId: sandbox.orgId, files: sandbox.journal.files() })
})
