import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import type { Document } from '../../server/documents/schema.ts'
import type { Fault } from '../../server/sandbox/faults.ts'
import { testService } from '../service.ts'
import { checkWalk } from './check-walk.ts'

const service = await testService(t)
const { sandbox, deps, call } = service
const recordId = sandbox.records['quote'] ?? ''
const INSERT = { method: 'POST', path: '/sobjects/ContentVersion' }
const READ = { method: 'GET', path: /FROM Quote\b/ }
const TOKEN = '/services/oauth2/token'
const LOOK_UP = { method: 'GET', path: /ChohyoKey__c = / }

t.afterEach(() => sandbox.faults.clear())

const [admin = '', rep = '', limited = '', , unapproved = '', emily = ''] = sandbox.users.map(({ username }) => username)
const keys = new Map<string, string>()
for (const username of [admin, rep, limited, unapproved, emily]) keys.set(username, await service.apiKey(username))

interface Click { faults: Fault[], user?: string, body?: object, key?: string }

/** One click of a user while the org has these faults for them, and all that is known of it afterwards. */
async function click ({ faults, user = admin, body, key }: Click) {
  const before = sandbox.journal.list().length
  for (const fault of faults) sandbox.faults.add(fault.kind === 'tokenRefused' || fault.match?.path === TOKEN ? fault : { ...fault, match: { ...fault.match, user } })
  const answer = await call({
    method: 'POST',
    url: '/v1/documents',
    headers: { prefer: 'wait=40', ...(key !== undefined && { 'idempotency-key': key }) },
    body: { mapping: 'quote_ja', recordId, ...body },
    token: keys.get(user) ?? ''
  })
  const document = (await call({ method: 'GET', url: String(answer.headers.location) })).json<Document>()
  const tries = await deps.database.withTenant(sandbox.orgId, (trx) => trx.selectFrom('parcel_attempt').innerJoin('document', 'document.parcel_id', 'parcel_attempt.parcel_id')
    .select('outcome').where('document.id', '=', document.id).orderBy('epoch').execute())
  const calls = sandbox.journal.list().slice(before)
  const own = calls.filter((entry) => entry.user === user)
  return {
    status: answer.statusCode,
    code: answer.json<{ code?: string }>().code,
    document,
    left: sandbox.faults.list().filter(({ match }) => match?.user === user).length,
    tries: tries.map(({ outcome }) => outcome),
    inserts: own.filter(({ method, path }) => method === 'POST' && path.includes('/sobjects/ContentVersion')).length,
    files: own.filter(({ insert }) => insert !== undefined).length,
    logins: calls.filter(({ path }) => path.startsWith(TOKEN)).length
  }
}

interface Case { what: string, faults: Fault[], expect: object }

/** Cases at the same time, each with a user and faults of its own. */
async function clickAll (t: Test, cases: Case[]): Promise<void> {
  const results = await Promise.all(cases.map(({ faults }, index) => click({ faults, user: [admin, rep, limited, emily][index]! })))
  for (const [index, { what, expect }] of cases.entries()) t.match(results[index], expect, what)
}

const made = { status: 201, document: { state: 'done' }, files: 1, left: 0 }

t.test('a login that is refused', async (t) => {
  t.match(await click({ faults: [], user: unapproved }), { status: 403, code: 'CHOHYO_SALESFORCE_LOGIN_REFUSED', files: 0, document: { state: 'failed', error: { code: 'CHOHYO_SALESFORCE_LOGIN_REFUSED', status: 403 } } })
  t.match(await click({ faults: [{ kind: 'tokenRefused' }], user: emily }), { status: 403, code: 'CHOHYO_SALESFORCE_LOGIN_REFUSED', tries: ['CHOHYO_SALESFORCE_LOGIN_REFUSED'] }, 'trying again cannot help')
  t.match(await click({ faults: [{ kind: 'html503', match: { path: TOKEN } }], user: emily }), { ...made, logins: 2, tries: ['done'] }, 'an outage of the login is one of the moment')
})

t.test('a session that ends on the way', async (t) => {
  await click({ faults: [] })
  t.match(await click({ faults: [{ kind: 'expiredSession', match: READ }] }), { ...made, logins: 1, tries: ['done'] })
  t.match(await click({ faults: [{ kind: 'expiredSession', match: INSERT }] }), { ...made, logins: 1, inserts: 2, tries: ['done'] })
  t.match(await click({ faults: [{ kind: 'expiredSession', match: READ, times: 9 }] }), { status: 403, code: 'CHOHYO_SALESFORCE_SESSION_REFUSED', logins: 1, files: 0, left: 1 }, 'a second refusal is final: no endless logging in')
})

t.test('what time cannot heal ends at once, with its reason and status', async (t) => {
  for (const wrong of ['0Q0000000000000AAA', sandbox.records['account']]) {
    const answer = await click({ faults: [], body: { recordId: wrong } })
    t.match(answer, { status: 404, code: 'CHOHYO_RECORD_NOT_FOUND', files: 0, tries: ['CHOHYO_RECORD_NOT_FOUND'], document: { state: 'failed' } })
  }
})

t.test('a reply that is lost after the file was saved, or half of which is', async (t) => {
  await clickAll(t, [
    { what: 'it is looked up, not sent again', faults: [{ kind: 'lostReply', match: INSERT }], expect: { ...made, inserts: 1, tries: ['done'] } },
    { what: 'even when the look-up fails at first', faults: [{ kind: 'lostReply', match: INSERT }, { kind: 'requestLimit', match: LOOK_UP }], expect: { ...made, inserts: 1, tries: ['CHOHYO_SALESFORCE_LIMIT_REACHED', 'done'] } },
    { what: 'half a reply is none', faults: [{ kind: 'cutBody', match: INSERT }], expect: { ...made, inserts: 1, tries: ['done'] } },
    { what: 'an answer with rows missing makes no document', faults: [{ kind: 'truncatedPage', match: READ }], expect: { ...made, tries: ['CHOHYO_SALESFORCE_TRUNCATED', 'done'] } }
  ])
})

t.test('a connection that is cut before anything happened, and an org in maintenance', async (t) => {
  await clickAll(t, [
    { what: 'a cut read is read again', faults: [{ kind: 'reset', match: READ }], expect: { ...made, inserts: 1, tries: ['done'] } },
    { what: 'a cut write is looked up before it is sent again', faults: [{ kind: 'reset', match: INSERT }], expect: { ...made, inserts: 2, tries: ['CHOHYO_ATTACH_UNKNOWN', 'done'] } },
    { what: 'a page of HTML once is bridged', faults: [{ kind: 'html503', match: READ }], expect: { ...made, tries: ['done'] } },
    { what: 'a longer outage costs a try', faults: [{ kind: 'html503', match: READ, times: 4 }], expect: { ...made, tries: ['CHOHYO_SALESFORCE_UNAVAILABLE', 'done'] } }
  ])
})

t.test('a locked row, and too many requests', async (t) => {
  await clickAll(t, [
    { what: 'a locked row is tried again', faults: [{ kind: 'rowLock', match: INSERT, times: 2 }], expect: { ...made, inserts: 3, tries: ['done'] } },
    { what: 'so are too many at once', faults: [{ kind: 'concurrentLimit', match: READ }], expect: { ...made, tries: ['done'] } },
    { what: 'a used-up day costs a try', faults: [{ kind: 'requestLimit', match: READ }], expect: { ...made, tries: ['CHOHYO_SALESFORCE_LIMIT_REACHED', 'done'] } },
    { what: 'also when the file is to be saved', faults: [{ kind: 'requestLimit', match: INSERT }], expect: { ...made, inserts: 2, tries: ['CHOHYO_SALESFORCE_LIMIT_REACHED', 'done'] } }
  ])
})

t.test('many clicks with one key make one document', async (t) => {
  const key = randomUUID()
  const clicks = await Promise.all(Array.from({ length: 30 }, () => click({ faults: [], key })))
  t.same(new Set(clicks.map(({ status }) => status)), new Set([201]))
  t.equal(new Set(clicks.map(({ document }) => document.id)).size, 1)
})

t.test('faults of every kind at random, while many click', async (t) => {
  const kinds = ['html503', 'reset', 'lostReply', 'rowLock', 'concurrentLimit', 'requestLimit', 'expiredSession', 'cutBody'] as const
  for (const kind of kinds) sandbox.faults.add({ kind, match: INSERT })
  for (const kind of kinds) sandbox.faults.add({ kind, match: READ })
  const clicks = await Promise.all(Array.from({ length: 16 }, () => click({ faults: [], key: randomUUID() })))
  t.same(clicks.filter(({ document }) => document.state !== 'done').map(({ document }) => document.error), [])
})

t.test('after all of this nothing is lost and nothing doubled', async (t) => {
  await checkWalk(t, { deps, orgId: sandbox.orgId, files: sandbox.journal.files() })
})
