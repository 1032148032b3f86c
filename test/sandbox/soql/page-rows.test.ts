/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-return --
   answers are JSON of many shapes: a wrong guess fails the test */
import fc from 'fast-check'
import t from 'tap'
import { enterOrg, logIn, openJsforce, who } from '../enter-org.ts'
import type { Client } from '../enter-org.ts'

const sandbox = await enterOrg(t, { size: 150, stress: true })
const client = await logIn(sandbox)

/** Follows every locator at every level; counts calls, and the rows of the fullest page. */
async function drain (client: Client, soql: string, headers: Record<string, string> = {}): Promise<{ records: any[], calls: number, fullest: number }> {
  let calls = 0
  let fullest = 0
  const ask = async (path: string): Promise<any> => {
    calls++
    const { body } = await client.send('GET', path, undefined, headers)
    fullest = Math.max(fullest, countRows(body))
    return drainLists(body)
  }
  const drainLists = async (page: any): Promise<any> => {
    const records = [...page.records]
    if (page.nextRecordsUrl !== undefined) records.push(...(await ask(page.nextRecordsUrl)).records)
    for (const record of records) {
      for (const [name, value] of Object.entries<any>(record)) {
        if (value?.nextRecordsUrl === undefined) continue
        record[name] = await drainLists(value)
      }
    }
    return { totalSize: page.totalSize, done: true, records }
  }
  const { records } = await ask(`/query?q=${encodeURIComponent(soql)}`)
  return { records, calls, fullest }
}

function countRows (page: any): number {
  return page.records.reduce((sum: number, record: any) => sum + 1 + Object.values<any>(record).filter(value => value?.records !== undefined).reduce((inner, list) => inner + countRows(list), 0), 0)
}

t.test('10,000 lines in three levels arrive whole, by locators at every level', async t => {
  const { records: [invoice], calls, fullest } = await drain(client, `SELECT Id, (SELECT Name, (SELECT Name, Position__c FROM Parts__r ORDER BY Position__c) FROM Lines__r ORDER BY Position__c) FROM Invoice__c WHERE Id = '${sandbox.records.stress}'`)
  const lines = invoice.Lines__r.records
  t.equal(lines.length, 10_000)
  t.equal(new Set(lines.map(({ Name }: any) => Name)).size, 10_000)
  t.equal(lines.filter((line: any) => line.Parts__r !== null).length, 100)
  t.ok(lines.every((line: any) => line.Parts__r === null || line.Parts__r.records.length === 20))
  t.equal(fullest, 2000, 'a page holds 2,000 rows, children counted')
  t.ok(calls > 6, `${calls} calls`)
})

t.test('a child list says how many there are, and that there are more', async t => {
  const page = await client.query(`SELECT Id, (SELECT Id FROM Lines__r) FROM Invoice__c WHERE Id = '${sandbox.records.stress}'`)
  t.match(page.records[0].Lines__r, { totalSize: 10_000, done: false, nextRecordsUrl: /^\/services\/data\/v66\.0\/query\/01g\w{15}-1999$/ })
  t.equal(page.records[0].Lines__r.records.length, 1999)
})

t.test('jsforce without our care drops the rest of a child list, as with Salesforce', async t => {
  const connection = await openJsforce(sandbox)
  const page = await connection.query(`SELECT Id, (SELECT Id FROM Lines__r) FROM Invoice__c WHERE Id = '${sandbox.records.stress}'`)
  t.equal((page.records[0] as any).Lines__r.records.length, 1999)
  const first = await connection.query('SELECT Id FROM InvoiceLine__c')
  const second = await connection.queryMore(first.nextRecordsUrl ?? '')
  t.equal(first.records.length, 2000)
  t.equal(second.records.length, 2000)
  t.not(first.records[0]?.Id, second.records[0]?.Id)
})

t.test('any page size gives every row once, in order', async t => {
  const all = (await client.query('SELECT Id, (SELECT Id FROM Opportunities), (SELECT Id FROM Contacts) FROM Account')).records
  await fc.assert(fc.asyncProperty(fc.integer({ min: 200, max: 500 }), async batch => {
    const { records, fullest } = await drain(client, 'SELECT Id, (SELECT Id FROM Opportunities), (SELECT Id FROM Contacts) FROM Account', { 'Sforce-Query-Options': `batchSize=${batch}` })
    t.ok(fullest <= batch)
    t.strictSame(records, all)
  }), { numRuns: 8 })
})

t.test('the smallest page has 200 rows', async t => {
  const { body } = await client.send('GET', `/query?q=${encodeURIComponent('SELECT Id FROM InvoiceLine__c')}`, undefined, { 'Sforce-Query-Options': 'batchSize=10' })
  t.equal(body.records.length, 200)
})

t.test('a locator that is not there, or another user\'s, is refused', async t => {
  const { nextRecordsUrl } = await client.query('SELECT Id FROM InvoiceLine__c')
  const other = await logIn(sandbox, who.rep)
  for (const answer of [await other.send('GET', nextRecordsUrl), await client.send('GET', '/query/01g000000000000AAA-2000'), await client.send('GET', '/query/x')]) {
    t.match(answer, { status: 400, body: [{ errorCode: 'INVALID_QUERY_LOCATOR', message: 'invalid query locator' }] })
  }
})

t.test('two custom long texts make the pages small', async t => {
  const rep = await logIn(sandbox)
  await rep.send('POST', '/composite/sobjects', { records: Array.from({ length: 150 }, (unused, at) => ({ attributes: { type: 'Certificate__c' }, Name: `C${at}` })) })
  await rep.send('POST', '/composite/sobjects', { records: Array.from({ length: 150 }, (unused, at) => ({ attributes: { type: 'Certificate__c' }, Name: `D${at}` })) })
  t.equal((await rep.query('SELECT Id, Body__c, Remarks__c FROM Certificate__c')).records.length, 200)
  t.equal((await rep.query('SELECT Id, Body__c FROM Certificate__c')).records.length, 301)
})
