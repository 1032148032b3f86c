import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { KeyUnusable } from '../errors.ts'

const VERSION = 2
const NONCE = 12
const TAG = 16
const HEAD = 1 + 4 + NONCE + TAG

/**
 * A small secret sealed by a data key: version, number of the key, nonce, tag, text. AES-256-GCM; what it belongs to goes in as additional data, so that
 * elsewhere it does not open. The nonces are random: a key may seal 2^32 times (NIST SP 800-38D, 8.3), and a new one comes with every rotation.
 */
export function sealBytes ({ id, key }: { id: number, key: Buffer }, place: string, plain: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG }).setAAD(Buffer.from(place))
  const text = Buffer.concat([cipher.update(plain), cipher.final()])
  const head = Buffer.alloc(5)
  head.writeUInt8(VERSION)
  head.writeUInt32BE(id, 1)
  return Buffer.concat([head, nonce, cipher.getAuthTag(), text])
}

/** The number of the data key that sealed these bytes. Errors: KeyUnusable. */
export function keyOf (sealed: Uint8Array): number {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  if (bytes.length < HEAD || bytes[0] !== VERSION) throw new KeyUnusable('A sealed value is damaged')
  return bytes.readUInt32BE(1)
}

/** Errors: KeyUnusable when the bytes were changed or belong to another place. */
export function openBytes (key: Buffer, place: string, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(5, 5 + NONCE), { authTagLength: TAG })
    .setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(5 + NONCE, HEAD))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(HEAD)), decipher.final()])
  } catch (error) {
    throw new KeyUnusable('A sealed value was changed, or belongs to another place', { cause: error })
  }
}

/** What can be compared but not read: the same text gives the same bytes for one tenant and purpose only. */
export function indexText (key: Buffer, purpose: string, text: string): Buffer {
  return createHmac('sha256', key).update(purpose).update('\0').update(text.normalize('NFKC')).digest()
}
