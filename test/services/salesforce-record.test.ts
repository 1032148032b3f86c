import fc from 'fast-check'
import t from 'tap'
import { fitField, isSameValue } from '../../server/services/fit-field.ts'
import { salesforceRecord } from '../../server/services/salesforce-record.ts'
import { openSalesOrg } from '../sales-org.ts'
import { delivery, openCall } from './peers/open-call.ts'

type Settings = Parameters<typeof salesforceRecord.deliver>[0]['settings']
type Act = Parameters<typeof salesforceRecord.deliver>[1]['act']

const org = await openSalesOrg()
t.teardown(() => org.sandbox.close())
t.beforeEach(() => { org.sandbox.journal.clear(); org.sandbox.faults.clear() })

const admin = org.open('admin')
const call = (settings: Settings, salesforce = admin) => ({ ...openCall(settings), salesforce })
const act = (fields: Act['fields'], recordId?: string): Act => ({ fields, ...recordId === undefined ? {} : { recordId } })
const patches = () => org.sandbox.journal.list().filter(({ method }) => method === 'PATCH').length
const ids = (await admin.query('SELECT Id FROM Invoice__c ORDER BY Id LIMIT 8')).records.map(({ Id }) => String(Id))
const read = async (id: string, fields: string) => (await admin.query(`SELECT ${fields} FROM Invoice__c WHERE Id = '${id}'`)).records[0]
const countOf = async (subject: string) => (await admin.query(`SELECT Id FROM Invoice__c WHERE Subject__c = '${subject}'`)).records.length
const [one = '', two = '', three = ''] = ids

t.test('a record is updated, each value as its field takes it', async (t) => {
  const sent = delivery(act({ Status__c: 'Issued', subject__c: '四月分', DueDate__c: '2026-05-31', Notes__c: '' }, one), [])
  t.same(await salesforceRecord.deliver(call({ object: 'Invoice__c' }), sent), { object: 'Invoice__c', recordId: one })
  t.match(await read(one, 'Status__c, Subject__c, DueDate__c, Notes__c'), { Status__c: 'Issued', Subject__c: '四月分', DueDate__c: '2026-05-31', Notes__c: null })
  t.same(await salesforceRecord.find?.(call({ object: 'Invoice__c' }), sent), { object: 'Invoice__c', recordId: one })
  const [line] = (await admin.query('SELECT Id FROM InvoiceLine__c LIMIT 1')).records
  await salesforceRecord.deliver(call({ object: 'InvoiceLine__c' }), delivery(act({ UnitPrice__c: '1,234.50', Quantity__c: 3 }, String(line?.Id)), []))
  t.match((await admin.query(`SELECT UnitPrice__c, Quantity__c FROM InvoiceLine__c WHERE Id = '${String(line?.Id)}'`)).records, [{ UnitPrice__c: 1234.5, Quantity__c: 3 }])
})

t.test('a record of its own is made once, however often it is delivered', async (t) => {
  const settings = { object: 'Invoice__c', keyField: 'ExternalKey__c' }
  const sent = delivery(act({ Subject__c: 'made by key' }), [], 'k1')
  t.equal(await salesforceRecord.find?.(call(settings), sent), null)
  const first = await salesforceRecord.deliver(call(settings), sent)
  t.same(await salesforceRecord.deliver(call(settings), sent), first)
  t.same(await salesforceRecord.find?.(call(settings), sent), first)
  const together = await Promise.all([1, 2, 3].map(() => salesforceRecord.deliver(call(settings), delivery(act({ Subject__c: 'made at once' }), [], 'k2'))))
  t.equal(new Set(together.map(({ recordId }) => recordId)).size, 1)
  t.same([await countOf('made by key'), await countOf('made at once')], [1, 1])
})

t.test('wherever the line breaks, what is said of it is true, and the next try leaves one record', async (t) => {
  for (const [settings, recordId] of [[{ object: 'Invoice__c' }, two], [{ object: 'Invoice__c', keyField: 'ExternalKey__c' }, undefined]] as const) {
    for (const [kind, end] of [['reset', 'UNKNOWN'], ['html503', 'UNKNOWN'], ['lostReply', 'UNKNOWN'], ['rowLock', 'FAILED'], ['requestLimit', 'FAILED']] as const) {
      const subject = `${kind} ${recordId ?? 'new'}`
      const sent = delivery(act({ Subject__c: subject }, recordId), [], subject)
      await admin.describe('Invoice__c')
      org.sandbox.faults.add({ kind, match: { method: 'PATCH' }, times: 20 })
      await t.rejects(salesforceRecord.deliver(call(settings), sent), { code: `CHOHYO_DELIVERY_${end}` }, subject)
      org.sandbox.faults.clear()
      const there = await countOf(subject)
      t.equal(await salesforceRecord.find?.(call(settings), sent) !== null, there === 1, `${subject}: found when it is there`)
      await salesforceRecord.deliver(call(settings), sent)
      t.equal(await countOf(subject), 1, subject)
    }
  }
})

t.test('what does not fit is refused before anything is sent', async (t) => {
  const wrong: Array<[Act, RegExp]> = [
    [act({ Subject__c: 'x' }), /"" is no record id/],
    [act({ Subject__c: 'x' }, `${three}' OR Id != '`), /is no record id/],
    [act({ Nothing__c: 'x' }, three), /has no field "Nothing__c"/],
    [act({ "Subject__c FROM Invoice__c WHERE Name != ''": 'x' }, three), /has no field/]
  ]
  for (const [act, message] of wrong) await t.rejects(salesforceRecord.deliver(call({ object: 'Invoice__c' }), delivery(act, [])), { code: 'CHOHYO_DELIVERY_REFUSED', message })
  await t.rejects(salesforceRecord.deliver(call({ object: 'InvoiceLine__c' }), delivery(act({ UnitPrice__c: 'much' }, three), [])), { code: 'CHOHYO_DELIVERY_REFUSED', message: /"much" does not fit UnitPrice__c, which is currency/ })
  t.equal(patches(), 0)
  await t.rejects(salesforceRecord.deliver(call({ object: 'Invoice__c' }), delivery(act({ Subject__c: 'x' }, 'a00000000000999AAA'), [])), { code: 'CHOHYO_DELIVERY_REFUSED' })
  await t.rejects(salesforceRecord.deliver(call({ object: 'Invoice__c' }), delivery(act({ Subject__c: 'x'.repeat(300) }, three), [])), { code: 'CHOHYO_DELIVERY_REFUSED', message: /STRING_TOO_LONG/ })
  await t.rejects(salesforceRecord.deliver(openCall({ object: 'Invoice__c' }), delivery(act({ Subject__c: 'x' }, three), [])), { code: 'CHOHYO_DELIVERY_REFUSED', message: /no org/ })
})

t.test('a check reads what the object is, as that user, and writes nothing', async (t) => {
  await salesforceRecord.check(call({ object: 'Invoice__c', keyField: 'ExternalKey__c' }))
  await t.rejects(salesforceRecord.check(call({ object: 'Nothing__c' })), { code: 'CHOHYO_DELIVERY_REFUSED', message: /Nothing__c does not exist/ })
  await t.rejects(salesforceRecord.check(call({ object: 'Invoice__c', keyField: 'Other__c' })), { code: 'CHOHYO_DELIVERY_REFUSED', message: /has no field "Other__c"/ })
  t.equal(patches(), 0)
})

t.test('texts become what fields take, or nothing does', async (t) => {
  t.same(['1,234', '-1.50', '+3', '1234567', ' 7 '].map((text) => fitField('currency', text)), [1234, -1.5, 3, 1234567, 7])
  for (const text of ['1,23', '1.', '.5', '１２', '1e3', 'NaN', '0x10', '¥1', '1 000', '--1']) t.equal(fitField('double', text), undefined, text)
  t.same([fitField('boolean', 'true'), fitField('boolean', false), fitField('boolean', 'yes'), fitField('string', true), fitField('date', ''), fitField('string', ' a ')], [true, false, undefined, 'true', null, ' a '])
  fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => Math.round(value * 100) / 100).filter((value) => Math.abs(value) < 1e15), (value) => fitField('currency', value.toLocaleString('en-US', { maximumFractionDigits: 2 })) === (Object.is(value, -0) ? -0 : value)))
  t.same([isSameValue('a', 'a '), isSameValue(null, null), isSameValue(null, 'a'), isSameValue(1, 1), isSameValue(1, 2), isSameValue('2026-04-01T00:00:00.000+0000', '2026-04-01T09:00:00+09:00')], [true, true, false, true, false, true])
})
