import { createPrivateKey } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { fillParcel } from '../../server/documents/fill-parcel.ts'
import { getDocument } from '../../server/documents/get-document.ts'
import { requestDocument } from '../../server/documents/request-document.ts'
import type { AskDocument, Document } from '../../server/documents/schema.ts'
import { logIn } from '../../server/io/salesforce-log-in.ts'
import type { Tenant } from '../../server/tenants/open-tenant.ts'
import { KEYS, testService } from '../service.ts'
import { checkWalk } from '../walks/check-walk.ts'

// No worker of the service runs here: each test is the worker.
const service = await testService(t, { worker: false, starter: false })
const { sandbox, deps } = service
const tenant = await service.tenant()
const colleague = await service.tenant(sandbox.users[3]?.username, 'general')
const INSERT = { method: 'POST', path: '/sobjects/ContentVersion' }

t.afterEach(() => sandbox.faults.clear())

/** What people do in Salesforce. */
async function act (who: Tenant, method: string, path: string, body?: object): Promise<{ id?: string }> {
  const token = await logIn({ instanceUrl: sandbox.url, loginUrl: sandbox.url, consumerKey: 'test-app', privateKey: createPrivateKey(KEYS.privateKey), username: who.user.username, timeLimit: 10_000 })
  const answer = await fetch(`${sandbox.url}/services/data/v66.0/sobjects/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...body && { body: JSON.stringify(body) }
  })
  if (!answer.ok) throw new Error(await answer.text())
  return answer.status === 204 ? {} : await answer.json() as { id: string }
}

/** A record of its own for each test, so that they do not find each other's files. */
const makeRecord = async (): Promise<string> => String((await act(colleague, 'POST', 'Account', { Name: '個人商店' })).id)
const remove = (object: string, id: unknown) => act(tenant, 'DELETE', `${object}/${String(id)}`)

async function publish (name: string): Promise<void> {
  const bodies = {
    views: { object: 'Account', columns: [{ name: 'name', path: 'Name' }] },
    templates: { lang: 'ja', paper: { size: 'A4', margin: { top: 20, right: 20, bottom: 20, left: 20 } }, html: '<h1>{{name}}</h1>', css: '', partials: {}, assets: {} },
    mappings: { view: name, template: name, fields: [{ name: 'name', formula: 'name' }], output: { fileName: `${name}_{name}`, locale: 'ja-JP', timeZone: 'Asia/Tokyo' } }
  }
  for (const [kind, body] of Object.entries(bodies)) {
    for (const request of [{ method: 'PUT' as const, url: `/v1/${kind}/${name}`, body: { label: name, body } }, { method: 'POST' as const, url: `/v1/${kind}/${name}/publish` }]) {
      const answer = await service.call(request)
      if (answer.statusCode !== 200) throw new Error(answer.body)
    }
  }
}
for (const name of ['company', 'letter']) await publish(name)

async function plan (ask: Partial<AskDocument> & { recordId: string, requestKey?: string }, who: Tenant = tenant) {
  const { documentId, parcelId } = await requestDocument(who, { mapping: 'company', saveAs: 'version', ...ask })
  const fill = async (): Promise<Document> => {
    await who.db((trx) => trx.updateTable('parcel').set({ next_at: new Date(0) }).where('id', '=', parcelId).execute())
    await fillParcel(who, { tenantId: who.id, parcelId, epoch: 0 })
    return getDocument(who, documentId)
  }
  return { fill, effect: () => who.db((trx) => trx.selectFrom('effect').select(['state', 'attempt', 'reference']).where('parcel_id', '=', parcelId).executeTakeFirst()) }
}

const make = async (ask: Parameters<typeof plan>[0], who?: Tenant): Promise<Document> => (await plan(ask, who)).fill()

/** The versions of the file a document lies in, oldest first. */
async function versionsOf (document: Document): Promise<unknown[]> {
  const { records } = await tenant.salesforce.query(`SELECT Id, VersionNumber FROM ContentVersion WHERE ContentDocumentId = '${document.salesforce?.contentDocumentId}' ORDER BY VersionNumber`)
  return records.map(({ Id }) => Id)
}
const versionId = ({ salesforce }: Document) => salesforce?.contentVersionId

t.test('the first one is a file of its own, the next ones are its versions, and a file is a file', async (t) => {
  const recordId = await makeRecord()
  const first = await make({ recordId })
  const second = await make({ recordId })
  t.match([first, second], [{ state: 'done' }, { state: 'done', salesforce: { contentDocumentId: first.salesforce?.contentDocumentId } }])
  t.same(await versionsOf(first), [versionId(first), versionId(second)])
  const { records } = await tenant.salesforce.query(`SELECT ChohyoRecordId__c, ChohyoMapping__c FROM ContentVersion WHERE Id IN ('${versionId(first)}', '${versionId(second)}')`)
  t.match(records, [{ ChohyoRecordId__c: recordId, ChohyoMapping__c: 'company' }, { ChohyoRecordId__c: recordId, ChohyoMapping__c: 'company' }], 'each says what it was made from: the org keeps a history of it')
  const apart = await make({ recordId, saveAs: 'file' })
  t.not(apart.salesforce?.contentDocumentId, first.salesforce?.contentDocumentId)
  const third = await make({ recordId })
  t.same(await versionsOf(apart), [versionId(apart), versionId(third)], 'of the newest file')
  const other = await make({ recordId, mapping: 'letter' })
  t.same(await versionsOf(other), [versionId(other)], 'another form is another file')
})

t.test('the same key for a file and for a version are two requests', async (t) => {
  const recordId = await makeRecord()
  const click = await plan({ recordId, requestKey: 'one' })
  await t.rejects(plan({ recordId, requestKey: 'one', saveAs: 'file' }), { code: 'CHOHYO_IDEMPOTENCY_KEY_REUSED' })
  await click.fill()
})

t.test('two quick clicks make one file with two versions', async (t) => {
  const recordId = await makeRecord()
  const clicks = [await plan({ recordId }), await plan({ recordId }), await plan({ recordId })]
  const made = await Promise.all(clicks.map(({ fill }) => fill()))
  t.equal(new Set(made.map(({ salesforce }) => salesforce?.contentDocumentId)).size, 1)
  t.same(new Set(await versionsOf(made[0]!)), new Set(made.map(versionId)))
})

t.test('a reply that is lost is looked up: the version is there once', async (t) => {
  const recordId = await makeRecord()
  const first = await make({ recordId })
  for (const kind of ['lostReply', 'cutBody'] as const) {
    sandbox.faults.add({ kind, match: INSERT })
    const next = await make({ recordId })
    t.match(next, { state: 'done', salesforce: { contentDocumentId: first.salesforce?.contentDocumentId } }, kind)
    t.equal((await versionsOf(first)).at(-1), versionId(next))
  }
  t.equal((await versionsOf(first)).length, 3)
})

t.test('a retry aims at the file that the first try chose, whatever came in between', async (t) => {
  const recordId = await makeRecord()
  const first = await make({ recordId })
  sandbox.faults.add({ kind: 'requestLimit', match: INSERT })
  const click = await plan({ recordId })
  t.match(await click.fill(), { state: 'queued' })
  t.match(await click.effect(), { state: 'started', reference: { versionOf: [first.salesforce?.contentDocumentId] } })
  const between = await make({ recordId, saveAs: 'file' })
  const second = await click.fill()
  t.match(second, { state: 'done', salesforce: { contentDocumentId: first.salesforce?.contentDocumentId } })
  t.same(await versionsOf(between), [versionId(between)])
  t.match(await click.effect(), { state: 'confirmed', attempt: 2, reference: second.salesforce })
})

t.test('a file that somebody has deleted, or taken off the record, is not revived', async (t) => {
  const recordId = await makeRecord()
  const first = await make({ recordId })
  await remove('ContentDocument', first.salesforce?.contentDocumentId)
  const second = await make({ recordId })
  t.same(await versionsOf(second), [versionId(second)])
  const { records: [link] } = await tenant.salesforce.query(`SELECT Id FROM ContentDocumentLink WHERE LinkedEntityId = '${recordId}' AND ContentDocumentId = '${second.salesforce?.contentDocumentId}'`)
  await remove('ContentDocumentLink', link?.Id)
  const third = await make({ recordId })
  t.not(third.salesforce?.contentDocumentId, second.salesforce?.contentDocumentId)
  t.same(await versionsOf(third), [versionId(third)])
})

t.test('a file that is deleted after it was chosen makes room for the next, and at last for a new one', async (t) => {
  const recordId = await makeRecord()
  const first = await make({ recordId })
  const newest = await make({ recordId, saveAs: 'file' })
  sandbox.faults.add({ kind: 'requestLimit', match: INSERT })
  const click = await plan({ recordId })
  await click.fill()
  await remove('ContentDocument', newest.salesforce?.contentDocumentId)
  t.match(await click.fill(), { state: 'done', salesforce: { contentDocumentId: first.salesforce?.contentDocumentId } })
  sandbox.faults.add({ kind: 'requestLimit', match: INSERT })
  const last = await plan({ recordId })
  await last.fill()
  await remove('ContentDocument', first.salesforce?.contentDocumentId)
  const made = await last.fill()
  t.match(made, { state: 'done' })
  t.same(await versionsOf(made), [versionId(made)])
})

t.test('a file of a colleague that one only sees gets no version: one\'s own does, or a new file', async (t) => {
  const recordId = await makeRecord()
  const theirs = await make({ recordId })
  const mine = await make({ recordId }, colleague)
  t.match(mine, { state: 'done' })
  t.not(mine.salesforce?.contentDocumentId, theirs.salesforce?.contentDocumentId)
  const newer = await make({ recordId, saveAs: 'file' })
  const again = await make({ recordId }, colleague)
  t.match(again, { state: 'done', salesforce: { contentDocumentId: mine.salesforce?.contentDocumentId } })
  t.same(await versionsOf(newer), [versionId(newer)])
})

t.test('when the twin takes too long, nobody waits for it for ever', async (t) => {
  const recordId = await makeRecord()
  sandbox.faults.add({ kind: 'slow', ms: 13_000, match: INSERT })
  const [slow, quick] = [await plan({ recordId }), await plan({ recordId })]
  const first = slow.fill()
  while ((await slow.effect()) === undefined) await pause(50)
  const started = Date.now()
  t.match(await quick.fill(), { state: 'done' })
  t.ok(Date.now() - started < 13_000)
  t.match(await first, { state: 'done' })
})

t.test('after all of this nothing is lost and nothing doubled', async (t) => {
  await checkWalk(t, { deps, orgId: sandbox.orgId, files: sandbox.journal.files() })
})
