import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import { CHUNK, keyOfFile, openFile, sealFile } from '../../server/io/sealed-files.ts'

const key = { id: 7, key: randomBytes(32) }
const HEAD = 40
const PIECE = CHUNK + 16
const sizes = [0, 1, 15, 16, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 5]
const size = fc.oneof(fc.constantFrom(...sizes), fc.integer({ min: 0, max: 3 * CHUNK }))
const isRefused = (sealed: Uint8Array, name = 'a'): boolean => {
  try {
    openFile(key.key, name, sealed)
    return false
  } catch (error) {
    return (error as { code?: string }).code === 'CHOHYO_FILE_MISSING'
  }
}

t.test('a file of any size comes back as it was', async (t) => {
  fc.assert(fc.property(size, (length) => {
    const plain = randomBytes(length)
    const sealed = sealFile(key, 'a', plain)
    return keyOfFile(sealed) === 7 && openFile(key.key, 'a', sealed).equals(plain)
  }), { numRuns: 40 })
  t.pass('')
})

t.test('a bit that flips anywhere is found', async (t) => {
  fc.assert(fc.property(size, fc.nat(), fc.integer({ min: 0, max: 7 }), (length, place, bit) => {
    const sealed = sealFile(key, 'a', randomBytes(length))
    // The magic and the number of the key are looked at before.
    const at = 8 + place % (sealed.length - 8)
    sealed[at] = (sealed[at] ?? 0) ^ (1 << bit)
    return isRefused(sealed)
  }), { numRuns: 100 })
  t.pass('')
})

t.test('a file that is cut off anywhere is found, at the border of a chunk too', async (t) => {
  fc.assert(fc.property(size, fc.nat(), (length, cut) => {
    const sealed = sealFile(key, 'a', randomBytes(length))
    return isRefused(sealed.subarray(0, HEAD + cut % (sealed.length - HEAD)))
  }), { numRuns: 100 })
  const whole = sealFile(key, 'a', randomBytes(2 * CHUNK))
  t.ok(isRefused(whole.subarray(0, HEAD + PIECE)))
  t.ok(isRefused(whole.subarray(0, HEAD)), 'nothing but its head')
  t.ok(isRefused(sealFile(key, 'a', Buffer.alloc(0)).subarray(0, HEAD)), 'an empty file without its chunk')
  t.ok(isRefused(Buffer.concat([whole, Buffer.alloc(1)])))
})

t.test('chunks in another order, twice, or of another file are found', async (t) => {
  const [one, other] = [sealFile(key, 'a', randomBytes(3 * CHUNK)), sealFile(key, 'a', randomBytes(3 * CHUNK))]
  const chunk = (file: Buffer, at: number) => file.subarray(HEAD + at * PIECE, HEAD + (at + 1) * PIECE)
  const build = (...chunks: Buffer[]) => Buffer.concat([one.subarray(0, HEAD), ...chunks])
  t.notOk(isRefused(build(chunk(one, 0), chunk(one, 1), chunk(one, 2))))
  t.ok(isRefused(build(chunk(one, 1), chunk(one, 0), chunk(one, 2))))
  t.ok(isRefused(build(chunk(one, 0), chunk(one, 0), chunk(one, 2))))
  t.ok(isRefused(build(chunk(one, 0), chunk(other, 1), chunk(one, 2))))
})

t.test('under another name, or with another key, it does not open', async (t) => {
  const sealed = sealFile(key, 'a', Buffer.from('帳票'))
  t.ok(isRefused(sealed, 'b'))
  t.throws(() => openFile(randomBytes(32), 'a', sealed), { code: 'CHOHYO_FILE_MISSING' })
  t.equal(sealed.includes(Buffer.from('帳票')), false)
})

t.test('what was never sealed is told apart', async (t) => {
  t.equal(keyOfFile(Buffer.from('%PDF-1.7')), null)
  t.equal(keyOfFile(Buffer.from('CHY1')), null)
  t.equal(keyOfFile(Buffer.alloc(100)), null)
})
