import t from 'tap'
import { openView, type Reader } from '../../server/views/open-view.ts'
import { describe } from './sales-org.ts'

const none = () => Promise.reject(new Error('nothing is read yet'))
const reader: Reader = { salesforce: { describe, query: none, count: none } }
const name = { name: 'name', path: 'Name' }
const account = { object: 'Account', columns: [name] }

t.test('ids get 18 characters, each once', async (t) => {
  const { ids } = await openView(reader, { view: account, recordIds: ['001D000000IRFma', '001D000000IRFmaIAH'] })
  t.same(ids, ['001D000000IRFmaIAH'])
  t.equal((await openView(reader, { view: account })).ids, null)
  await t.rejects(openView(reader, { view: account, recordIds: ['x'] }), { code: 'CHOHYO_RECORD_ID_INVALID' })
})

t.test('a filter from outside narrows the View\'s own', async (t) => {
  const filter = { path: 'name', op: '=' as const, value: 'x' }
  t.match((await openView(reader, { view: { ...account, filter }, filter: { path: 'Closed__c', op: '=', value: true } })).view.filter, { all: [{ path: 'Name' }, { path: 'Closed__c' }] })
  t.match((await openView(reader, { view: account, filter })).view.filter, { path: 'Name', value: 'x' })
  await t.rejects(openView(reader, { view: account, filter: { ...filter, path: 'Nmae' } }), { code: 'CHOHYO_VIEW_INVALID', message: /filter\.path: .*Name/ })
})

t.test('columns that are only hidden are one error, anything else is another', async (t) => {
  const hidden = [{ name: 'a', path: 'Secret__c' }, { name: 'b', path: 'Owner.Hidden__c' }]
  await t.rejects(openView(reader, { view: { ...account, columns: hidden }, name: 'customers' }), { code: 'CHOHYO_FIELD_UNREADABLE', message: /Account\.Secret__c, Account\.Owner\.Hidden__c.*View customers, column a, b/ })
  await t.rejects(openView(reader, { view: { ...account, columns: hidden, sort: [{ path: 'Nope' }] } }), { code: 'CHOHYO_VIEW_INVALID', message: /View Account.*columns\[0\].*columns\[1\].*sort\[0\]/ })
})
