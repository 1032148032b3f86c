/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-call --
   answers are JSON of many shapes: a wrong guess fails the test */
import t from 'tap'
import { enterOrg, logIn } from '../enter-org.ts'

const sandbox = await enterOrg(t, { size: 0 })
const { query } = await logIn(sandbox)
const lines = `FROM InvoiceLine__c WHERE Invoice__c = '${sandbox.records.invoice}'`

function bare (page: any): unknown {
  return Array.isArray(page) ? `${page[0].errorCode}: ${String(page[0].message).split('\n').at(-1)}` : page.records.map(({ attributes, ...values }: Record<string, unknown>) => values)
}

t.test('COUNT() is the number alone', async t => {
  t.strictSame(await query(`SELECT COUNT() ${lines}`), { totalSize: 12, done: true, records: [] })
})

t.test('an aggregate without a name is expr0, expr1 …', async t => {
  const page = await query(`SELECT COUNT(Id), MIN(Quantity__c), MAX(Name) greatest, COUNT_DISTINCT(TaxRate__c) ${lines}`)
  t.strictSame(page.records, [{ attributes: { type: 'AggregateResult' }, expr0: 12, expr1: 1, greatest: '静岡煎茶 100g', expr2: 2 }])
})

t.test('groups with HAVING and an order by an aggregate', async t => {
  t.strictSame(bare(await query(`SELECT TaxRate__c, COUNT(Id) n, AVG(Quantity__c) ${lines} GROUP BY TaxRate__c HAVING COUNT(Id) > 1 ORDER BY COUNT(Id) DESC`)), [{ TaxRate__c: 10, n: 8, expr0: 4.5 }, { TaxRate__c: 8, n: 4, expr0: 15.625 }])
  t.strictSame(bare(await query(`SELECT TaxRate__c FROM InvoiceLine__c WHERE Invoice__c = '${sandbox.records.invoice}' GROUP BY TaxRate__c HAVING SUM(Quantity__c) > 50`)), [{ TaxRate__c: 8 }])
})

t.test('groups by a parent\'s field and by a date function', async t => {
  t.strictSame(bare(await query(`SELECT Invoice__r.Status__c, CALENDAR_YEAR(Date__c) y, SUM(Quantity__c) q ${lines} GROUP BY Invoice__r.Status__c, CALENDAR_YEAR(Date__c)`)), [{ Status__c: 'Issued', y: 2026, q: 98.5 }])
})

t.test('ROLLUP adds the totals above, GROUPING tells them apart', async t => {
  t.strictSame(bare(await query(`SELECT TaxRate__c r, COUNT(Id) n, GROUPING(TaxRate__c) g ${lines} GROUP BY ROLLUP(TaxRate__c)`)), [{ r: 10, n: 8, g: 0 }, { r: 8, n: 4, g: 0 }, { r: null, n: 12, g: 1 }])
  t.equal((await query(`SELECT TaxRate__c, Unit__c, COUNT(Id) ${lines} AND Unit__c IN ('台', '袋') GROUP BY CUBE(TaxRate__c, Unit__c)`)).totalSize, 7)
})

t.test('no rows: a sum of nothing is null, a count 0', async t => {
  t.strictSame(bare(await query('SELECT SUM(Amount), COUNT(Id) FROM Opportunity WHERE Name = \'none\'')), [{ expr0: null, expr1: 0 }])
  t.strictSame(bare(await query('SELECT StageName, COUNT(Id) FROM Opportunity WHERE Name = \'none\' GROUP BY StageName')), [])
})

t.test('what cannot be aggregated is refused', async t => {
  t.equal(bare(await query('SELECT Name, COUNT(Id) FROM Account GROUP BY Type')), 'MALFORMED_QUERY: Field must be grouped or aggregated: Name')
  t.equal(bare(await query('SELECT SUM(Name) FROM Account')), 'MALFORMED_QUERY: field Name does not support aggregate operator SUM')
  t.equal(bare(await query('SELECT Notes__c, COUNT(Id) FROM Invoice__c GROUP BY Notes__c')), 'MALFORMED_QUERY: field \'Notes__c\' can not be grouped in a query call')
})
