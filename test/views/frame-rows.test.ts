import t from 'tap'
import { frameRows } from '../../server/views/frame-rows.ts'
import { column, list, recordIds, view } from './checked-levels.ts'

const [a = '', b = ''] = recordIds(2)
const [one = '', two = '', three = ''] = recordIds(3, 'a01')
const lines = list('lines', { columns: [column('Code__c', { name: 'code' })] })
const root = { level: '', list: null, columns: [column('Name')], nested: [] }
const flat = { level: 'lines', list: lines, columns: lines.columns, nested: [] }
const attributes = { type: 'Account', url: '/services/data' }

t.test('children lie below their parents, under the names of the View, without what Salesforce adds', async (t) => {
  const framed = frameRows(view({ lists: [lines] }), [{
    step: { ...root, nested: [lines] },
    records: [
      { attributes, Id: a, Name: 'A', lines__r: { totalSize: 2, done: true, records: [{ attributes, Id: one, Code__c: '1' }, { attributes, Id: two, Code__c: '2' }] } },
      { attributes, Id: b, Name: 'B', lines__r: null }
    ]
  }])
  t.same([...framed], [[a, { name: 'A', lines: [{ code: '1' }, { code: '2' }] }], [b, { name: 'B', lines: [] }]])
})

t.test('level by level gives the same rows, each list in its own order and cut for each parent', async (t) => {
  const records = [three, one, two].map((Id, index) => ({ Id, Code__c: String(index), Up__c: Id === two ? b : a.slice(0, 15) }))
  const framed = frameRows(view({ lists: [{ ...lines, limit: 1 }] }), [{ step: root, records: [{ Id: a, Name: 'A' }, { Id: b, Name: 'B' }] }, { step: flat, records }])
  t.same([...framed.values()], [{ name: 'A', lines: [{ code: '0' }] }, { name: 'B', lines: [{ code: '2' }] }])
})

t.test('children of parents that a filter left out are left out', async (t) => {
  const framed = frameRows(view({ lists: [lines] }), [{ step: root, records: [{ Id: a, Name: 'A' }] }, { step: flat, records: [{ Id: one, Code__c: '1', Up__c: b }] }])
  t.same([...framed.values()], [{ name: 'A', lines: [] }])
})

t.test('columns from several queries meet in one row, in the order of the View', async (t) => {
  const both = view({ columns: [column('Last__c'), column('Name'), column('P__r.Name', { name: 'parent' })] })
  const framed = frameRows(both, [
    { step: { ...root, columns: [column('Name'), column('P__r.Name', { name: 'parent' })] }, records: [{ Id: a, Name: 'A', P__r: null }] },
    { step: { ...root, columns: [column('Last__c')] }, records: [{ Id: a, Last__c: 0 }] }
  ])
  t.equal(JSON.stringify([...framed.values()]), '[{"last__c":0,"name":"A","parent":null}]')
})

t.test('a record that one query saw and the other did not changed in between', async (t) => {
  const both = view({ columns: [column('Last__c'), column('Name')] })
  t.throws(() => frameRows(both, [{ step: { ...root, columns: [column('Name')] }, records: [{ Id: a, Name: 'A' }] }, { step: { ...root, columns: [column('Last__c')] }, records: [] }]), { code: 'CHOHYO_RECORDS_CHANGED' })
})

t.test('what may not be read is the default, what did not come is an error, never a blank', async (t) => {
  const hidden = view({ columns: [column('Secret__c', { hidden: true, default: '***' }), column('Name')] })
  t.same([...frameRows(hidden, [{ step: root, records: [{ Id: a, Name: null }] }]).values()], [{ secret__c: '***', name: null }])
  t.throws(() => frameRows(view(), [{ step: root, records: [{ Id: a }] }]), { code: 'CHOHYO_FIELD_UNREADABLE' })
  t.throws(() => frameRows(view(), [{ step: root, records: [{ Id: a, Name: { city: 'x' } }] }]), { code: 'CHOHYO_FIELD_UNREADABLE' })
  t.throws(() => frameRows(view(), [{ step: root, records: [{ Name: 'x' }] }]), { code: 'CHOHYO_RECORDS_CHANGED' })
})

t.test('picklist values show their labels, each of several for itself', async (t) => {
  const labels = new Map([['red', '赤'], ['blue', '青']])
  const coloured = view({ columns: [column('Name', { labels })] })
  const framed = frameRows(coloured, [{ step: { ...root, columns: coloured.columns }, records: recordIds(3).map((Id, index) => ({ Id, Name: ['red', 'blue;red;grey', null][index] })) }])
  t.same([...framed.values()].map(({ name }) => name), ['赤', '青;赤;grey', null])
})
