import { createPrivateKey } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { claimParcel } from '../../server/documents/claim-parcel.ts'
import { fillParcel } from '../../server/documents/fill-parcel.ts'
import { getDocument } from '../../server/documents/get-document.ts'
import { previewDocument } from '../../server/documents/preview-document.ts'
import { requestDocument } from '../../server/documents/request-document.ts'
import { logIn } from '../../server/io/salesforce-log-in.ts'
import type { Tenant } from '../../server/tenants/open-tenant.ts'
import { KEYS, testService } from '../service.ts'
import { checkWalk } from '../walks/check-walk.ts'

// No worker of the service runs here: each test is the worker, or several of them.
const service = await testService(t, { worker: false })
const { sandbox, deps } = service
const tenant = await service.tenant()
const recordId = sandbox.records['quote'] ?? ''
const INSERT = { method: 'POST', path: '/sobjects/ContentVersion' }
const READ = { method: 'GET', path: /FROM Quote\b/ }

t.afterEach(() => sandbox.faults.clear())

/** The same org and user in another worker process. */
const another = (owner: string, leaseSeconds = 30): Tenant => ({ ...tenant, owner, leaseSeconds })

async function plan () {
  const { documentId, parcelId } = await requestDocument(tenant, { mapping: 'quote_ja', recordId })
  const bell = { tenantId: tenant.id, parcelId, epoch: 0 }
  const { key } = await tenant.db((trx) => trx.selectFrom('parcel').select('key').where('id', '=', parcelId).executeTakeFirstOrThrow())
  const change = (values: { lease_until?: Date, next_at?: Date, attempt?: number }) => tenant.db((trx) => trx.updateTable('parcel').set(values).where('id', '=', parcelId).execute())
  return {
    key,
    change,
    fill: (worker = tenant) => fillParcel(worker, bell),
    claim: (worker = tenant) => claimParcel(worker, bell),
    /** As time would do it. */
    expire: () => change({ lease_until: new Date(0) }),
    /** The pause before the next try is over. */
    due: () => change({ next_at: new Date(0) }),
    document: () => getDocument(tenant, documentId),
    attempts: () => tenant.db((trx) => trx.selectFrom('parcel_attempt').select(['owner', 'outcome']).where('parcel_id', '=', parcelId).orderBy('epoch').execute()),
    effect: () => tenant.db((trx) => trx.selectFrom('effect').select(['state', 'attempt']).where('effect_key', '=', key).executeTakeFirst()),
    files: () => sandbox.journal.files().filter((file) => file.key === key)
  }
}

t.test('of workers that race for one parcel, one makes it', async (t) => {
  const parcel = await plan()
  await Promise.all(['a', 'b', 'c', 'd'].map((owner) => parcel.fill(another(owner))))
  t.match(await parcel.attempts(), [{ outcome: 'done' }])
  t.equal((await parcel.attempts()).length, 1)
  t.equal(parcel.files().length, 1)
  t.match(await parcel.effect(), { state: 'confirmed', attempt: 1 })
})

t.test('a lease is renewed for as long as the work takes', async (t) => {
  const parcel = await plan()
  sandbox.faults.add({ kind: 'slow', ms: 4000, match: READ })
  const working = parcel.fill(another('slow', 2))
  await pause(3500)
  t.equal(await parcel.claim(another('impatient')), null)
  await working
  t.same(await parcel.attempts(), [{ owner: 'slow', outcome: 'done' }])
})

t.test('a worker that lost its lease while it read writes nothing', async (t) => {
  const parcel = await plan()
  sandbox.faults.add({ kind: 'slow', ms: 1500, match: READ })
  const zombie = parcel.fill(another('zombie'))
  await pause(500)
  await parcel.expire()
  await parcel.fill(another('heir'))
  const finished = await parcel.document()
  await zombie
  t.match(await parcel.document(), { ...finished, state: 'done' })
  t.same(await parcel.attempts(), [{ owner: 'zombie', outcome: 'crashed' }, { owner: 'heir', outcome: 'done' }])
  t.equal(parcel.files().length, 1)
})

t.test('when two workers file the same document, Salesforce takes one and the other finds it', async (t) => {
  const parcel = await plan()
  sandbox.faults.add({ kind: 'slow', ms: 2500, match: INSERT })
  const zombie = parcel.fill(another('zombie'))
  while ((await parcel.effect()) === undefined) await pause(50)
  await parcel.expire()
  await parcel.fill(another('heir'))
  await zombie
  const inserts = sandbox.journal.list().filter(({ method, path }) => method === 'POST' && path.includes('/sobjects/ContentVersion')).slice(-2)
  t.same(inserts.map(({ status }) => status).sort(), [201, 400], 'the second was refused by the unique key')
  t.equal(parcel.files().length, 1)
  t.same(await parcel.attempts(), [{ owner: 'zombie', outcome: 'crashed' }, { owner: 'heir', outcome: 'done' }])
  t.match(await parcel.effect(), { state: 'confirmed', attempt: 2 })
})

t.test('a file that is already there under the key is taken when it is the same, and never overwritten', async (t) => {
  const bytes = (await previewDocument(tenant, { mapping: 'quote_ja', recordId })).bytes
  const same = await plan()
  const saved = await tenant.salesforce.saveFile({ title: 'earlier', pathOnClient: 'earlier.pdf', bytes, recordId, key: same.key })
  await same.fill()
  t.match(await same.document(), { state: 'done', salesforce: saved })

  const other = await plan()
  await tenant.salesforce.saveFile({ title: 'other', pathOnClient: 'other.pdf', bytes: Buffer.from('other'), recordId, key: other.key })
  await other.fill()
  t.match(await other.document(), { state: 'failed', salesforce: null, error: { code: 'CHOHYO_ATTACH_CONFLICT', status: 409 } })
  t.match(await other.effect(), { state: 'conflict' })
  t.equal(other.files().length, 1)
})

t.test('once the bytes are stored a retry files exactly those, even if the record has changed', async (t) => {
  const parcel = await plan()
  sandbox.faults.add({ kind: 'requestLimit', match: INSERT })
  await parcel.fill()
  const kept = await parcel.document()
  t.match(kept, { state: 'queued', sha256: /^[0-9a-f]{64}$/ })
  await changeSubject('途中で変わった件名')
  const now = await previewDocument(tenant, { mapping: 'quote_ja', recordId })
  t.not(now.sha256, kept.sha256, 'the record really has changed')
  const reads = sandbox.journal.list().length
  await parcel.due()
  await parcel.fill()
  t.match(await parcel.document(), { state: 'done', sha256: kept.sha256, error: null })
  t.match(parcel.files(), [{ sha256: kept.sha256 }])
  t.notOk(sandbox.journal.list().slice(reads).some(({ path }) => path.includes('FROM%20Quote')), 'and the record was not read again')
})

t.test('a failing file store is tried again', async (t) => {
  const parcel = await plan()
  const { save } = deps.files
  deps.files.save = async () => { throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }) }
  await parcel.fill()
  deps.files.save = save
  t.match(await parcel.document(), { state: 'queued', sha256: null })
  await parcel.due()
  await parcel.fill()
  t.match(await parcel.document(), { state: 'done' })
  t.match(await parcel.attempts(), [{ outcome: 'CHOHYO_UNEXPECTED' }, { outcome: 'done' }])
})

t.test('a parcel is not taken before it is due', async (t) => {
  const parcel = await plan()
  sandbox.faults.add({ kind: 'requestLimit', match: READ })
  await parcel.fill()
  t.equal(await parcel.claim(), null)
  await parcel.due()
  await parcel.fill()
  t.match(await parcel.document(), { state: 'done' })
})

t.test('a fault that stays ends the document with its reason after five tries', async (t) => {
  const parcel = await plan()
  sandbox.faults.add({ kind: 'requestLimit', match: READ, times: 100 })
  for (let attempt = 1; attempt <= 6; attempt += 1) {
    await parcel.due()
    await parcel.fill()
  }
  t.match(await parcel.document(), { state: 'failed', error: { code: 'CHOHYO_SALESFORCE_LIMIT_REACHED', status: 503 } })
  t.equal((await parcel.attempts()).length, 5)
  t.equal(await parcel.effect(), undefined, 'nothing was tried in Salesforce')
})

t.test('the last try tells whether a file may be there', async (t) => {
  const refused = await plan()
  await refused.change({ attempt: 4 })
  sandbox.faults.add({ kind: 'requestLimit', match: INSERT })
  await refused.fill()
  t.match(await refused.document(), { state: 'failed', error: { code: 'CHOHYO_SALESFORCE_LIMIT_REACHED' } })
  t.match(await refused.effect(), { state: 'failed' })

  const unknown = await plan()
  await unknown.change({ attempt: 4 })
  sandbox.faults.add({ kind: 'reset', match: INSERT })
  await unknown.fill()
  t.match(await unknown.document(), { state: 'failed', error: { code: 'CHOHYO_ATTACH_UNKNOWN' } })
  t.match(await unknown.effect(), { state: 'unknown' })
})

t.test('a parcel in which five workers died is set aside', async (t) => {
  const parcel = await plan()
  for (let death = 1; death <= 5; death += 1) {
    t.match(await parcel.claim(another(`dead-${death}`)), { attempt: death })
    await parcel.expire()
  }
  await parcel.fill()
  t.match(await parcel.document(), { state: 'failed', error: { code: 'CHOHYO_PARCEL_QUARANTINED', status: 422 } })
  t.same((await parcel.attempts()).map(({ outcome }) => outcome), [...Array<string>(5).fill('crashed'), 'CHOHYO_PARCEL_QUARANTINED'])
})

t.test('after all of this nothing is lost and nothing doubled', async (t) => {
  await checkWalk(t, { deps, orgId: sandbox.orgId, files: sandbox.journal.files() })
})

/** Somebody edits the record in Salesforce. */
async function changeSubject (subject: string): Promise<void> {
  const token = await logIn({ instanceUrl: sandbox.url, loginUrl: sandbox.url, consumerKey: 'test-app', privateKey: createPrivateKey(KEYS.privateKey), username: tenant.user.username, timeLimit: 10_000 })
  const answer = await fetch(`${sandbox.url}/services/data/v66.0/sobjects/Quote/${recordId}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ Subject__c: subject })
  })
  if (!answer.ok) throw new Error(await answer.text())
}
