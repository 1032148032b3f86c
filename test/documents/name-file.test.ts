import fc from 'fast-check'
import t from 'tap'
import { nameFile } from '../../server/documents/name-file.ts'

const name = (pattern: string, data: Record<string, unknown> = {}, taken?: Set<string>) => nameFile({ pattern, data, extension: 'pdf', ...(taken && { taken }) })

t.test('a pattern is filled with fields of the data', async (t) => {
  t.equal(name('御見積書_{number}_{customer}', { number: 'Q-00012', customer: '株式会社髙橋製作所' }), '御見積書_Q-00012_株式会社髙橋製作所.pdf')
  t.equal(name('No. {n}', { n: 12 }), 'No. 12.pdf')
  t.equal(name('{customer.name}', { customer: { name: 'A' } }), 'A.pdf')
})

t.test('what a system refuses in a name becomes an underscore', async (t) => {
  t.equal(name('a/b\\c:d*e?f"g<h>i|j'), 'a_b_c_d_e_f_g_h_i_j.pdf')
  t.equal(name('{x}', { x: 'exe\u202Efdp' }), 'exe_fdp.pdf', 'an override that would turn the name around')
  t.equal(name('{x}', { x: 'one\r\ntwo' }), 'one two.pdf', 'no line break for a header')
})

t.test('names Windows keeps for devices are avoided', async (t) => {
  t.equal(name('CON'), '_CON.pdf')
  t.equal(name('com1'), '_com1.pdf')
})

t.test('an empty field leaves its place empty, a name that comes out empty is refused', async (t) => {
  t.equal(name('請求書_{x}', { x: null }), '請求書_.pdf')
  t.throws(() => name('{x}', { x: '  ' }), { code: 'CHOHYO_FILE_NAME_UNUSABLE' })
})

t.test('a field the data does not have is refused, and so is a list', async (t) => {
  t.throws(() => name('{missing}'), { code: 'CHOHYO_FILE_NAME_UNUSABLE' })
  t.throws(() => name('{constructor}'), { code: 'CHOHYO_FILE_NAME_UNUSABLE' })
  t.throws(() => name('{customer.length}', { customer: 'A' }), { code: 'CHOHYO_FILE_NAME_UNUSABLE' })
  t.throws(() => name('{lines}', { lines: [] }), { code: 'CHOHYO_FILE_NAME_UNUSABLE' })
})

t.test('a name that is taken gets a number', async (t) => {
  t.equal(name('A', {}, new Set(['A.pdf', 'A (2).pdf'])), 'A (3).pdf')
})

t.test('whatever the data says, the name is safe everywhere', async (t) => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (value) => {
    const made = name('帳票{x}', { x: value })
    // eslint-disable-next-line no-control-regex
    return Buffer.byteLength(made) <= 255 && !/[\\/:*?"<>|\u0000-\u001f\u202a-\u202e]/.test(made) && made.endsWith('.pdf') && !/^[. ]/.test(made)
  }))
})
