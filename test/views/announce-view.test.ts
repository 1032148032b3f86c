import t from 'tap'
import { announceView } from '../../server/views/announce-view.ts'
import { recordIds } from './checked-levels.ts'
import { describe } from './sales-org.ts'

const view = { object: 'Account', columns: [{ name: 'name', path: 'Name' }], lists: [{ name: 'invoices', relationship: 'Invoices__r', columns: [], lists: [{ name: 'lines', relationship: 'Lines__r', columns: [] }] }] }

/** An org in which every list has so many rows; what it was asked is noted. */
function orgWith (rows: number, found: string[] = []) {
  const asked: string[] = []
  return {
    asked,
    reader: {
      salesforce: {
        describe,
        count: (soqls: string[]) => { asked.push(...soqls); return Promise.resolve(soqls.map(() => rows)) },
        query: (soql: string) => { asked.push(soql); return Promise.resolve({ totalSize: found.length, records: found.map((Id) => ({ Id })), calls: 1 }) }
      }
    }
  }
}

t.test('each list of each set of records is counted, and counting is part of the calls', async (t) => {
  const { reader, asked } = orgWith(2500)
  const { plan, spent } = await announceView(reader, { view, recordIds: recordIds(700) })
  t.equal(asked.length, 4)
  t.match(asked[1], /^SELECT COUNT\(\) FROM Line__c WHERE Invoice__r\.Account__c IN \('001/)
  t.equal(spent, 1)
  t.same(plan.steps.map(({ level, calls }) => [level, calls]), [['', 1], ['invoices', 2], ['invoices.lines', 2], ['', 1], ['invoices', 2], ['invoices.lines', 2]])
  t.equal(plan.calls, 1 + 10)
})

t.test('what a filter finds is asked first', async (t) => {
  const { reader, asked } = orgWith(10, recordIds(3))
  const { plan, ids, spent } = await announceView(reader, { view: { ...view, filter: { path: 'Name', op: '=', value: 'x' } } })
  t.same(ids, recordIds(3))
  t.equal(asked[0], 'SELECT Id FROM Account WHERE Name = \'x\' ORDER BY Id ASC')
  t.same([spent, plan.calls], [2, 3])
})

t.test('a View without lists needs no counting', async (t) => {
  const { reader, asked } = orgWith(0)
  const { plan, spent } = await announceView(reader, { view: { ...view, lists: [] }, recordIds: recordIds(3) })
  t.same([asked.length, spent, plan.calls], [0, 0, 1])
})
