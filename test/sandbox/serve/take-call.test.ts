/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-call --
   answers are JSON of many shapes: a wrong guess fails the test */
import t from 'tap'
import { enterOrg, logIn, openJsforce, readAnswer } from '../enter-org.ts'

t.test('every answer says how many calls are used, and past the limit there are none', async t => {
  const sandbox = await enterOrg(t, { dailyApiRequests: 3 })
  const client = await logIn(sandbox)
  t.equal((await client.send('GET', '/limits')).headers.get('sforce-limit-info'), 'api-usage=1/3')
  t.equal((await client.send('GET', '/nothing')).headers.get('sforce-limit-info'), 'api-usage=2/3', 'a wrong call counts too')
  t.match((await client.send('GET', '/limits')).body, { DailyApiRequests: { Max: 3, Remaining: 0 } })
  t.match(await client.send('GET', '/limits'), { status: 403, body: [{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }] })
})

t.test('jsforce reads the usage', async t => {
  const connection = await openJsforce(await enterOrg(t, { dailyApiRequests: 500 }))
  await connection.query('SELECT Id FROM Account')
  t.same(connection.limitInfo, { apiUsage: { used: 1, limit: 500 } })
})

t.test('the versions need no session, all else does', async t => {
  const sandbox = await enterOrg(t)
  const { body } = await readAnswer(await fetch(`${sandbox.url}/services/data`))
  t.match(body.find(({ version }: { version: string }) => version === '66.0'), { label: 'Spring \'26', url: '/services/data/v66.0' })
  for (const path of ['/services/data/v66.0', '/services/data/v66.0/limits', '/services/data/v66.0/sobjects/Account/describe']) {
    t.match(await readAnswer(await fetch(sandbox.url + path)), { status: 401, body: [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }] }, path)
  }
  t.equal((await fetch(`${sandbox.url}/services/data/`)).status, 200)
  t.equal((await fetch(`${sandbox.url}/services/data/v66.0/limits`)).headers.get('www-authenticate'), 'Token')
  const client = await logIn(sandbox)
  for (const version of [50, 58, 67]) t.equal((await client.send('GET', `/services/data/v${version}.0/query?q=SELECT+Id+FROM+Account`)).body.records[0].attributes.url.startsWith(`/services/data/v${version}.0/`), true)
})

t.test('URI and headers above 16,384 bytes are too much', async t => {
  const client = await logIn(await enterOrg(t))
  t.equal((await client.send('GET', `/query?q=${'x'.repeat(16_400)}`)).status, 414)
  t.equal((await client.send('GET', '/limits', undefined, { 'x-long': 'x'.repeat(16_400) })).status, 431)
  t.equal((await client.send('GET', `/query?q=${encodeURIComponent(`SELECT Id FROM Account WHERE Name = '${'x'.repeat(3900)}'`)}`)).status, 200)
})
