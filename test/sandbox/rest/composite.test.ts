/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-return --
   answers are JSON of many shapes: a wrong guess fails the test */
import t from 'tap'
import { bothClients, enterOrg, logIn } from '../enter-org.ts'

const sandbox = await enterOrg(t)
const { records } = sandbox
const client = await logIn(sandbox)
const base = '/services/data/v66.0'

t.test('later parts use the answers of earlier ones; the whole is one call', async t => {
  for (const both of await bothClients(sandbox)) {
    const before = (await client.send('GET', '/limits')).body.DailyApiRequests.Remaining
    const { body } = await both.send('POST', '/composite', {
      compositeRequest: [
        { method: 'POST', url: `${base}/sobjects/Account`, referenceId: 'account', body: { Name: 'composite' } },
        { method: 'POST', url: `${base}/sobjects/Contact`, referenceId: 'contact', body: { LastName: 'x', AccountId: '@{account.id}' } },
        { method: 'GET', url: `${base}/query?q=${encodeURIComponent('SELECT Name, (SELECT LastName FROM Contacts) FROM Account WHERE Id = \'@{account.id}\'').replaceAll('%40%7Baccount.id%7D', '@{account.id}')}`, referenceId: 'read' },
        { method: 'PATCH', url: `${base}/sobjects/Account/@{read.records[0].attributes.url}`, referenceId: 'wrong', body: {} },
        { method: 'GET', url: `${base}/sobjects/Account/@{missing.id}`, referenceId: 'broken' }
      ]
    })
    t.match(body.compositeResponse, [
      { httpStatusCode: 201, referenceId: 'account', httpHeaders: { Location: /^\/services\/data\/v66\.0\/sobjects\/Account\/001/ }, body: { success: true } },
      { httpStatusCode: 201, referenceId: 'contact' },
      { httpStatusCode: 200, body: { records: [{ Name: 'composite', Contacts: { records: [{ LastName: 'x' }] } }] } },
      { httpStatusCode: 404, referenceId: 'wrong' },
      { httpStatusCode: 400, body: [{ errorCode: 'PROCESSING_HALTED' }] }
    ], both.name)
    t.equal((await client.send('GET', '/limits')).body.DailyApiRequests.Remaining, before - 2, 'one for the composite, one to look')
  }
})

t.test('allOrNone takes all back', async t => {
  const { body } = await client.send('POST', '/composite', {
    allOrNone: true,
    compositeRequest: [
      { method: 'POST', url: `${base}/sobjects/Account`, referenceId: 'a', body: { Name: 'gone' } },
      { method: 'POST', url: `${base}/sobjects/Account`, referenceId: 'b', body: {} },
      { method: 'POST', url: `${base}/sobjects/Account`, referenceId: 'c', body: { Name: 'never' } }
    ]
  })
  t.match(body.compositeResponse, [{ httpStatusCode: 400, body: [{ errorCode: 'PROCESSING_HALTED' }] }, { httpStatusCode: 400, body: [{ errorCode: 'REQUIRED_FIELD_MISSING' }] }, { httpStatusCode: 400, body: [{ errorCode: 'PROCESSING_HALTED' }] }])
  t.equal((await client.query('SELECT Id FROM Account WHERE Name IN (\'gone\', \'never\')')).totalSize, 0)
})

t.test('a query too long for a URL fits into a part', async t => {
  const ids = Array.from({ length: 1500 }, () => `'${records.quote}'`).join(',')
  const soql = `SELECT Id FROM Quote WHERE Id IN (${ids})`
  t.equal((await client.send('GET', `/query?q=${encodeURIComponent(soql)}`)).status, 414)
  const { body } = await client.send('POST', '/composite', { compositeRequest: [{ method: 'GET', url: `${base}/query?q=${encodeURIComponent(soql)}`, referenceId: 'q' }] })
  t.match(body.compositeResponse, [{ httpStatusCode: 200, body: { totalSize: 1 } }])
})

t.test('its limits', async t => {
  const part = (at: number): object => ({ method: 'GET', url: `${base}/limits`, referenceId: `r${at}` })
  const query = (at: number): object => ({ method: 'GET', url: `${base}/query?q=SELECT+Id+FROM+Account`, referenceId: `r${at}` })
  const many = (length: number, make: (at: number) => object): object => ({ compositeRequest: Array.from({ length }, (unused, at) => make(at)) })
  t.equal((await client.send('POST', '/composite', many(25, part))).status, 200)
  for (const wrong of [many(26, part), many(6, query), many(2, () => part(1)), {}]) t.match(await client.send('POST', '/composite', wrong), { status: 400, body: [{ errorCode: 'INVALID_INPUT' }] })
})

t.test('a batch counts every call, and halts when told to', async t => {
  const left = async (): Promise<number> => (await client.send('GET', '/limits')).body.DailyApiRequests.Remaining
  const before = await left()
  const { body } = await client.send('POST', '/composite/batch', { batchRequests: [{ method: 'GET', url: 'v66.0/limits' }, { method: 'GET', url: 'v66.0/sobjects/Nothing' }, { method: 'PATCH', url: `v66.0/sobjects/Account/${records.account}`, richInput: { Fax: '1' } }] })
  t.match(body, { hasErrors: true, results: [{ statusCode: 200, result: { DailyApiRequests: {} } }, { statusCode: 404, result: [{ errorCode: 'NOT_FOUND' }] }, { statusCode: 204, result: null }] })
  t.equal(await left(), before - 4)
  const halted = await client.send('POST', '/composite/batch', { haltOnError: true, batchRequests: [{ method: 'GET', url: 'v66.0/nothing' }, { method: 'GET', url: 'v66.0/limits' }] })
  t.match(halted.body.results, [{ statusCode: 404 }, { statusCode: 412 }])
})
