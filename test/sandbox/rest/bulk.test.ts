/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access --
   answers are JSON of many shapes: a wrong guess fails the test */
import { parse } from 'csv-parse/sync'
import t from 'tap'
import { enterOrg, logIn, who } from '../enter-org.ts'

const sandbox = await enterOrg(t, { size: 20 })
const client = await logIn(sandbox)

t.test('a query job runs to its CSV, page by page', async t => {
  const made = await client.send('POST', '/jobs/query', { operation: 'query', query: 'SELECT Id, Name, Account.Name, Amount FROM Opportunity' })
  t.match(made.body, { id: /^750/, operation: 'query', object: 'Opportunity', state: 'UploadComplete', concurrencyMode: 'Parallel', contentType: 'CSV', apiVersion: 66, lineEnding: 'LF', columnDelimiter: 'COMMA' })
  const path = `/jobs/query/${made.body.id}`
  t.match(await client.send('GET', `${path}/results`), { status: 400, body: [{ errorCode: 'INVALIDJOBSTATE' }] })
  t.equal((await client.send('GET', path)).body.state, 'InProgress')
  const { body } = await client.send('GET', path)
  const total = (await client.query('SELECT COUNT() FROM Opportunity')).totalSize
  t.match(body, { state: 'JobComplete', jobType: 'V2Query', numberRecordsProcessed: total })
  const rows: object[] = []
  let locator = ''
  do {
    const page = await client.send('GET', `${path}/results?maxRecords=7${locator}`)
    t.match(page.headers.get('content-type'), 'text/csv')
    const records: object[] = parse(page.body as string, { columns: true })
    t.equal(page.headers.get('sforce-numberofrecords'), String(records.length))
    rows.push(...records)
    locator = `&locator=${page.headers.get('sforce-locator')}`
  } while (locator !== '&locator=null')
  t.equal(rows.length, total)
  t.match(rows[0], { Id: sandbox.records.opportunity, 'Account.Name': '株式会社髙橋製作所', Amount: '3154920' })
  t.equal((await client.send('DELETE', path)).status, 204)
  t.equal((await client.send('GET', path)).status, 404)
})

t.test('what Bulk cannot do is refused, and a job is its maker\'s alone', async t => {
  for (const query of ['SELECT COUNT(Id) FROM Account', 'SELECT Id, (SELECT Id FROM Contacts) FROM Account', 'SELECT Type FROM Account GROUP BY Type']) {
    t.match(await client.send('POST', '/jobs/query', { operation: 'query', query }), { status: 400, body: [{ errorCode: 'API_ERROR' }] })
  }
  t.match(await client.send('POST', '/jobs/query', { operation: 'query', query: 'SELECT Bogus FROM Account' }), { status: 400, body: [{ errorCode: 'INVALID_FIELD' }] })
  const { body: { id } } = await client.send('POST', '/jobs/query', { operation: 'query', query: 'SELECT Id FROM Account' })
  t.equal((await (await logIn(sandbox, who.rep)).send('GET', `/jobs/query/${id}`)).status, 404)
  t.match((await client.send('PATCH', `/jobs/query/${id}`, { state: 'Aborted' })).body, { state: 'Aborted' })
})
