import fc from 'fast-check'
import t from 'tap'
import { readLedger } from '../../server/mappings/read-ledger.ts'

const where = { mapping: 'invoice_ja', timeZone: 'Asia/Tokyo' }
const sound = { date: '2026-10-06', amount: 3762436, currency: 'JPY', counterparty: '株式会社髙橋製作所', kind: '請求書', number: 'INV-0001' }
const code = 'CHOHYO_LEDGER_VALUE_UNUSABLE'

t.test('a mapping that says nothing of the ledger puts nothing there', async (t) => {
  t.equal(readLedger(where, undefined), null)
})

t.test('what Salesforce gives becomes a day, an amount and names', async (t) => {
  t.same(readLedger(where, sound), { ...sound, amount: '3762436' })
  t.equal(readLedger(where, { ...sound, date: '2026-10-06T16:00:00.000+0000' })?.date, '2026-10-07', 'a moment is the day it is in the time zone of the mapping')
  t.equal(readLedger(where, { ...sound, amount: -98000.5 })?.amount, '-98000.5')
  t.equal(readLedger(where, { ...sound, number: 42 })?.number, '42')
  t.equal(readLedger(where, { date: sound.date, amount: 1, counterparty: 'A', kind: 'B', number: 'C' })?.currency, null, 'a currency is for who has several')
  t.equal(readLedger(where, { ...sound, number: undefined })?.number, null, 'a statement has no number')
})

const refused: Array<[field: string, value: unknown, why: string]> = [
  ['date', null, 'empty'], ['date', '2026-02-30', 'no day'], ['date', '令和8年10月6日', 'no day'], ['date', '', 'no day'], ['date', '0000-01-01', 'no day'], ['date', 20261006, 'no day'],
  ['amount', null, 'empty'], ['amount', '¥3,762,436', 'no amount'], ['amount', '', 'no amount'], ['amount', 'NaN', 'no amount'], ['amount', 1.23456, 'no amount'], ['amount', 1e16, 'no amount'],
  ['currency', 'yen', 'no currency'], ['currency', null, 'empty'],
  ['counterparty', null, 'empty'], ['counterparty', '  ', 'no text'], ['counterparty', 'あ'.repeat(256), 'no text'], ['counterparty', true, 'no text'], ['counterparty', 'a\u0000b', 'no text'],
  ['kind', null, 'empty'], ['number', null, 'empty']
]

for (const [field, value, why] of refused) {
  t.test(`${field} ${JSON.stringify(value).slice(0, 30)} is an error that names field and mapping, never a blank`, async (t) => {
    try {
      readLedger(where, { ...sound, [field]: value })
      t.fail('it was taken')
    } catch (error) {
      const { code: named, message } = error as { code: string, message: string }
      t.equal(named, code)
      for (const part of [field, 'invoice_ja', why]) t.ok(message.includes(part), `${part} in ${message}`)
    }
  })
}

t.test('whatever a formula gives: a value that can be searched, or the named error', async (t) => {
  fc.assert(fc.property(fc.record({ date: fc.anything(), amount: fc.anything(), currency: fc.anything(), counterparty: fc.anything(), kind: fc.anything(), number: fc.anything() }, { requiredKeys: [] }), fc.subarray(Object.keys(sound)), (odd, kept) => {
    const values = { ...odd, ...Object.fromEntries(kept.map((name) => [name, sound[name as keyof typeof sound]])) }
    try {
      const ledger = readLedger(where, values)
      return ledger !== null && /^\d{4}-\d{2}-\d{2}$/.test(ledger.date) && /^-?\d{1,16}(\.\d{1,4})?$/.test(ledger.amount) && [ledger.counterparty, ledger.kind, ledger.number].every((text) => text?.trim() !== '')
    } catch (error) {
      return (error as { code?: string }).code === code
    }
  }), { numRuns: 1000 })
  t.pass()
})
