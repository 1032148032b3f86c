import { createHash } from 'node:crypto'

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'

/** The name of one output, fixed when it is planned: every retry aims at the same file. 52 letters of base32, made to fit a 64-character external id. */
export function outputKey (parts: Array<string | number>): string {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest()
  let key = ''
  let bits = 0
  let held = 0
  for (const byte of digest) {
    held = (held << 8) | byte
    bits += 8
    for (; bits >= 5; bits -= 5) key += ALPHABET.charAt((held >> (bits - 5)) & 31)
    held &= (1 << bits) - 1
  }
  return bits === 0 ? key : key + ALPHABET.charAt((held << (5 - bits)) & 31)
}
