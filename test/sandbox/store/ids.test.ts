import fc from 'fast-check'
import t from 'tap'
import { makeId, readId, serialOf, toLongId } from '../../../server/sandbox/store/ids.ts'

t.test('the suffix of known ids', async t => {
  t.equal(toLongId('00D000000000062'), '00D000000000062EAA')
  t.equal(toLongId('001A0000006Vm9r'), '001A0000006Vm9rIAC')
})

t.test('both lengths are read, a wrong suffix or letter is not', async t => {
  const id = makeId('001', 4711)
  t.equal(readId(id), id)
  t.equal(readId(id.slice(0, 15)), id)
  for (const wrong of [`${id.slice(0, 15)}AAB`, id.slice(0, 16), '', '../../x', 'x'.repeat(15) + '-', null, 5]) t.equal(readId(wrong), null, String(wrong))
})

t.test('ids of one object sort as they were made, and give their number back', async t => {
  fc.assert(fc.property(fc.nat(2 ** 40), fc.nat(2 ** 40), (one, other) => {
    const [left, right] = [makeId('a00', one), makeId('a00', other)]
    return serialOf(left) === one && (left < right) === (one < other)
  }))
  t.pass()
})
