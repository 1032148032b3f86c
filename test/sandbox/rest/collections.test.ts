/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return --
   answers are JSON of many shapes: a wrong guess fails the test */
import t from 'tap'
import { bothClients, enterOrg, logIn, openJsforce } from '../enter-org.ts'

const sandbox = await enterOrg(t)
const client = await logIn(sandbox)
const contact = (values: object): object => ({ attributes: { type: 'Contact' }, ...values })

t.test('good records are stored, each bad one has its own error', async t => {
  for (const both of await bothClients(sandbox)) {
    const { body } = await both.send('POST', '/composite/sobjects', { records: [contact({ LastName: 'a' }), contact({}), contact({ LastName: 'c' })] })
    t.match(body, [{ id: /^003/, success: true, errors: [] }, { success: false, errors: [{ statusCode: 'REQUIRED_FIELD_MISSING', message: 'Required fields are missing: [LastName]', fields: ['LastName'] }] }, { success: true }], both.name)
  }
})

t.test('allOrNone takes back the good ones', async t => {
  const count = async (): Promise<number> => (await client.query('SELECT COUNT() FROM Contact')).totalSize
  const before = await count()
  const { status, body } = await client.send('POST', '/composite/sobjects', { allOrNone: true, records: [contact({ LastName: 'a' }), contact({})] })
  t.equal(status, 200)
  t.match(body, [{ success: false, errors: [{ statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK' }] }, { success: false, errors: [{ statusCode: 'REQUIRED_FIELD_MISSING' }] }])
  t.equal(await count(), before)
})

t.test('many are changed, upserted, read and deleted', async t => {
  const made = await client.send('POST', '/composite/sobjects', { records: [contact({ LastName: 'a' }), contact({ LastName: 'b' })] })
  const [a, b] = made.body.map(({ id }: { id: string }) => id)
  t.match((await client.send('PATCH', '/composite/sobjects', { records: [contact({ id: a, LastName: 'A' }), contact({ LastName: 'no id' })] })).body, [{ success: true }, { success: false, errors: [{ statusCode: 'MISSING_ARGUMENT' }] }])
  t.match((await client.send('GET', `/composite/sobjects/Contact?ids=${a},003000000000000AAA,${b}&fields=LastName`)).body, [{ LastName: 'A' }, null, { LastName: 'b' }])
  t.match((await client.send('DELETE', `/composite/sobjects?ids=${a},${b}`)).body, [{ id: a, success: true }, { id: b, success: true }])
  const account = (key: string): object => ({ attributes: { type: 'Account' }, ExternalKey__c: key, Name: key })
  t.match((await client.send('PATCH', '/composite/sobjects/Account/ExternalKey__c', { records: [account('C-1'), account('A-0001')] })).body, [{ created: true, success: true }, { created: false, success: true }])
})

t.test('more than 200 are refused; jsforce makes calls of 200', async t => {
  t.match(await client.send('POST', '/composite/sobjects', { records: Array.from({ length: 201 }, () => contact({ LastName: 'x' })) }), { status: 400, body: [{ errorCode: 'EXCEEDED_MAX_SIZE_REQUEST' }] })
  const results = await (await openJsforce(sandbox)).sobject('Contact').create(Array.from({ length: 250 }, (unused, at) => ({ LastName: `n${at}` })), { allowRecursive: true })
  t.equal(results.filter(({ success }) => success).length, 250)
})
