import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { claimParcel } from '../../server/documents/claim-parcel.ts'
import { fillParcel } from '../../server/documents/fill-parcel.ts'
import { requestDocument } from '../../server/documents/request-document.ts'
import type { Document } from '../../server/documents/schema.ts'
import { testService } from '../service.ts'

// No worker of the service runs here: each test is the worker.
const service = await testService(t, { worker: false })
const { sandbox } = service
const tenant = await service.tenant()
const recordId = sandbox.records['quote'] ?? ''
const INSERT = { method: 'POST', path: '/sobjects/ContentVersion' }
const READ = { method: 'GET', path: /FROM Quote\b/ }

t.afterEach(() => sandbox.faults.clear())

async function plan (save = true) {
  const { documentId, parcelId } = await requestDocument(tenant, { mapping: 'quote_ja', recordId, save })
  const bell = { tenantId: tenant.id, parcelId, epoch: 0 }
  const see = async (language = 'en'): Promise<Document> => (await service.call({ url: `/v1/documents/${documentId}`, headers: { 'accept-language': language } })).json()
  const watch = async (step: string): Promise<void> => { while ((await see()).progress.step !== step) await pause(20) }
  return {
    see,
    watch,
    fill: () => fillParcel(tenant, bell),
    claim: () => claimParcel(tenant, bell),
    change: (values: { lease_until?: Date, attempt?: number }) => tenant.db((trx) => trx.updateTable('parcel').set(values).where('id', '=', parcelId).execute())
  }
}

t.test('a document waits, is made, is saved and is done', async (t) => {
  const click = await plan()
  t.same((await click.see()).progress, { step: 'waiting', attempt: 0, nextTryAt: null, error: null })
  sandbox.faults.add({ kind: 'slow', ms: 700, match: READ })
  sandbox.faults.add({ kind: 'slow', ms: 700, match: INSERT })
  const work = click.fill()
  await click.watch('making')
  t.same((await click.see()).progress, { step: 'making', attempt: 1, nextTryAt: null, error: null })
  await click.watch('saving')
  t.match(await click.see(), { state: 'queued', progress: { step: 'saving', attempt: 1 } })
  await work
  t.same((await click.see()).progress, { step: 'done', attempt: 1, nextTryAt: null, error: null })
})

t.test('a document that is not filed is never being saved', async (t) => {
  const click = await plan(false)
  sandbox.faults.add({ kind: 'slow', ms: 300, match: READ })
  const work = click.fill()
  await click.watch('making')
  await work
  t.match((await click.see()).progress, { step: 'done' })
})

t.test('a try that failed is followed by another, and says when and why, in the language of who asks', async (t) => {
  const click = await plan()
  sandbox.faults.add({ kind: 'requestLimit', match: READ })
  await click.fill()
  const { progress, error } = await click.see()
  t.match(progress, { step: 'waiting', attempt: 1, nextTryAt: /^\d{4}-.*Z$/, error: { code: 'CHOHYO_SALESFORCE_LIMIT_REACHED', message: /^The org has used up/ } })
  t.ok(Date.parse(progress.nextTryAt ?? '') > Date.now() - 2000)
  t.equal(error, null, 'the document itself has not failed')
  t.match((await click.see('ja,en;q=0.5')).progress.error, { code: 'CHOHYO_SALESFORCE_LIMIT_REACHED', message: /^組織の 24 時間あたりの/ })
})

t.test('one that failed says why', async (t) => {
  const click = await plan()
  await click.change({ attempt: 4 })
  sandbox.faults.add({ kind: 'requestLimit', match: READ })
  await click.fill()
  t.match(await click.see(), { state: 'failed', error: { message: /^The org/ }, progress: { step: 'failed', attempt: 5, nextTryAt: null, error: { message: /^The org/ } } })
  t.match(await click.see('ja'), { error: { message: /^組織の/ }, progress: { error: { message: /^組織の/ } } })
  const { documents } = (await service.call({ url: '/v1/documents?limit=1', headers: { 'accept-language': 'ja' } })).json<{ documents: Document[] }>()
  t.match(documents, [{ error: { message: /^組織の/ } }], 'in the list too')
})

t.test('a document whose worker died waits', async (t) => {
  const click = await plan()
  await click.claim()
  t.match((await click.see()).progress, { step: 'making', attempt: 1 })
  await click.change({ lease_until: new Date(0) })
  t.match((await click.see()).progress, { step: 'waiting', attempt: 1 })
})

t.test('looking writes nothing', async (t) => {
  const click = await plan()
  const row = () => tenant.db((trx) => trx.selectFrom('parcel').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirst())
  const before = await row()
  await click.see()
  t.same(await row(), before)
})
