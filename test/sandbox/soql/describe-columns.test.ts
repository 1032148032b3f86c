/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-return --
   answers are JSON of many shapes: a wrong guess fails the test */
import t from 'tap'
import { enterOrg, logIn, who } from '../enter-org.ts'

const sandbox = await enterOrg(t)
const admin = await logIn(sandbox)

async function ask (soql: string, client = admin): Promise<any> {
  return (await client.send('GET', `/query?q=${encodeURIComponent(soql)}&columns=true`)).body
}

/** `Name`, `Owner{Name}`, `Contacts[LastName]`, `expr0=avg(Amount)` */
function sketch (columns: any[]): string {
  return columns.map(column => {
    const inner = column.joinColumns.length === 0 ? '' : sketch(column.joinColumns)
    if (inner === '') return column.aggregate ? `${column.columnName}=${column.displayName}` : column.columnName
    return column.aggregate ? `${column.columnName}[${inner}]` : `${column.columnName}{${inner}}`
  }).join(' ')
}

t.test('a column has the twelve keys of Salesforce', async t => {
  const { columnMetadata: [id, owner, kana], ...rest } = await ask('SELECT Id, Owner.Name, Kana__c FROM Account')
  t.strictSame(rest, { entityName: 'Account', groupBy: false, idSelected: true, keyPrefix: '001' })
  t.strictSame(id, { aggregate: false, apexType: 'Id', booleanType: false, columnName: 'Id', custom: false, displayName: 'Id', foreignKeyName: null, insertable: false, joinColumns: [], numberType: false, textType: false, updatable: false })
  t.match(owner, { columnName: 'Owner', foreignKeyName: 'OwnerId', apexType: null, aggregate: false, joinColumns: [{ columnName: 'Name', textType: true }] })
  t.match(kana, { custom: true, insertable: true, updatable: true })
})

t.test('columns are laid out as the SELECT asks', async t => {
  const cases: Array<[soql: string, expected: string]> = [
    ['SELECT a.Name, a.Owner.Name, a.Owner.Email, a.Owner.Manager.Name FROM Account a', 'Name Owner{Name Email Manager{Name}}'],
    ['SELECT Name, (SELECT LastName, Account.Name FROM Contacts) FROM Account', 'Name Contacts[LastName Account{Name}]'],
    ['SELECT Name, (SELECT Name, (SELECT Name FROM Parts__r) FROM Lines__r) FROM Invoice__c', 'Name Lines__r[Name Parts__r[Name]]'],
    ['SELECT StageName, AVG(Amount), COUNT(Id) n, MAX(Amount) FROM Opportunity GROUP BY StageName', 'StageName expr0=avg(Amount) n=count(Id) expr1=max(Amount)'],
    ['SELECT toLabel(StageName), FORMAT(Amount) shown FROM Opportunity', 'StageName shown'],
    ['SELECT COUNT() FROM Opportunity', 'expr0=count()']
  ]
  for (const [soql, expected] of cases) t.equal(sketch((await ask(soql)).columnMetadata), expected, soql)
})

t.test('no column of a field the user may not read, and no answer for a wrong query', async t => {
  const limited = await logIn(sandbox, who.limited)
  t.match(await ask('SELECT Amount FROM Opportunity', limited), [{ errorCode: 'INVALID_FIELD' }])
  t.notMatch(sketch((await ask('SELECT FIELDS(ALL) FROM Opportunity LIMIT 1', limited)).columnMetadata), /Amount/)
  t.match(await ask('SELECT Id FROM Opportunity WHERE Nope = 1'), [{ errorCode: 'INVALID_FIELD' }])
})
