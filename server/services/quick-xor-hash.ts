const BITS = 160
const SHIFT = 11

/**
 * The one checksum that OneDrive and SharePoint tell of every file, in base64: each byte goes 11 bits further round a ring of 160, and the length is laid
 * over its end. https://learn.microsoft.com/en-us/onedrive/developer/code-snippets/quickxorhash
 */
export function quickXorHash (bytes: Uint8Array): string {
  const ring = Buffer.alloc(BITS / 8)
  let bit = 0
  for (const byte of bytes) {
    const [at, spread] = [bit >> 3, byte << (bit & 7)]
    ring[at] = (ring[at] ?? 0) ^ (spread & 0xff)
    const next = (at + 1) % ring.length
    ring[next] = (ring[next] ?? 0) ^ (spread >> 8)
    bit = (bit + SHIFT) % BITS
  }
  const end = ring.length - 8
  ring.writeBigUInt64LE(ring.readBigUInt64LE(end) ^ BigInt(bytes.byteLength), end)
  return ring.toString('base64')
}
