import t from 'tap'
import { writeRecord } from '../../server/io/salesforce-records.ts'
import type { Call } from '../../server/io/salesforce-send.ts'

function lineOf (answer?: unknown) {
  const calls: Call[] = []
  return { calls, line: { send: (call: Call) => { calls.push(call); return Promise.resolve(answer) } } }
}

t.test('a record is updated by its id, or made and found again by its key; only the fields that are named travel', async (t) => {
  const update = lineOf()
  t.same(await writeRecord(update.line, { object: 'Invoice__c', id: 'a00000000000001AAA', fields: { Status__c: '発行済み', Total__c: 1, Paid__c: false, Notes__c: null } }), { id: 'a00000000000001AAA', created: false })
  t.match(update.calls, [{ method: 'PATCH', path: '/sobjects/Invoice__c/a00000000000001AAA', safe: false, body: '{"Status__c":"発行済み","Total__c":1,"Paid__c":false,"Notes__c":null}' }])
  const upsert = lineOf({ id: 'a00000000000002AAA', success: true, created: true })
  t.same(await writeRecord(upsert.line, { object: 'Invoice__c', key: { field: 'ExternalKey__c', value: 'a/b?c' }, fields: { Status__c: 'x' } }), { id: 'a00000000000002AAA', created: true })
  t.equal(upsert.calls[0]?.path, '/sobjects/Invoice__c/ExternalKey__c/a%2Fb%3Fc')
})

t.test('an answer that does not name the record counts as lost', async (t) => {
  for (const answer of [undefined, null, {}, { success: false }]) await t.rejects(writeRecord(lineOf(answer).line, { object: 'A', key: { field: 'K__c', value: 'k' }, fields: {} }), { code: 'CHOHYO_SALESFORCE_REPLY_LOST' })
})

t.test('no name and no id leads elsewhere', async (t) => {
  const { calls, line } = lineOf()
  for (const bad of ['A/../B', 'A?x', '', 'a b', '1A', 'A\n']) {
    await t.rejects(writeRecord(line, { object: bad, id: 'a00000000000001AAA', fields: {} }), { code: 'CHOHYO_SALESFORCE_REFUSED' }, bad)
    await t.rejects(writeRecord(line, { object: 'A', id: 'a00000000000001AAA', fields: { [bad]: 1 } }), { code: 'CHOHYO_SALESFORCE_REFUSED' }, bad)
    await t.rejects(writeRecord(line, { object: 'A', key: { field: bad, value: 'k' }, fields: {} }), { code: 'CHOHYO_SALESFORCE_REFUSED' }, bad)
    await t.rejects(writeRecord(line, { object: 'A', id: bad, fields: {} }), { code: 'CHOHYO_RECORD_ID_INVALID' }, bad)
  }
  t.same(calls, [])
})
