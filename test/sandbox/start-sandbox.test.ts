/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-return --
   answers are JSON of many shapes: a wrong guess fails the test */
import { createSign, createVerify } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { app, enterOrg, logIn } from './enter-org.ts'
import { startSandbox } from '../../server/sandbox/start-sandbox.ts'

const everyObject = ['Account', 'Contact', 'User', 'Opportunity', 'OpportunityLineItem', 'Product2', 'PricebookEntry', 'Pricebook2', 'Quote', 'QuoteLineItem', 'Order', 'OrderItem', 'Case', 'Task', 'Invoice__c', 'InvoiceLine__c', 'InvoiceLinePart__c', 'Certificate__c', 'Sampler__c', 'Issuer__c', 'Organization', 'Profile']

t.test('the same seed and size are the same org; another seed is another', async t => {
  const dump = async (options: object): Promise<unknown[]> => {
    const { query } = await logIn(await enterOrg(t, { size: 12, ...options }))
    return Promise.all(everyObject.map(async name => (await query(`SELECT FIELDS(ALL) FROM ${name} LIMIT 200`)).records))
  }
  const [one, two, other] = [await dump({}), await dump({}), await dump({ seed: 2 })]
  t.strictSame(one, two)
  t.notSame(one, other)
  t.ok(one.every(records => (records as unknown[]).length > 0), 'no object is empty')
})

t.test('the showcase does not depend on the size', async t => {
  const [small, large] = [await enterOrg(t, { size: 0 }), await enterOrg(t, { size: 60 })]
  t.strictSame(small.records, large.records)
  const { query } = await logIn(large)
  const { records } = large
  const count = async (object: string, where: string): Promise<number> => (await query(`SELECT COUNT() FROM ${object} WHERE ${where}`)).totalSize
  t.equal(await count('QuoteLineItem', `QuoteId = '${records.quote}'`), 8)
  t.equal(await count('QuoteLineItem', `QuoteId = '${records.quote}' AND TaxRate__c = 8`), 3)
  t.equal(await count('InvoiceLine__c', `Invoice__c = '${records.invoice}'`), 12)
  t.equal(await count('OrderItem', `OrderId = '${records.order}'`), 10)
  t.equal(await count('InvoiceLine__c', `Invoice__r.Account__c = '${records.statementAccount}'`), 300)
  t.match((await query(`SELECT Subtotal, Tax, GrandTotal FROM Quote WHERE Id = '${records.quote}'`)).records, [{ Subtotal: 3154920, Tax: 312981, GrandTotal: 3467901 }])
  t.match((await query('SELECT Name, Street FROM Organization')).records, [{ Name: '株式会社帳票商事' }])
})

t.test('it grows to any size', async t => {
  const { query } = await logIn(await enterOrg(t, { size: 11000 }))
  const counts = await Promise.all(everyObject.map(async name => (await query(`SELECT COUNT() FROM ${name}`)).totalSize))
  t.ok(counts.reduce((sum, count) => sum + count, 0) > 100_000)
})

t.test('with a folder, writes and files are there after a restart', async t => {
  const dir = t.testdir()
  const open = async (): Promise<Awaited<ReturnType<typeof startSandbox>>> => startSandbox({ size: 3, dir, apps: [app] })
  const first = await open()
  const client = await logIn(first)
  const file = await client.send('POST', '/sobjects/ContentVersion', { PathOnClient: 'a.txt', VersionData: Buffer.from('kept').toString('base64'), ChohyoKey__c: 'KEPT', FirstPublishLocationId: first.records.quote })
  const made = await client.send('POST', '/sobjects/Invoice__c', { Subject__c: 'kept' })
  await client.send('PATCH', `/sobjects/Account/${first.records.account}`, { Fax: '06-5555-9999' })
  await client.send('DELETE', `/sobjects/Case/${(await client.query('SELECT Id FROM Case LIMIT 1')).records[0].Id}`)
  const name = (await client.query(`SELECT Name FROM Invoice__c WHERE Id = '${made.body.id}'`)).records[0].Name
  const cases = (await client.query('SELECT COUNT() FROM Case')).totalSize
  await first.close()
  // A crash in the middle of a write leaves half a line.
  appendFileSync(join(dir, 'changes.jsonl'), '[{"kind":"ins')

  const second = await open()
  t.teardown(() => second.close())
  const again = await logIn(second)
  t.equal(second.certificate, first.certificate)
  t.equal((await again.send('GET', `/sobjects/ContentVersion/${file.body.id}/VersionData`)).body, 'kept')
  t.equal((await again.query(`SELECT COUNT() FROM ContentDocumentLink WHERE LinkedEntityId = '${second.records.quote}'`)).totalSize, 1)
  t.match((await again.query(`SELECT Fax FROM Account WHERE Id = '${second.records.account}'`)).records, [{ Fax: '06-5555-9999' }])
  t.equal((await again.query('SELECT COUNT() FROM Case')).totalSize, cases)
  t.match(await again.send('POST', '/sobjects/ContentVersion', { PathOnClient: 'a.txt', VersionData: 'aGk=', ChohyoKey__c: 'KEPT' }), { body: [{ errorCode: 'DUPLICATE_VALUE' }] })
  const next = await again.send('POST', '/sobjects/Invoice__c', { Subject__c: 'next' })
  t.not(next.body.id, made.body.id)
  t.not((await again.query(`SELECT Name FROM Invoice__c WHERE Id = '${next.body.id}'`)).records[0].Name, name)
  await t.rejects(startSandbox({ size: 4, dir, apps: [app] }), /was made with other settings/)
})

t.test('the org signs with its own key, or the one it was given', async t => {
  const { signingKey, certificate } = await enterOrg(t, { size: 0 })
  t.ok(createVerify('RSA-SHA256').update('x').verify(certificate, createSign('RSA-SHA256').update('x').sign(signingKey)))
  t.equal((await enterOrg(t, { size: 0, orgCertificateKey: signingKey })).certificate, certificate)
})
