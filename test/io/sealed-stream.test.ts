import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import fc from 'fast-check'
import t from 'tap'
import { openStream, sealStream } from '../../server/io/sealed-stream.ts'

const key = randomBytes(32)
const collect = async (source: AsyncIterable<Uint8Array>) => {
  const parts: Uint8Array[] = []
  for await (const part of source) parts.push(part)
  return Buffer.concat(parts)
}
/** In pieces as a disk or a network would give them. */
const inPieces = (bytes: Buffer, size: number) => Readable.from((function * () { for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size) })())
const size = fc.oneof(fc.constantFrom(0, 1, 65_535, 65_536, 65_537, 131_072, 131_073), fc.integer({ min: 0, max: 200_000 }))

t.test('a stream of any length comes back, in whatever pieces it travels', async (t) => {
  await fc.assert(fc.asyncProperty(size, fc.integer({ min: 1000, max: 100_000 }), async (length, piece) => {
    const plain = randomBytes(length)
    const sealed = await collect(sealStream(key, inPieces(plain, piece)))
    return (await collect(openStream(key, inPieces(sealed, piece + 7)))).equals(plain)
  }), { numRuns: 30 })
  t.pass('')
})

t.test('changed or cut off anywhere, it is refused', async (t) => {
  await fc.assert(fc.asyncProperty(size, fc.nat(), fc.boolean(), async (length, place, isCut) => {
    const sealed = await collect(sealStream(key, inPieces(randomBytes(length), 50_000)))
    const at = place % sealed.length
    const spoilt = isCut ? sealed.subarray(0, at) : Buffer.from(sealed)
    if (!isCut) spoilt[at] = (spoilt[at] ?? 0) ^ 1
    const outcome = await collect(openStream(key, inPieces(spoilt, 30_000))).catch((error: { code?: string }) => error.code)
    return outcome === 'CHOHYO_BACKUP_UNREADABLE'
  }), { numRuns: 60 })
  t.pass('')
})
