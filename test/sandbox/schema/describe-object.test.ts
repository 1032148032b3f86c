/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-return --
   answers are JSON of many shapes: a wrong guess fails the test */
import t from 'tap'
import { bothClients, enterOrg, logIn, openJsforce, who } from '../enter-org.ts'

const sandbox = await enterOrg(t)

t.test('every field of every object has the 57 keys, every object of the list its 28', async t => {
  for (const client of await bothClients(sandbox)) {
    const { body: { sobjects, maxBatchSize } } = await client.send('GET', '/sobjects')
    t.equal(maxBatchSize, 200)
    t.ok(sobjects.length > 20)
    for (const { name, ...rest } of sobjects) {
      t.equal(Object.keys(rest).length, 27, name)
      const { body } = await client.send('GET', `/sobjects/${name}/describe`)
      t.strictSame([...new Set(body.fields.map((field: object) => Object.keys(field).length))], [57], name)
      t.ok(body.childRelationships.every((child: object) => Object.keys(child).length === 8), name)
    }
  }
})

t.test('a field tells type, length, references and picklist values', async t => {
  const connection = await openJsforce(sandbox)
  const { fields, childRelationships } = await connection.describe('sampler__c')
  const named = new Map(fields.map(field => [field.name, field]))
  t.match(named.get('Picklist__c'), { type: 'picklist', restrictedPicklist: true, label: '選択リスト', picklistValues: [{ value: 'Red', label: '赤', active: true }, { value: 'Green' }, { value: 'Blue' }] })
  t.match(named.get('Account__c'), { type: 'reference', referenceTo: ['Account'], relationshipName: 'Account__r', soapType: 'tns:ID' })
  t.match(named.get('Key__c'), { externalId: true, unique: true, caseSensitive: true, idLookup: true, length: 64 })
  t.match(named.get('RichText__c'), { type: 'textarea', htmlFormatted: true, extraTypeInfo: 'richtextarea', filterable: false, sortable: false })
  t.match(named.get('Serial__c'), { autoNumber: true, createable: false, updateable: false })
  t.match(named.get('Double__c'), { calculated: true, createable: false })
  t.match(named.get('Place__Latitude__s'), { compoundFieldName: 'Place__c' })
  t.match(named.get('OwnerId'), { referenceTo: ['Group', 'User'], polymorphicForeignKey: true, namePointing: true })
  t.match(childRelationships.find(({ field }) => field === 'Parent__c'), { childSObject: 'Sampler__c', relationshipName: 'Samplers__r', cascadeDelete: false })
})

t.test('labels follow the user\'s language', async t => {
  const label = async (user: number): Promise<string> => (await (await logIn(sandbox, user)).send('GET', '/sobjects/Account/describe')).body.label
  t.equal(await label(who.admin), '取引先')
  t.equal(await label(who.english), 'Account')
})

t.test('an ETag saves the second look', async t => {
  const client = await logIn(sandbox)
  const { headers } = await client.send('GET', '/sobjects/Account/describe')
  const etag = headers.get('etag') ?? ''
  t.equal((await client.send('GET', '/sobjects/Account/describe', undefined, { 'If-None-Match': etag })).status, 304)
  t.equal((await client.send('GET', '/sobjects/Contact/describe', undefined, { 'If-None-Match': etag })).status, 200)
})

t.test('an object that is not there', async t => {
  t.match(await (await logIn(sandbox)).send('GET', '/sobjects/Nothing/describe'), { status: 404, body: [{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }] })
})
