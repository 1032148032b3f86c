import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import t from 'tap'
import type { FaultKind, Fault } from '../../server/sandbox/start-sandbox.ts'
import { openSalesOrg } from '../sales-org.ts'

const org = await openSalesOrg()
const { sandbox, open, arrived } = org
t.teardown(() => sandbox.close())
t.beforeEach(() => {
  sandbox.journal.clear()
  sandbox.faults.clear()
  org.warnings.length = 0
})

const logins = () => sandbox.journal.list().filter(({ path }) => path.startsWith('/services/oauth2/token')).length
const fault = (kind: FaultKind, more: Partial<Fault> = {}) => sandbox.faults.add({ kind, ...more })
const ACCOUNTS = 'SELECT Id, Name FROM Account'

t.test('a door opens as its user, at first use', async (t) => {
  const door = open('rep')
  t.equal(sandbox.journal.list().length, 0)
  const me = await door.whoAmI()
  t.match(me, { organizationId: sandbox.orgId, userId: sandbox.users[1]?.id, username: 'rep@sandbox.chohyo.example', language: 'ja', timeZone: 'Asia/Tokyo' })
  t.equal(door.calls(), 0, 'neither login nor userinfo is an API request')
  await door.query(ACCOUNTS)
  t.equal(door.calls(), 1)
  t.equal(arrived(), 1)
  t.match(door.limits(), { used: Number, max: 1_000_000 })
  t.equal(logins(), 1)
})

t.test('describes are kept: asking twice is asking once, also at the same time', async (t) => {
  const door = open('rep')
  const [one, two] = await Promise.all([door.describe('Account'), door.describe('Account')])
  t.equal(one, two)
  t.equal(arrived(), 1)
  t.match(one.fields.find(({ name }) => name === 'OwnerId'), { type: 'reference', relationshipName: 'Owner' })
  t.ok((await door.describeGlobal()).some(({ name, queryable }) => name === 'Invoice__c' && queryable))
  for (const name of ['Nothing__c', '../../tooling', 'Account/describe?x=', '']) await t.rejects(door.describe(name), { code: 'CHOHYO_OBJECT_NOT_FOUND' }, name)
})

t.test('every page at every level arrives', async (t) => {
  const door = open('rep')
  const { records, totalSize } = await door.query(`SELECT Id, (SELECT Id, (SELECT Id FROM Lines__r) FROM Invoices__r) FROM Account WHERE Id = '${sandbox.records.statementAccount}'`)
  t.equal(totalSize, 1)
  const invoices = records[0]?.Invoices__r as { records: Array<{ Lines__r: { records: unknown[] } | null }> }
  t.equal(invoices.records.reduce((sum, { Lines__r: lines }) => sum + (lines?.records.length ?? 0), 0), 300)
})

t.test('a query too long for an address goes in a body, and is still one call', async (t) => {
  const door = open('rep')
  const ids = (await door.query(ACCOUNTS)).records.map(({ Id }) => String(Id))
  sandbox.journal.clear()
  const long = Array.from({ length: 600 }, (_, index) => `'${ids[index % ids.length]}'`).join(',')
  const { records, calls } = await door.query(`${ACCOUNTS} WHERE Id IN (${long})`)
  t.equal(records.length, ids.length)
  t.equal(calls, 1)
  t.same(sandbox.journal.list().map(({ method, path }) => `${method} ${path}`), ['POST /services/data/v66.0/composite'])
  await t.rejects(door.query(`SELECT Nope FROM Account WHERE Id IN (${long})`), { code: 'CHOHYO_SALESFORCE_REFUSED', message: /INVALID_FIELD: No such column 'Nope'/ })
})

t.test('counts share requests, five by five', async (t) => {
  const door = open('rep')
  const [all = 0] = await door.count(['SELECT COUNT() FROM Account'])
  t.ok(all > 20)
  sandbox.journal.clear()
  t.same(await door.count(Array.from({ length: 11 }, () => 'SELECT COUNT() FROM Account')), Array.from({ length: 11 }, () => all))
  t.equal(arrived(), 3)
  t.same(await door.count([]), [])
})

t.test('a file is saved on its record once, found by its key and read back byte for byte', async (t) => {
  const door = open('rep')
  const bytes = Buffer.from('%PDF-1.7\r\n--chohyo\r\n\0\xff', 'latin1')
  const recordId = String(sandbox.records.opportunity)
  const file = { title: '御見積書 "x"', pathOnClient: '御見積書\r\n.pdf', bytes, recordId, key: 'parcel-1:attach' }
  t.equal(await door.findFile(file.key), null)
  const saved = await door.saveFile(file)
  await t.rejects(door.saveFile(file), { code: 'CHOHYO_SALESFORCE_DUPLICATE' })
  const found = await door.findFile(file.key)
  t.match(found, { ...saved, md5: createHash('md5').update(bytes).digest('hex'), size: bytes.length, recordIds: [recordId] })
  t.same(Buffer.from(await door.readFile(saved.contentVersionId)), bytes)
  t.equal(sandbox.journal.files().length, 1)
})

t.test('ids and keys that are none go nowhere', async (t) => {
  const door = open('rep')
  const file = { title: 'x', pathOnClient: 'x.pdf', bytes: Buffer.from('x'), recordId: '006/../../tooling', key: 'k' }
  await t.rejects(door.saveFile(file), { code: 'CHOHYO_RECORD_ID_INVALID' })
  await t.rejects(door.readFile('068CY0000000001YAA/../x'), { code: 'CHOHYO_RECORD_ID_INVALID' })
  await t.rejects(door.findFile('k\' OR Id != \''), { code: 'CHOHYO_SALESFORCE_REFUSED' })
  t.equal(arrived(), 0)
  t.throws(() => open('rep', { apiVersion: '66.0/../..' }), { code: 'CHOHYO_SALESFORCE_REFUSED' })
})

t.test('an ended session is opened again once, whoever notices first', async (t) => {
  const door = open('rep')
  await door.query(ACCOUNTS)
  fault('expiredSession')
  t.ok((await door.query(ACCOUNTS)).totalSize > 0)
  t.equal(logins(), 2)
  fault('expiredSession')
  await Promise.all([door.query(ACCOUNTS), door.query(ACCOUNTS), door.query(ACCOUNTS)])
  t.equal(logins(), 3, 'three calls share one login')
})

t.test('a session that is refused again right away is final: two logins, no loop', async (t) => {
  fault('expiredSession', { times: 100 })
  await t.rejects(open('rep').query(ACCOUNTS), { code: 'CHOHYO_SALESFORCE_SESSION_REFUSED' })
  t.equal(logins(), 2)
  t.equal(arrived(), 2)
})

t.test('a user whom the org does not let in is told what to do', async (t) => {
  await t.rejects(open('unapproved').whoAmI(), { code: 'CHOHYO_SALESFORCE_LOGIN_REFUSED', message: /not admin approved.*permission set/ })
  await t.rejects(open('rep', { consumerKey: 'other' }).whoAmI(), { code: 'CHOHYO_SALESFORCE_LOGIN_REFUSED', message: /consumer key/ })
  await t.rejects(open('nobody').whoAmI(), { code: 'CHOHYO_SALESFORCE_LOGIN_REFUSED' })
})

t.test('a blink of the org is bridged for reads', async (t) => {
  for (const kind of ['html503', 'reset', 'concurrentLimit', 'rowLock', 'cutBody'] as const) {
    const door = open('rep')
    await door.whoAmI()
    fault(kind)
    t.ok((await door.query(ACCOUNTS)).totalSize > 0, kind)
    t.equal(door.calls(), 2, `${kind}: both tries are counted`)
  }
  t.equal(org.warnings.length, 5)
})

t.test('an org that stays away gives a named error after a few tries', async (t) => {
  const tries: Array<[FaultKind, string, number]> = [
    ['html503', 'CHOHYO_SALESFORCE_UNAVAILABLE', 4],
    ['requestLimit', 'CHOHYO_SALESFORCE_LIMIT_REACHED', 1],
    ['queryTimeout', 'CHOHYO_SALESFORCE_TIMED_OUT', 1]
  ]
  for (const [kind, code, calls] of tries) {
    const door = open('rep')
    await door.whoAmI()
    fault(kind, { times: calls })
    await t.rejects(door.query(ACCOUNTS), { code }, kind)
    t.equal(door.calls(), calls, kind)
  }
})

t.test('a slow or trickling answer is cut off at the time limit', async (t) => {
  for (const kind of ['slow', 'trickle'] as const) {
    const door = open('rep', { timeLimit: 400 })
    await door.whoAmI()
    fault(kind, { ms: 3000 })
    await t.rejects(door.query(ACCOUNTS), { code: 'CHOHYO_SALESFORCE_TIMED_OUT', message: /0\.4 seconds/ }, kind)
    t.equal(door.calls(), 1)
  }
})

t.test('a page that is cut short is noticed', async (t) => {
  fault('truncatedPage')
  await t.rejects(open('rep').query(ACCOUNTS), { code: 'CHOHYO_SALESFORCE_TRUNCATED' })
})

t.test('a file whose answer is lost is not sent again: it is there and can be looked up', async (t) => {
  const door = open('rep')
  const file = { title: 'x', pathOnClient: 'x.pdf', bytes: Buffer.from('x'), recordId: String(sandbox.records.opportunity), key: 'lost' }
  fault('lostReply', { match: { method: 'POST', path: 'ContentVersion' } })
  await t.rejects(door.saveFile(file), { code: 'CHOHYO_SALESFORCE_REPLY_LOST' })
  t.equal(sandbox.journal.files().length, 1)
  t.match(await door.findFile('lost'), { size: 1 })
  fault('html503')
  await t.rejects(door.saveFile({ ...file, key: 'unsure' }), { code: 'CHOHYO_SALESFORCE_REPLY_LOST' })
  t.equal(sandbox.journal.files().length, 1)
})

t.test('a locked row and an ended session cost a file nothing: nothing was done yet', async (t) => {
  const door = open('rep')
  const file = { title: 'x', pathOnClient: 'x.pdf', bytes: Buffer.from('x'), recordId: String(sandbox.records.opportunity) }
  fault('rowLock', { times: 2 })
  await door.saveFile({ ...file, key: 'locked' })
  fault('expiredSession')
  await door.saveFile({ ...file, key: 'expired' })
  t.equal(sandbox.journal.files().length, 2)
})

t.test('an org that is not there is named so', async (t) => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const gone = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  server.close()
  await t.rejects(open('rep', { instanceUrl: gone, loginUrl: gone }).whoAmI(), { code: 'CHOHYO_SALESFORCE_UNREACHABLE', message: /ECONNREFUSED/ })
  t.equal(org.warnings.length, 2, 'three tries')
})

t.test('a token for another host is not used', async (t) => {
  await t.rejects(open('rep', { instanceUrl: 'http://localhost:9999' }).query(ACCOUNTS), { code: 'CHOHYO_SALESFORCE_ELSEWHERE', message: /localhost:9999/ })
  t.equal(arrived(), 0)
})

t.test('a proxy in the environment is not asked for the way to the org', async (t) => {
  const before = process.env.http_proxy
  process.env.http_proxy = 'http://127.0.0.1:1'
  t.teardown(() => { if (before === undefined) delete process.env.http_proxy; else process.env.http_proxy = before })
  t.ok(await open('rep').whoAmI())
})
