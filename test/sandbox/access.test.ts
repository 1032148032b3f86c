/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return --
   answers are JSON of many shapes: a wrong guess fails the test */
import t from 'tap'
import { bothClients, enterOrg, logIn, who } from './enter-org.ts'

const sandbox = await enterOrg(t, { size: 30 })
const { records } = sandbox

t.test('a field the profile hides is as if it were not there', async t => {
  for (const limited of await bothClients(sandbox, who.limited)) {
    const refused: Array<[where: string, soql: string, field: string]> = [
      ['SELECT', 'SELECT Amount FROM Opportunity', 'Amount'],
      ['WHERE', 'SELECT Id FROM Opportunity WHERE Amount > 0', 'Amount'],
      ['ORDER BY', 'SELECT Id FROM Opportunity ORDER BY Amount', 'Amount'],
      ['a parent path', 'SELECT Opportunity.Amount FROM Quote', 'Amount'],
      ['a filter through a parent', 'SELECT Id FROM Quote WHERE Opportunity.Amount > 0', 'Amount'],
      ['a child list', 'SELECT (SELECT Amount FROM Opportunities) FROM Account', 'Amount'],
      ['a filter of a child list', 'SELECT (SELECT Id FROM Opportunities WHERE Amount > 0) FROM Account', 'Amount'],
      ['an aggregate', 'SELECT SUM(Amount) FROM Opportunity', 'Amount'],
      ['a function', 'SELECT FORMAT(Amount) FROM Opportunity', 'Amount'],
      ['a semi-join', 'SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Opportunity WHERE Amount > 0)', 'Amount']
    ]
    for (const [where, soql, field] of refused) {
      const answer = await limited.query(soql)
      t.match(answer, [{ errorCode: 'INVALID_FIELD', message: new RegExp(`No such column '${field}' on entity 'Opportunity'`) }], `${limited.name}: in ${where}`)
    }
    t.notOk('Amount' in (await limited.query('SELECT FIELDS(ALL) FROM Opportunity LIMIT 1')).records[0])
  }
})

t.test('describe, record and write honour the same', async t => {
  const limited = await logIn(sandbox, who.limited)
  const admin = await logIn(sandbox)
  const names = async (client: typeof admin): Promise<string[]> => (await client.send('GET', '/sobjects/Opportunity/describe')).body.fields.map(({ name }: { name: string }) => name)
  t.ok((await names(admin)).includes('Amount'))
  t.notOk((await names(limited)).includes('Amount'))
  t.equal((await admin.send('GET', `/sobjects/Opportunity/${records.opportunity}`)).body.Amount, 3_154_920)
  t.notOk('Amount' in (await limited.send('GET', `/sobjects/Opportunity/${records.opportunity}`)).body)
  t.match(await limited.send('PATCH', `/sobjects/Opportunity/${records.opportunity}`, { Amount: 1 }), { status: 400, body: [{ errorCode: 'INVALID_FIELD' }] })
  t.match(await limited.send('GET', `/ui-api/records/${records.opportunity}?fields=Opportunity.Amount`), { status: 400, body: [{ errorCode: 'INVALID_FIELD' }] })
  t.match(await admin.send('GET', `/ui-api/records/${records.opportunity}?fields=Opportunity.Amount,Opportunity.StageName,Opportunity.Account.Name`), { status: 200, body: { fields: { Amount: { value: 3_154_920 }, StageName: { value: 'Proposal', displayValue: '提案' }, Account: { value: { fields: { Name: { value: '株式会社髙橋製作所' } } } } } } })
})

t.test('an object the profile hides is as if it were not there', async t => {
  const limited = await logIn(sandbox, who.limited)
  t.match(await limited.query('SELECT Id FROM Certificate__c'), [{ errorCode: 'INVALID_TYPE' }])
  t.match(await limited.query('SELECT (SELECT Id FROM Certificates__r) FROM Contact'), [{ errorCode: 'INVALID_TYPE' }])
  t.equal((await limited.send('GET', '/sobjects/Certificate__c/describe')).status, 404)
  t.notOk((await limited.send('GET', '/sobjects')).body.sobjects.some(({ name }: { name: string }) => name === 'Certificate__c'))
})

t.test('a field that may be read but not written', async t => {
  const rep = await logIn(sandbox, who.rep)
  t.match(await rep.send('PATCH', `/sobjects/Account/${records.account}`, { RegistrationNumber__c: 'T1' }), { status: 400, body: [{ errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE', fields: ['RegistrationNumber__c'] }] })
  const { body } = await rep.send('GET', '/sobjects/Account/describe')
  t.match(body.fields.find(({ name }: { name: string }) => name === 'RegistrationNumber__c'), { createable: false, updateable: false })
})

t.test('who sees only own records sees no others, on any way', async t => {
  for (const own of await bothClients(sandbox, who.private)) {
    const page = await own.query('SELECT Id, OwnerId FROM Opportunity')
    t.ok(page.totalSize > 1)
    t.ok(page.records.every(({ OwnerId }: { OwnerId: string }) => OwnerId === sandbox.users[who.private]?.id), own.name)
    t.equal((await own.query(`SELECT Id FROM Quote WHERE Id = '${records.quote}'`)).totalSize, 0)
    t.equal((await own.query(`SELECT Id FROM QuoteLineItem WHERE QuoteId = '${records.quote}'`)).totalSize, 0, 'details follow their master')
    t.equal((await own.query('SELECT COUNT() FROM Opportunity')).totalSize, page.totalSize)
    const { records: [deal] } = await own.query(`SELECT Name, AccountId, Account.Name FROM Opportunity WHERE Id = '${records.privateOpportunity}'`)
    t.match(deal, { AccountId: records.account, Account: null }, 'the parent is not theirs: its id shows, its fields do not')
    t.equal((await own.query('SELECT Id FROM Opportunity WHERE Account.Name = \'株式会社髙橋製作所\'')).totalSize, 0)
  }
  const own = await logIn(sandbox, who.private)
  t.match(await own.send('GET', `/sobjects/Account/${records.account}`), { status: 404, body: [{ errorCode: 'NOT_FOUND' }] })
  t.equal((await own.send('PATCH', `/sobjects/Account/${records.account}`, { Phone: '1' })).status, 404)
  t.match(await own.send('POST', '/sobjects/Contact', { LastName: 'x', AccountId: records.account }), { status: 400, body: [{ errorCode: 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY' }] })
})

t.test('a file is seen by who sees a record it hangs on', async t => {
  const rep = await logIn(sandbox, who.rep)
  const own = await logIn(sandbox, who.private)
  const make = async (place: string | undefined): Promise<string> => (await rep.send('POST', '/sobjects/ContentVersion', { PathOnClient: 'a.txt', VersionData: Buffer.from('a').toString('base64'), FirstPublishLocationId: place })).body.id
  const hidden = await make(records.account)
  const shown = await make(records.privateAccount)
  t.equal((await own.send('GET', `/sobjects/ContentVersion/${hidden}/VersionData`)).status, 404)
  t.equal((await own.send('GET', `/sobjects/ContentVersion/${shown}/VersionData`)).body, 'a')
  t.equal((await own.query(`SELECT Id FROM ContentVersion WHERE Id IN ('${hidden}', '${shown}')`)).totalSize, 1)
})
