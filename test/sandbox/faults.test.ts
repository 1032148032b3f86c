/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-call --
   answers are JSON of many shapes: a wrong guess fails the test */
import t from 'tap'
import { askToken, bothClients, claimsFor, enterOrg, logIn, makeAssertion, who } from './enter-org.ts'

const sandbox = await enterOrg(t)
const { faults, journal, records } = sandbox
t.beforeEach(() => {
  faults.clear()
  journal.clear()
})

t.test('an error comes as often as it was ordered, then the org is well again', async t => {
  const [client] = await bothClients(sandbox)
  const cases = [
    { kind: 'rowLock', status: 400, code: 'UNABLE_TO_LOCK_ROW' }, { kind: 'requestLimit', status: 403, code: 'REQUEST_LIMIT_EXCEEDED' },
    { kind: 'concurrentLimit', status: 403, code: 'REQUEST_LIMIT_EXCEEDED' }, { kind: 'queryTimeout', status: 400, code: 'QUERY_TIMEOUT' }
  ] as const
  for (const { kind, status, code } of cases) {
    faults.add({ kind, times: 2 })
    for (let time = 1; time <= 2; time++) t.match(await client?.send('GET', '/limits'), { status, body: [{ errorCode: code }] }, `${kind} ${time}`)
    t.equal((await client?.send('GET', '/limits'))?.status, 200)
  }
  faults.add({ kind: 'html503' })
  const answer = await client?.send('GET', '/limits')
  t.match(answer, { status: 503, body: /^<html>/ })
  t.match(answer?.headers.get('content-type'), 'text/html')
  t.equal(answer?.headers.get('retry-after'), null, 'Salesforce never says when to come back')
})

t.test('an expired session stays expired', async t => {
  const client = await logIn(sandbox)
  faults.add({ kind: 'expiredSession' })
  t.match(await client.send('GET', '/limits'), { status: 401, body: [{ errorCode: 'INVALID_SESSION_ID' }] })
  t.equal((await client.send('GET', '/limits')).status, 401)
  t.equal((await (await logIn(sandbox)).send('GET', '/limits')).status, 200)
})

t.test('a rule meets only the calls it names', async t => {
  const client = await logIn(sandbox)
  faults.add({ kind: 'rowLock', match: { method: 'POST', path: '/sobjects/Contact', body: 'Unlucky' } })
  faults.add({ kind: 'rowLock', match: { path: /FROM Account\b/ } })
  faults.add({ kind: 'rowLock', match: { user: sandbox.users[who.rep]?.username ?? '' } })
  t.equal((await client.send('POST', '/sobjects/Contact', { LastName: 'Lucky' })).status, 201)
  t.equal((await client.send('POST', '/sobjects/Contact', { LastName: 'Unlucky' })).status, 400)
  t.equal((await client.query('SELECT Id FROM Contact')).done, true)
  t.match(await client.query('SELECT Id FROM Account'), [{ errorCode: 'UNABLE_TO_LOCK_ROW' }])
  t.equal((await (await logIn(sandbox, who.rep)).send('GET', '/limits')).status, 400)
  t.strictSame(faults.list(), [])
})

t.test('a reset does nothing; a lost reply has done it', async t => {
  const client = await logIn(sandbox)
  const file = (key: string): object => ({ PathOnClient: 'a.pdf', VersionData: 'aGk=', FirstPublishLocationId: records.quote, ChohyoKey__c: key })
  faults.add({ kind: 'reset', match: { path: 'ContentVersion' } })
  await t.rejects(client.send('POST', '/sobjects/ContentVersion', file('reset')))
  t.equal((await client.query('SELECT Id FROM ContentVersion WHERE ChohyoKey__c = \'reset\'')).totalSize, 0)
  faults.add({ kind: 'lostReply', match: { path: 'ContentVersion' } })
  await t.rejects(client.send('POST', '/sobjects/ContentVersion', file('lost')))
  t.equal((await client.query('SELECT Id FROM ContentVersion WHERE ChohyoKey__c = \'lost\'')).totalSize, 1)
  t.match(await client.send('POST', '/sobjects/ContentVersion', file('lost')), { body: [{ errorCode: 'DUPLICATE_VALUE' }] })
  const posts = journal.list().filter(({ method, path }) => method === 'POST' && path.includes('ContentVersion'))
  t.match(posts, [{ status: 0 }, { status: 0, insert: { key: 'lost' } }, { status: 400 }])
})

t.test('part of a collection or composite fails', async t => {
  const client = await logIn(sandbox)
  faults.add({ kind: 'partialFailure', every: 3 })
  const contacts = Array.from({ length: 6 }, (unused, at) => ({ attributes: { type: 'Contact' }, LastName: `p${at}` }))
  const { body } = await client.send('POST', '/composite/sobjects', { records: contacts })
  t.strictSame(body.map(({ success }: { success: boolean }) => success), [true, true, false, true, true, false])
  faults.add({ kind: 'partialFailure' })
  const parts = ['a', 'b'].map(referenceId => ({ method: 'GET', url: '/services/data/v66.0/limits', referenceId }))
  t.match((await client.send('POST', '/composite', { compositeRequest: parts })).body.compositeResponse, [{ httpStatusCode: 200 }, { httpStatusCode: 400, body: [{ errorCode: 'UNABLE_TO_LOCK_ROW' }] }])
})

t.test('a truncated page says it is done', async t => {
  const client = await logIn(sandbox)
  faults.add({ kind: 'truncatedPage' })
  const page = await client.query('SELECT Id FROM InvoiceLine__c')
  t.equal(page.done, true)
  t.ok(page.records.length < page.totalSize)
})

t.test('slow and trickling answers arrive whole, a cut body does not', async t => {
  const client = await logIn(sandbox)
  for (const kind of ['slow', 'trickle'] as const) {
    faults.add({ kind, ms: 60 })
    t.equal((await client.query('SELECT Id FROM Account')).done, true, kind)
  }
  faults.add({ kind: 'cutBody' })
  await t.rejects(client.query('SELECT Id FROM Account'))
})

t.test('a refused token', async t => {
  faults.add({ kind: 'tokenRefused' })
  const ask = async (): Promise<number> => (await askToken(sandbox, makeAssertion(claimsFor(sandbox, who.admin)))).status
  t.equal(await ask(), 400)
  t.equal(await ask(), 200)
})

t.test('tests in another process set faults and read the journal over HTTP', async t => {
  const client = await logIn(sandbox)
  await fetch(`${sandbox.url}/sandbox/faults`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ kind: 'rowLock', match: { path: '/limits' } }) })
  t.equal((await client.send('GET', '/limits')).status, 400)
  t.match(await (await fetch(`${sandbox.url}/sandbox/journal`)).json(), [{ path: '/services/oauth2/token' }, { path: '/services/data/v66.0/limits', status: 400, user: sandbox.users[0]?.username }])
  await fetch(`${sandbox.url}/sandbox/journal`, { method: 'DELETE' })
  t.strictSame(journal.list(), [])
  t.same(await (await fetch(`${sandbox.url}/sandbox/records`)).json(), records)
})
