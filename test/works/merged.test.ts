import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFRef } from '@cantoo/pdf-lib'
import t from 'tap'
import { pdfPages, pdfText } from '../pdf.ts'
import { checkRuns } from './check-runs.ts'
import { openWorks } from './open-works.ts'

t.setTimeout(240_000)

const works = await openWorks(t, { sandbox: { size: 60 } })
const { sandbox, call, deps } = works
const userId = sandbox.users[0]?.id
const ids = await works.quotes(6)
// Neither by id nor by name: only the source has this order.
const shuffled = [3, 0, 5, 1, 4].map((at) => ids[at] ?? '')
const INSERT = { method: 'POST', path: '/sobjects/ContentVersion' }

t.afterEach(() => sandbox.faults.clear())

const content = async (id: string | undefined) => (await call({ url: `/v1/documents/${id}/content` })).rawPayload
/** The numbers of the quotes on the pages; a page may say its own several times. */
const numbers = (text: string) => [...text.matchAll(/見積番号 (\d{8})/g)].map(([, number]) => number).filter((number, at, every) => number !== every[at - 1])

/** The numbers of the quotes, by record. */
async function numbersOf (recordIds: string[]): Promise<string[]> {
  const { records } = await (await works.tenant()).salesforce.query(`SELECT Id, QuoteNumber FROM Quote WHERE Id IN (${recordIds.map((id) => `'${id}'`).join(', ')})`)
  return recordIds.map((id) => String(records.find((record) => record['Id'] === id)?.['QuoteNumber']))
}

/** Titles of the bookmarks, and the page (from 0) each leads to. */
async function bookmarks (bytes: Uint8Array): Promise<Array<{ title: string, page: number }>> {
  const pdf = await PDFDocument.load(bytes)
  const pages = pdf.getPages().map(({ ref }) => ref)
  const found = []
  for (let next = pdf.catalog.lookup(PDFName.of('Outlines'), PDFDict).get(PDFName.of('First')); next instanceof PDFRef;) {
    const item = pdf.context.lookup(next, PDFDict)
    found.push({ title: item.lookup(PDFName.of('Title'), PDFHexString).decodeText(), page: pages.indexOf(item.lookup(PDFName.of('Dest'), PDFArray).get(0) as PDFRef) })
    next = item.get(PDFName.of('Next'))
  }
  return found
}

t.test('many records become one PDF in the order of the source, with a bookmark each, in the user’s own files', async (t) => {
  const before = sandbox.journal.files().length
  const { id } = await works.start({ mapping: 'quote_ja', source: { recordIds: shuffled }, join: 'merged' })
  const run = await works.settled(id)
  t.match(run, { state: 'done', join: 'merged', total: 5, counts: { done: 5 }, error: null })
  t.equal(run.merged.length, 1)
  const [merged] = run.merged
  t.match(merged, { state: 'done', recordId: null, fileName: /^御見積書_\d{4}-\d\d-\d\d\.pdf$/, pages: 5, contentType: 'application/pdf', createdBy: sandbox.users[0]?.username, progress: { step: 'done' } })
  const bytes = await content(merged?.id)
  t.equal(await pdfPages(bytes), 5)
  t.same(numbers(await pdfText(bytes)), await numbersOf(shuffled))
  const parcels = await works.parcels(id)
  t.same(await bookmarks(bytes), parcels.map(({ recordName }, page) => ({ title: recordName, page })))
  t.match(sandbox.journal.files().slice(before), [{ recordId: userId, id: merged?.salesforce?.contentVersionId }])
  t.equal(sandbox.journal.files().length, before + 1, 'the single documents are parts and are filed nowhere')
  t.ok(parcels.every(({ document }) => document?.salesforce === null))
  const singles = await Promise.all(parcels.map(async ({ document }) => (await content(document?.id)).byteLength))
  t.ok(bytes.byteLength < singles.reduce((sum, size) => sum + size), 'what they share is in it once')
})

t.test('records that fail are left out and shown; after a retry the whole takes the place of the part', async (t) => {
  await works.change(shuffled[1] ?? '', { Subject__c: '👾 の件' })
  const { id } = await works.start({ mapping: 'quote_ja', source: { recordIds: shuffled }, join: 'merged' })
  const part = await works.settled(id)
  t.match(part, { state: 'failed', counts: { done: 4, failed: 1 }, merged: [{ pages: 4 }] })
  t.same(numbers(await pdfText(await content(part.merged[0]?.id))), await numbersOf(shuffled.filter((_, at) => at !== 1)))
  t.match(await works.parcels(id, 'failed'), [{ recordId: shuffled[1], error: { code: 'CHOHYO_GLYPH_MISSING' } }])

  await works.steer(id, 'retry')
  const same = await works.settled(id)
  t.match(same, { state: 'failed', counts: { done: 4, failed: 1 } })
  t.equal(same.merged[0]?.id, part.merged[0]?.id, 'while nothing has changed, nothing is merged again')

  await works.change(shuffled[1] ?? '', { Subject__c: '直した件名' })
  t.equal((await works.steer(id, 'retry')).merged[0]?.id, part.merged[0]?.id, 'the part stays until there is something better')
  const whole = await works.settled(id)
  t.match(whole, { state: 'done', counts: { done: 5, failed: 0 }, merged: [{ pages: 5 }] })
  t.equal(whole.merged.length, 1)
  t.not(whole.merged[0]?.id, part.merged[0]?.id)
  t.same(numbers(await pdfText(await content(whole.merged[0]?.id))), await numbersOf(shuffled))
})

t.test('the child list of a record is merged on that record', async (t) => {
  const parentId = sandbox.records['opportunity'] ?? ''
  const { id } = await works.start({ mapping: 'quote_ja', source: { parentId: parentId.slice(0, 15), relationship: 'quotes' }, join: 'merged' })
  const { merged } = await works.settled(id)
  t.match(merged, [{ recordId: parentId, pages: 1 }])
  t.match(sandbox.journal.files().at(-1), { recordId: parentId, id: merged[0]?.salesforce?.contentVersionId })
})

t.test('without saving it is kept here only', async (t) => {
  const before = sandbox.journal.files().length
  const { id } = await works.start({ mapping: 'quote_ja', source: { recordIds: ids.slice(0, 2) }, join: 'merged', save: false })
  t.match(await works.settled(id), { state: 'done', save: false, merged: [{ pages: 2, salesforce: null }] })
  t.equal(sandbox.journal.files().length, before)
})

t.test('a merge that Salesforce refuses ends the run with the reason, and a retry files the same merge', async (t) => {
  sandbox.faults.add({ kind: 'requestLimit', times: 1000, match: INSERT })
  const { id } = await works.start({ mapping: 'quote_ja', source: { recordIds: ids.slice(0, 3) }, join: 'merged' })
  const merge = () => deps.database.withTenant(sandbox.orgId, (trx) => trx.selectFrom('parcel').select(['id', 'state', 'attempt', 'key']).where('run_id', '=', id).where('kind', '=', 'merge').execute())
  while ((await merge())[0]?.state !== 'failed') {
    await deps.database.withTenant(sandbox.orgId, (trx) => trx.updateTable('parcel').set({ next_at: new Date(0) }).where('run_id', '=', id).where('state', '=', 'ready').execute())
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  t.match(await works.settled(id), { state: 'failed', counts: { done: 3, failed: 0 }, merged: [], error: { code: 'CHOHYO_SALESFORCE_LIMIT_REACHED' } })
  t.match((await call({ url: `/v1/runs/${id}`, headers: { 'accept-language': 'ja' } })).json(), { error: { message: /上限/ } })
  sandbox.faults.clear()
  const key = (await merge())[0]?.key
  t.match(await works.steer(id, 'retry'), { state: 'running', error: null })
  t.match(await works.settled(id), { state: 'done', error: null, merged: [{ pages: 3, salesforce: { contentVersionId: /^068/ } }] })
  t.match(await merge(), [{ key, state: 'done' }])
})

t.test('after all of this nothing is lost and nothing doubled', async (t) => {
  await checkRuns(t, { deps, orgId: sandbox.orgId, files: sandbox.journal.files() })
})
