/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access --
   answers are JSON of many shapes: a wrong guess fails the test */
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { bothClients, enterOrg, logIn, openJsforce, who } from '../enter-org.ts'

const sandbox = await enterOrg(t)
const { records } = sandbox
const client = await logIn(sandbox)

t.test('a record is created, read, changed and deleted', async t => {
  const made = await client.send('POST', '/sobjects/Account', { Name: ' 株式会社新規 ', AnnualRevenue: 1000, BillingCity: '大阪市' })
  t.strictSame(made.body, { id: made.body.id, success: true, errors: [] })
  t.match(made, { status: 201, body: { id: /^001\w{15}$/ } })
  const path = `/sobjects/Account/${made.body.id}`
  t.equal(made.headers.get('location'), `/services/data/v66.0${path}`)
  t.match((await client.send('GET', `${path}?fields=Name,BillingAddress,OwnerId`)).body, { attributes: { type: 'Account' }, Name: '株式会社新規', BillingAddress: { city: '大阪市', country: null }, OwnerId: sandbox.users[who.admin]?.id })
  const changed = await client.send('PATCH', path, { Name: '改名', AnnualRevenue: null })
  t.strictSame([changed.status, changed.body], [204, ''])
  t.match((await client.send('GET', path)).body, { Name: '改名', AnnualRevenue: null })
  t.equal((await client.send('DELETE', path)).status, 204)
  t.match(await client.send('GET', path), { status: 404, body: [{ errorCode: 'ENTITY_IS_DELETED' }] })
  t.equal((await client.query(`SELECT Id FROM Account WHERE Id = '${made.body.id}'`)).totalSize, 0)
  const { body } = await client.send('GET', `/queryAll?q=${encodeURIComponent(`SELECT Id, IsDeleted FROM Account WHERE Id = '${made.body.id}'`)}`)
  t.match(body.records, [{ IsDeleted: true }])
})

t.test('the same through jsforce', async t => {
  const accounts = (await openJsforce(sandbox)).sobject('Account')
  const made = await accounts.create({ Name: 'jsforce' })
  t.match(made, { success: true, id: /^001/ })
  t.match(await accounts.retrieve(made.id ?? ''), { Name: 'jsforce' })
  t.match(await accounts.update({ Id: made.id ?? '', Name: 'changed' }), { success: true })
  t.match(await accounts.upsert({ ExternalKey__c: 'J-1', Name: 'by key' }, 'ExternalKey__c'), { success: true })
  t.match(await accounts.destroy(made.id ?? ''), { success: true })
  await t.rejects(accounts.retrieve(made.id ?? ''), /entity is deleted/)
})

t.test('what cannot be stored is refused in the words of Salesforce', async t => {
  const cases: Array<[sentence: string, object: string, body: unknown, expected: object]> = [
    ['a missing required field', 'Contact', { FirstName: 'x' }, { errorCode: 'REQUIRED_FIELD_MISSING', message: 'Required fields are missing: [LastName]', fields: ['LastName'] }],
    ['an empty required field', 'Contact', { LastName: '  ' }, { errorCode: 'REQUIRED_FIELD_MISSING' }],
    ['an unknown field', 'Account', { Name: 'x', Bogus: 1 }, { errorCode: 'INVALID_FIELD', message: 'No such column \'Bogus\' on sobject of type Account' }],
    ['a field of the platform', 'Account', { Name: 'x', CreatedDate: '2020-01-01T00:00:00Z' }, { errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE', fields: ['CreatedDate'] }],
    ['a formula', 'Sampler__c', { Required__c: 'x', Double__c: 1 }, { errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE' }],
    ['a long text', 'Account', { Name: 'x'.repeat(256) }, { errorCode: 'STRING_TOO_LONG', fields: ['Name'], message: /data value too large: x+ \(max length=255\)$/ }],
    ['a word for a number', 'Account', { Name: 'x', AnnualRevenue: 'many' }, { errorCode: 'JSON_PARSER_ERROR', message: /^Cannot deserialize instance of double from VALUE_STRING value many/ }],
    ['a huge number', 'Sampler__c', { Required__c: 'x', Percent__c: 12345 }, { errorCode: 'NUMBER_OUTSIDE_VALID_RANGE' }],
    ['a day that is none', 'Opportunity', { Name: 'x', StageName: 'Proposal', CloseDate: '2026-02-30' }, { errorCode: 'JSON_PARSER_ERROR' }],
    ['a bad e-mail', 'Contact', { LastName: 'x', Email: 'nobody' }, { errorCode: 'INVALID_EMAIL_ADDRESS', message: 'Email: invalid email address: nobody' }],
    ['a value outside of a restricted picklist', 'Sampler__c', { Required__c: 'x', Picklist__c: 'Pink' }, { errorCode: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST' }],
    ['an id of another object', 'Contact', { LastName: 'x', AccountId: records.quote }, { errorCode: 'MALFORMED_ID' }],
    ['an id that is not there', 'Contact', { LastName: 'x', AccountId: '001000000000000AAA' }, { errorCode: 'INVALID_CROSS_REFERENCE_KEY' }],
    ['a key that is taken', 'Account', { Name: 'x', ExternalKey__c: 'A-0001' }, { errorCode: 'DUPLICATE_VALUE', message: `duplicate value found: ExternalKey__c duplicates value on record with id: ${records.account?.slice(0, 15)}` }],
    ['a key that is taken but for its case, where case does not count', 'Sampler__c', { Required__c: 'x', LooseKey__c: 'LOOSE-1' }, { errorCode: 'DUPLICATE_VALUE' }],
    ['a user', 'User', { LastName: 'x' }, { errorCode: 'INVALID_TYPE_FOR_OPERATION' }]
  ]
  for (const both of await bothClients(sandbox)) {
    for (const [sentence, object, body, expected] of cases) {
      const { fields, ...rest } = expected as { fields?: string[] }
      const answer = await both.send('POST', `/sobjects/${object}`, body)
      t.match(answer, { status: 400, body: [both.name === 'fetch' ? expected : rest] }, `${both.name}: ${sentence}`)
    }
  }
  t.equal((await client.send('POST', '/sobjects/Sampler__c', { Required__c: 'x', Key__c: 'sampler-1' })).status, 201, 'a case-sensitive key differs by case')
  t.match(await client.send('PATCH', `/sobjects/Contact/${records.contact}`, { LastName: null }), { status: 400, body: [{ errorCode: 'REQUIRED_FIELD_MISSING' }] })
  t.match(await client.send('PATCH', `/sobjects/Quote/${records.quote}`, { OpportunityId: records.opportunity }), { status: 400, body: [{ errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE' }] })
})

t.test('values are stored in their form', async t => {
  const { body: { id } } = await client.send('POST', '/sobjects/Sampler__c', { Required__c: 'x', Currency__c: 1.005, DateTime__c: '2026-01-01T09:00:00+09:00', Time__c: '9:5', Checkbox__c: 'true', Number__c: '1.5' })
  t.equal(id, undefined, 'a time needs two digits')
  const made = await client.send('POST', '/sobjects/Sampler__c', { Required__c: 'x', Currency__c: 1.005, DateTime__c: '2026-01-01T09:00:00+09:00', Time__c: '09:05', Checkbox__c: 'true', Number__c: '1.5' })
  t.match((await client.send('GET', `/sobjects/Sampler__c/${made.body.id}`)).body, { Currency__c: 1.005, DateTime__c: '2026-01-01T00:00:00.000+0000', Time__c: '09:05:00.000Z', Checkbox__c: true, Number__c: 1.5, Double__c: 3, Serial__c: /^S-\d{4}$/ })
})

t.test('what is no id is taken for a field name, and a method that is not there is named', async t => {
  t.match(await client.send('GET', '/sobjects/Account/abc'), { status: 404, body: [{ errorCode: 'NOT_FOUND', message: 'Provided external ID field does not exist or is not accessible: abc' }] })
  t.match(await client.send('POST', `/sobjects/Account/${records.account}`, {}), { status: 405, body: [{ errorCode: 'METHOD_NOT_ALLOWED', message: 'HTTP Method \'POST\' not allowed. Allowed are HEAD,GET,PATCH,DELETE' }] })
  const head = await client.send('HEAD', `/sobjects/Account/${records.account}`)
  t.strictSame([head.status, head.body], [200, ''])
})

t.test('upsert by external id creates, then updates; a case does not find a case-sensitive key', async t => {
  const key = randomUUID()
  t.match(await client.send('PATCH', `/sobjects/Account/ExternalKey__c/${key}`, { Name: 'first' }), { status: 201, body: { created: true, success: true } })
  t.match(await client.send('PATCH', `/sobjects/Account/ExternalKey__c/${key}`, { Name: 'second' }), { status: 200, body: { created: false } })
  t.match((await client.send('GET', `/sobjects/Account/ExternalKey__c/${key}`)).body, { Name: 'second', ExternalKey__c: key })
  t.equal((await client.send('GET', `/sobjects/Account/ExternalKey__c/${key.toUpperCase()}`)).status, 404)
  t.equal((await client.send('DELETE', `/sobjects/Account/ExternalKey__c/${key}`)).status, 204)
  t.equal((await client.send('GET', `/sobjects/Account/ExternalKey__c/${key}`)).status, 404)
  t.match(await client.send('PATCH', '/sobjects/Account/Name/x', { Name: 'y' }), { status: 404, body: [{ message: 'Provided external ID field does not exist or is not accessible: Name' }] })
})

t.test('a lookup may be given by the parent\'s external id', async t => {
  const { body } = await client.send('POST', '/sobjects/Invoice__c', { Account__r: { ExternalKey__c: 'A-0001' }, Subject__c: 'x' })
  t.match((await client.query(`SELECT Account__c FROM Invoice__c WHERE Id = '${body.id}'`)).records, [{ Account__c: records.account }])
  t.match(await client.send('POST', '/sobjects/Invoice__c', { Account__r: { ExternalKey__c: 'none' } }), { status: 400, body: [{ errorCode: 'INVALID_FIELD' }] })
})

t.test('deleting a master deletes its details and empties lookups', async t => {
  const { body: { id: invoice } } = await client.send('POST', '/sobjects/Invoice__c', { Subject__c: 'x' })
  const { body: { id: line } } = await client.send('POST', '/sobjects/InvoiceLine__c', { Invoice__c: invoice, Name: 'y', Quantity__c: 2, UnitPrice__c: 50 })
  t.equal((await client.query(`SELECT Amount__c FROM InvoiceLine__c WHERE Id = '${line}'`)).records[0].Amount__c, 100)
  await client.send('DELETE', `/sobjects/Invoice__c/${invoice}`)
  t.equal((await client.query(`SELECT Id FROM InvoiceLine__c WHERE Id = '${line}'`)).totalSize, 0)
  const { body: { id: account } } = await client.send('POST', '/sobjects/Account', { Name: 'x' })
  const { body: { id: contact } } = await client.send('POST', '/sobjects/Contact', { LastName: 'y', AccountId: account })
  await client.send('DELETE', `/sobjects/Account/${account}`)
  t.equal((await client.query(`SELECT AccountId FROM Contact WHERE Id = '${contact}'`)).records[0].AccountId, null)
})

t.test('a body that is no JSON, a path that is none', async t => {
  const answer = await fetch(`${sandbox.url}/services/data/v66.0/sobjects/Account`, { method: 'POST', headers: { authorization: `Bearer ${client.token}`, 'content-type': 'application/json' }, body: '{"Name"' })
  t.equal(answer.status, 400)
  t.match(await answer.json(), [{ errorCode: 'JSON_PARSER_ERROR' }])
  for (const path of ['/nothing', '/sobjects/Nothing/001000000000000AAA', '/sobjects/Account/../../x', '/sobjects/Account/%E0%A4%A', '/services/data/v49.0/limits', '/services/data/v99.0/limits']) {
    t.equal((await client.send('GET', path)).status, 404, path)
  }
})
