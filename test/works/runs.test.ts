import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import type { Document } from '../../server/documents/schema.ts'
import type { Run } from '../../server/works/schema.ts'
import { pdfText } from '../pdf.ts'
import { checkRuns } from './check-runs.ts'
import { openWorks } from './open-works.ts'

t.setTimeout(240_000)

const works = await openWorks(t, { sandbox: { size: 150 } })
const { sandbox, call, deps } = works
const [, rep = '', , private_ = ''] = sandbox.users.map(({ username }) => username)
const all = await works.quotes(60)
const histories = (id: string) => deps.database.withTenant(sandbox.orgId, (trx) => trx.selectFrom('history').select(['what', 'who', 'result']).where('about', '=', id).orderBy('seq').execute())
// No font of the installation draws this sign, so a quote with it cannot be printed.
const UNPRINTABLE = '👾 の件'

t.afterEach(() => sandbox.faults.clear())

t.test('fifty records, two of which fail, are made, retried after the data was corrected, and each filed once', async (t) => {
  const ids = all.slice(0, 50)
  const bad = [ids[6] ?? '', ids[31] ?? '']
  for (const id of bad) await works.change(id, { Subject__c: UNPRINTABLE })
  const asked = await works.start({ mapping: 'quote_ja', source: { recordIds: ids } })
  t.match(asked, { kind: 'bulk', state: /ready|running/, mapping: 'quote_ja', join: 'separate', save: true, finishedAt: null, merged: [] })
  const ended = await works.settled(asked.id)
  t.match(ended, { state: 'failed', total: 50, counts: { waiting: 0, running: 0, done: 48, failed: 2, cancelled: 0 }, error: null })

  const parcels = await works.parcels(asked.id)
  t.same(parcels.map(({ recordId }) => recordId), ids, 'in the order they were given')
  t.match(parcels[0], { recordName: /御見積/, state: 'done', attempt: 1, error: null, document: { fileName: /^御見積書_.*\.pdf$/, pages: 1, salesforce: { contentVersionId: /^068/ } } })
  const failed = await works.parcels(asked.id, 'failed')
  t.match(failed.map(({ recordId, document, error }) => ({ recordId, document, code: error?.code })), bad.map((recordId) => ({ recordId, document: null, code: 'CHOHYO_GLYPH_MISSING' })))
  const inJapanese = (await call({ url: `/v1/runs/${asked.id}/parcels?state=failed`, headers: { 'accept-language': 'ja' } })).json<{ parcels: typeof failed }>()
  t.match(inJapanese.parcels[0]?.error?.message, /フォント/)

  for (const id of bad) await works.change(id, { Subject__c: '直した件名' })
  const again = await works.steer(asked.id, 'retry')
  t.match(again, { state: 'running', counts: { failed: 0, done: 48 }, finishedAt: null })
  t.match(await works.settled(asked.id), { state: 'done', counts: { done: 50, failed: 0 } })
  const [retried] = (await works.parcels(asked.id)).filter(({ recordId }) => recordId === bad[0])
  t.match(await pdfText((await call({ url: `/v1/documents/${retried?.document?.id}/content` })).rawPayload), '直した件名')
  t.same(await works.steer(asked.id, 'retry'), await works.get(asked.id), 'where nothing failed, a retry changes nothing')
  t.same((await histories(asked.id)).map(({ what, result }) => [what, result]), [['start-run', 'done'], ['end-run', 'failed'], ['retry-run', 'done'], ['end-run', 'done']])
})

t.test('ids that are not there, or belong to something else, are said to be so one by one', async (t) => {
  const missing = '0Q0CY0000zzzzzzAAA'
  const { id } = await works.start({ mapping: 'quote_ja', source: { recordIds: [all[0], missing, sandbox.records['account'], all[0]] } })
  t.match(await works.settled(id), { state: 'failed', total: 3, counts: { done: 1, failed: 2 } })
  const [, unknown, other] = await works.parcels(id)
  for (const parcel of [unknown, other]) t.match(parcel, { state: 'failed', recordName: null, error: { code: 'CHOHYO_RECORD_NOT_FOUND', status: 404 } })
})

t.test('asked for versions, a second run files new versions of the files of the first', async (t) => {
  const source = { recordIds: all.slice(50, 53) }
  const files = async (saveAs: string) => {
    const { id } = await works.start({ mapping: 'quote_ja', source, saveAs })
    t.match(await works.settled(id), { state: 'done', counts: { done: 3 } })
    return (await works.parcels(id)).map(({ document }) => document?.salesforce)
  }
  const [first, second] = [await files('file'), await files('version')]
  t.same(second.map((file) => file?.contentDocumentId), first.map((file) => file?.contentDocumentId))
  t.notOk(second.some((file) => first.some((earlier) => earlier?.contentVersionId === file?.contentVersionId)))
})

t.test('a run reads as the user who started it: what is not shared with them is not found', async (t) => {
  const token = await works.apiKey(private_)
  const own = (await (await works.tenant(private_)).salesforce.query('SELECT Id FROM Quote ORDER BY Id LIMIT 2')).records.map((record) => String(record['Id']))
  const { id } = await works.start({ mapping: 'quote_ja', source: { recordIds: [...own, all[0]] } }, { token })
  t.match(await works.settled(id), { state: 'failed', createdBy: private_, counts: { done: 2, failed: 1 } })
  t.match(await works.parcels(id), [{ state: 'done' }, { state: 'done' }, { state: 'failed', recordName: null, error: { code: 'CHOHYO_RECORD_NOT_FOUND' } }])
  const files = sandbox.journal.list().filter((entry) => entry.insert !== undefined).slice(-2)
  t.same(files.map(({ user }) => user), [private_, private_], 'and files as them')
})

t.test('another user’s run is not there for general users; an admin sees and steers it', async (t) => {
  const [mine, theirs] = [await works.apiKey(rep), await works.apiKey(private_)]
  const { id } = await works.start({ mapping: 'quote_ja', source: { recordIds: [all[1], '0Q0CY0000zzzzzzAAA'] }, save: false }, { token: mine })
  await works.settled(id)
  for (const request of [{ url: `/v1/runs/${id}` }, { url: `/v1/runs/${id}/parcels` }, { method: 'POST', url: `/v1/runs/${id}/retry` }, { method: 'POST', url: `/v1/runs/${id}/cancel` }] as const) {
    t.match((await call({ ...request, token: theirs })).json(), { status: 404, code: 'CHOHYO_RUN_UNKNOWN' }, request.url)
  }
  t.equal((await works.get(id, mine)).createdBy, rep)
  const list = async (token?: string) => (await call({ url: '/v1/runs?limit=200', ...token !== undefined && { token } })).json<{ runs: Run[] }>().runs
  t.ok((await list(mine)).every(({ createdBy }) => createdBy === rep))
  t.notOk((await list(theirs)).some((run) => run.id === id))
  t.ok((await list()).some((run) => run.id === id))
  await works.steer(id, 'retry')
  t.match(await works.settled(id), { state: 'failed', createdBy: rep })
  t.match((await histories(id)).find(({ what }) => what === 'retry-run'), { who: sandbox.users[0]?.username })
})

t.test('runs are listed newest first, in pages', async (t) => {
  const seen: string[] = []
  for (let after = ''; ;) {
    const { runs, next } = (await call({ url: `/v1/runs?limit=2${after}` })).json<{ runs: Run[], next: string | null }>()
    seen.push(...runs.map(({ id }) => id))
    if (next === null) break
    after = `&after=${next}`
  }
  t.ok(seen.length >= 4)
  t.same(seen, [...seen].sort().reverse())
  t.equal(new Set(seen).size, seen.length)
})

t.test('one Idempotency-Key is one run; with another request it is refused', async (t) => {
  const body = { mapping: 'quote_ja', source: { recordIds: [all[2]?.slice(0, 15)] }, save: false }
  const runs = await Promise.all([1, 2, 3, 4].map(() => works.start(body, { key: 'twice' })))
  t.equal(new Set(runs.map(({ id }) => id)).size, 1)
  t.equal((await works.start({ ...body, source: { recordIds: [all[2]] }, join: 'separate' }, { key: 'twice' })).id, runs[0]?.id, 'the long form and what goes without saying are the same request')
  const refused = await call({ method: 'POST', url: '/v1/runs', body: { ...body, join: 'merged' }, headers: { 'idempotency-key': 'twice' } })
  t.match(refused.json(), { status: 422, code: 'CHOHYO_IDEMPOTENCY_KEY_REUSED' })
  const document = await call({ method: 'POST', url: '/v1/documents', body: { mapping: 'quote_ja', recordId: all[2] }, headers: { 'idempotency-key': 'twice' } })
  t.match(document.json(), { code: 'CHOHYO_IDEMPOTENCY_KEY_REUSED' }, 'nor does it stand for a document')
  t.match(await works.settled(runs[0]?.id ?? ''), { state: 'done', counts: { done: 1 } })
})

t.test('cancelled, a run finishes what is being made and begins nothing more', async (t) => {
  sandbox.faults.add({ kind: 'slow', ms: 1500, times: 4, match: { path: /FROM Quote\b.*QuoteLineItems/ } })
  const { id } = await works.start({ mapping: 'quote_ja', source: { recordIds: all } })
  while ((await works.get(id)).counts.running === 0) await pause(50)
  const cancelled = await works.steer(id, 'cancel')
  t.match(cancelled, { state: 'cancelled', counts: { waiting: 0 } })
  t.ok(cancelled.counts.running > 0 && cancelled.finishedAt === null, 'some are still being made')
  const ended = await works.settled(id)
  t.match(ended, { state: 'cancelled', counts: { waiting: 0, running: 0, failed: 0 } })
  t.ok(ended.counts.done >= cancelled.counts.running && ended.counts.done + ended.counts.cancelled === all.length)
  t.same((await works.steer(id, 'cancel')).counts, ended.counts, 'once more changes nothing')
  const [parcel] = await works.parcels(id, 'cancelled')
  t.match(parcel, { state: 'cancelled', document: null, error: null })
  t.match((await call({ method: 'POST', url: `/v1/runs/${id}/retry` })).json(), { status: 409, code: 'CHOHYO_RUN_CANCELLED' })
  t.same((await histories(id)).map(({ what, result }) => [what, result]), [['start-run', 'done'], ['cancel-run', 'done'], ['end-run', 'cancelled']])
  const { documents } = (await call({ url: `/v1/documents?recordId=${parcel?.recordId}` })).json<{ documents: Document[] }>()
  t.match(documents[0], { state: 'failed', error: { code: 'CHOHYO_RUN_CANCELLED' } })
})

t.test('what cannot be meant is refused before anything is planned', async (t) => {
  const refused = async (body: Record<string, unknown>) => (await call({ method: 'POST', url: '/v1/runs', body })).json<{ code: string }>().code
  t.equal(await refused({ mapping: 'nothing', source: { recordIds: [all[0]] } }), 'CHOHYO_DEFINITION_UNKNOWN')
  for (const source of [{}, { recordIds: [] }, { recordIds: all.concat(all, all, all).slice(0, 201) }, { recordIds: ['x'] }, { parentId: all[0] }, { filter: {} }, { filter: { path: 'Name', op: '=', value: 'x' }, limit: 100_001 }, { recordIds: [all[0]], limit: 1 }]) {
    t.equal(await refused({ mapping: 'quote_ja', source }), 'CHOHYO_REQUEST_INVALID', JSON.stringify(source).slice(0, 60))
  }
})

t.test('after all of this nothing is lost and nothing doubled', async (t) => {
  await checkRuns(t, { deps, orgId: sandbox.orgId, files: sandbox.journal.files() })
})
