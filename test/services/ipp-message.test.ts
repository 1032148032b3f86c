import fc from 'fast-check'
import t from 'tap'
import { readIpp, TYPE, valuesOf, writeIpp, type IppMessage, type IppValue } from '../../server/services/ipp-message.ts'

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
const value: fc.Arbitrary<IppValue> = fc.oneof(
  fc.tuple(fc.constantFrom(TYPE.integer, TYPE.enum), int32).map(([tag, value]) => ({ tag, value })),
  fc.boolean().map((value) => ({ tag: TYPE.boolean, value })),
  fc.tuple(fc.constantFrom(TYPE.text, TYPE.name, TYPE.keyword, TYPE.uri, TYPE.charset, TYPE.language, TYPE.mimeType), fc.string({ unit: 'grapheme', maxLength: 60 })).map(([tag, value]) => ({ tag, value })),
  // No value, dates, resolutions, ranges, collections and the names in them.
  fc.tuple(fc.constantFrom(0x10, 0x13, 0x30, 0x31, 0x32, 0x33, 0x34, 0x37, 0x4a), fc.uint8Array({ maxLength: 20 })).map(([tag, value]) => ({ tag, value }))
)
const attribute = fc.record({ name: fc.stringMatching(/^[a-z][a-z-]{0,40}$/), values: fc.array(value, { minLength: 1, maxLength: 4 }) }, { noNullPrototype: true })
const message: fc.Arbitrary<IppMessage> = fc.record({
  version: fc.constantFrom(0x0100, 0x0101, 0x0200),
  code: fc.integer({ min: 0, max: 0xffff }),
  id: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  groups: fc.array(fc.record({ tag: fc.constantFrom(1, 2, 4, 5), attributes: fc.array(attribute, { maxLength: 5 }) }, { noNullPrototype: true }), { maxLength: 4 }),
  data: fc.uint8Array({ maxLength: 50 })
}, { noNullPrototype: true })

t.test('what is written is read again', async (t) => {
  fc.assert(fc.property(message, (one) => {
    const read = readIpp(writeIpp(one))
    t.same({ ...read, data: [...read.data] }, { ...one, data: [...one.data] })
  }), { numRuns: 300 })
})

t.test('the example of the standard, byte by byte', async (t) => {
  // https://www.rfc-editor.org/rfc/rfc8010#appendix-A.1, without its document
  const hex = '0101 0002 00000001 01 47 0012 617474726962757465732d63686172736574 0005 7574662d38' +
    '48 001b 617474726962757465732d6e61747572616c2d6c616e6775616765 0005 656e2d7573' +
    '45 000b 7072696e7465722d757269 001b 6970703a2f2f7072696e7465722e6578616d706c652e636f6d2f69' +
    '42 0008 6a6f622d6e616d65 0006 666f6f626172 22 0016 6970702d6174747269627574652d666964656c697479 0001 01' +
    '02 21 0006 636f70696573 0004 00000014 44 0005 7369646573 0013 74776f2d73696465642d6c6f6e672d65646765 03'
  const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex')
  const read = readIpp(bytes)
  t.same([read.code, read.id, valuesOf(read.groups[0], 'job-name'), valuesOf(read.groups[0], 'ipp-attribute-fidelity'), valuesOf(read.groups[1], 'copies'), valuesOf(read.groups[1], 'sides')], [2, 1, ['foobar'], [true], [20], ['two-sided-long-edge']])
  t.ok(writeIpp(read).equals(bytes))
})

t.test('what is cut off, or no message at all, is said to be none', async (t) => {
  fc.assert(fc.property(message, fc.nat(), (one, seed) => {
    const whole = writeIpp({ ...one, data: new Uint8Array() })
    t.throws(() => readIpp(whole.subarray(0, seed % whole.length)), RangeError)
  }), { numRuns: 200 })
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
    try {
      readIpp(bytes)
    } catch (error) {
      t.ok(error instanceof RangeError)
    }
  }), { numRuns: 500 })
  t.throws(() => writeIpp({ version: 0x0101, code: 2, id: 1, groups: [{ tag: 1, attributes: [{ name: 'a', values: [{ tag: TYPE.text, value: 'x'.repeat(40_000) }] }] }], data: new Uint8Array() }), RangeError)
})
