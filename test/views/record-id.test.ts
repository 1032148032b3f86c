import t from 'tap'
import fc from 'fast-check'
import { isRecordId, toLongId } from '../../server/views/record-id.ts'

t.test('a short id gets the three letters that say which of its letters are capitals', async (t) => {
  t.equal(toLongId('001D000000IRFma'), '001D000000IRFmaIAH')
  t.equal(toLongId('001D000000IRFmaIAH'), '001D000000IRFmaIAH')
})

t.test('two ids that differ in capitals only stay two ids', async (t) => {
  t.not(toLongId('001d000000irfma').toLowerCase(), toLongId('001D000000IRFma').toLowerCase())
})

t.test('nothing but 15 or 18 letters and digits is an id', async (t) => {
  for (const id of ['', '001', '001D000000IRFm', '001D000000IRFmaIA', '001D000000IRFma/IAH', '001D000000IRFmé', '../../tooling1', '001D000000IRFma\n', ' 001D000000IRFma']) {
    t.notOk(isRecordId(id), JSON.stringify(id))
    t.throws(() => toLongId(id), { code: 'CHOHYO_RECORD_ID_INVALID' })
  }
  fc.assert(fc.property(fc.string(), (text) => isRecordId(text) === (/^\w{15}(\w{3})?$/.test(text) && !text.includes('_') && text.trim() === text)))
})
