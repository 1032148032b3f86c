/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-call --
   answers are JSON of many shapes: a wrong guess fails the test */
import t from 'tap'
import { enterOrg, logIn } from '../enter-org.ts'

const sandbox = await enterOrg(t, { size: 0 })
const { query, send } = await logIn(sandbox)

t.test('lists nest five levels deep, from version 58 on', async t => {
  const four = 'SELECT Id, (SELECT Id, (SELECT Id, (SELECT Id FROM Parts__r) FROM Lines__r) FROM Invoices__r) FROM Account LIMIT 1'
  t.equal((await query(four)).done, true)
  const five = 'SELECT Id, (SELECT Id, (SELECT Id, (SELECT Id, (SELECT Id FROM Parts__r) FROM Lines__r) FROM Invoices__r) FROM Opportunities) FROM Account LIMIT 1'
  t.equal((await query(five)).done, true)
  const six = 'SELECT Id, (SELECT Id, (SELECT Id, (SELECT Id, (SELECT Id, (SELECT Id FROM Parts__r) FROM Lines__r) FROM Invoices__r) FROM Opportunities) FROM ChildAccounts) FROM Account LIMIT 1'
  t.match(await query(six), [{ errorCode: 'MALFORMED_QUERY', message: /more than 4 level away/ }])
  t.match((await send('GET', `/services/data/v57.0/query?q=${encodeURIComponent(four)}`)).body, [{ errorCode: 'MALFORMED_QUERY', message: /more than 1 level away/ }])
})

t.test('a path walks five parents, not six', async t => {
  t.equal((await query(`SELECT ${'ReportsTo.'.repeat(5)}Name FROM Contact LIMIT 1`)).done, true)
  t.match(await query(`SELECT ${'ReportsTo.'.repeat(6)}Name FROM Contact LIMIT 1`), [{ errorCode: 'MALFORMED_QUERY' }])
})

t.test('55 parents in one query, each path counted once', async t => {
  const people = ['Owner', 'CreatedBy', 'LastModifiedBy']
  const paths = people.flatMap(a => [a, ...people.slice(1).flatMap(b => [`${a}.${b}`, ...people.slice(1).flatMap(c => [`${a}.${b}.${c}`, ...people.slice(1).map(d => `${a}.${b}.${c}.${d}`)])])])
  const count = paths.length
  t.equal(count, 45)
  const more = (extra: number): string => Array.from({ length: extra }, (unused, at) => `Parent.${['Owner', 'CreatedBy', 'LastModifiedBy', 'Parent', 'Parent.Owner', 'Parent.CreatedBy', 'Parent.LastModifiedBy', 'Parent.Parent', 'Parent.Parent.Owner', 'Parent.Parent.CreatedBy'][at] ?? ''}.Name`).join(', ')
  const columns = paths.map(path => `${path}.Name, ${path}.Email`).join(', ')
  t.equal((await query(`SELECT ${columns}, ${more(9)} FROM Account LIMIT 1`)).done, true, '55')
  t.match(await query(`SELECT ${columns}, ${more(10)} FROM Account LIMIT 1`), [{ errorCode: 'MALFORMED_QUERY', message: /parent relationships exceeded: 56/ }])
})

t.test('twenty lists in one query, over all levels', async t => {
  const { body } = await send('GET', '/sobjects/Account/describe')
  const names: string[] = body.childRelationships.map(({ relationshipName }: { relationshipName: string | null }) => relationshipName).filter((name: string | null) => name !== null)
  t.equal(names.length, 10)
  const list = (name: string): string => `(SELECT Id FROM ${name})`
  const others = names.filter(name => name !== 'ChildAccounts').map(list).join(', ')
  const asked = (inner: string): string => `SELECT Id, ${others}, (SELECT Id, ${inner} FROM ChildAccounts) FROM Account LIMIT 1`
  t.equal((await query(asked(names.map(list).join(', ')))).done, true)
  t.match(await query(asked(`${others}, (SELECT Id, (SELECT Id FROM Cases) FROM ChildAccounts)`)), [{ errorCode: 'MALFORMED_QUERY', message: /child relationships exceeded: 21/ }])
})
