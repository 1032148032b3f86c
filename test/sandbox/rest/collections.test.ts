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
  t.strictSame([body[0].id, body[1].id], [undefined, undefined], 'no id of a record that is no more')
  const changed = await client.send('PATCH', '/composite/sobjects', { allOrNone: true, records: [contact({ id: sandbox.records.contact, LastName: 'a' }), contact({ id: sandbox.records.privateContact, LastName: '' })] })
  t.match(changed.body, [{ id: sandbox.records.contact, success: false }, { success: false, errors: [{ statusCode: 'REQUIRED_FIELD_MISSING' }] }])
})

t.test('each record is refused in the words for data, not for URLs', async t => {
  const gone = '003000000000000AAA'
  const { body } = await client.send('PATCH', '/composite/sobjects', { records: [contact({ id: gone, LastName: 'a' }), contact({ id: 'bad', LastName: 'a' }), { attributes: { type: 'Nope' }, id: gone }] })
  t.match(body, [
    { success: false, errors: [{ statusCode: 'INVALID_CROSS_REFERENCE_KEY', message: 'invalid cross reference id' }] },
    { success: false, errors: [{ statusCode: 'MALFORMED_ID', message: 'Contact ID: id value of incorrect type: bad', fields: ['Id'] }] },
    { success: false, errors: [{ statusCode: 'INVALID_TYPE', message: /^sObject type 'Nope' is not supported/ }] }
  ])
  t.match((await client.send('DELETE', `/composite/sobjects?ids=${gone}`)).body, [{ success: false, errors: [{ statusCode: 'INVALID_CROSS_REFERENCE_KEY' }] }])
})

t.test('one key twice in an upsert fails both, the others go through', async t => {
  const sampler = (key: string): object => ({ attributes: { type: 'Sampler__c' }, LooseKey__c: key, Required__c: 'x' })
  const { body } = await client.send('PATCH', '/composite/sobjects/Sampler__c/LooseKey__c', { records: [sampler('Twice'), sampler('Once'), sampler('twice')] })
  t.match(body, [
    { success: false, errors: [{ statusCode: 'DUPLICATE_VALUE', message: 'Duplicate external id specified: Twice', fields: ['LooseKey__c'] }] },
    { success: true, created: true },
    { success: false, errors: [{ statusCode: 'DUPLICATE_VALUE', message: 'Duplicate external id specified: twice' }] }
  ])
  t.match((await client.query('SELECT LooseKey__c FROM Sampler__c WHERE LooseKey__c LIKE \'%ce\'')).records, [{ LooseKey__c: 'Once' }], 'and keys keep their case')
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
  t.match(await client.send('POST', '/composite/sobjects', { records: Array.from({ length: 201 }, () => contact({ LastName: 'x' })) }), { status: 400, body: [{ errorCode: 'EXCEEDED_ID_LIMIT', message: 'record limit reached. cannot submit more than 200 records into this call' }] })
  const results = await (await openJsforce(sandbox)).sobject('Contact').create(Array.from({ length: 250 }, (unused, at) => ({ LastName: `n${at}` })), { allowRecursive: true })
  t.equal(results.filter(({ success }) => success).length, 250)
})
