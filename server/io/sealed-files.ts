import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { FileMissing } from '../errors.ts'

/**
 * A file sealed in chunks, each of which is authentic for itself and its place in the file (the STREAM construction, https://eprint.iacr.org/2015/189):
 * what is changed, cut off, put elsewhere or in another order does not open. Magic, number of the data key, salt; then chunks of 64 KiB, each with its tag.
 * Every file has a key of its own, derived from data key, salt and name, so counting nonces never meet twice.
 */
const MAGIC = Buffer.from('CHY1')
const SALT = 32
const TAG = 16
const HEAD = MAGIC.length + 4 + SALT
export const CHUNK = 65_536

export function sealFile ({ id, key }: { id: number, key: Buffer }, name: string, plain: Uint8Array): Buffer {
  const salt = randomBytes(SALT)
  const number = Buffer.alloc(4)
  number.writeUInt32BE(id)
  const fileKey = deriveKey(key, salt, name)
  const parts: Uint8Array[] = [MAGIC, number, salt]
  const last = Math.max(0, Math.ceil(plain.byteLength / CHUNK) - 1)
  for (let at = 0; at <= last; at += 1) {
    const cipher = createCipheriv('aes-256-gcm', fileKey, nonceOf(at, at === last), { authTagLength: TAG })
    parts.push(cipher.update(plain.subarray(at * CHUNK, (at + 1) * CHUNK)), cipher.final(), cipher.getAuthTag())
  }
  return Buffer.concat(parts)
}

/** The number of the data key of a sealed file; null when the bytes are no sealed file. */
export function keyOfFile (bytes: Uint8Array): number | null {
  const sealed = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (sealed.length < HEAD + TAG || !sealed.subarray(0, MAGIC.length).equals(MAGIC)) return null
  return sealed.readUInt32BE(MAGIC.length)
}

/** Errors: FileMissing when anything was changed, cut off or moved. */
export function openFile (key: Buffer, name: string, bytes: Uint8Array): Buffer {
  const sealed = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const fileKey = deriveKey(key, sealed.subarray(MAGIC.length + 4, HEAD), name)
  const body = sealed.subarray(HEAD)
  // An empty file has a chunk as well: without one it was cut off.
  const last = Math.max(0, Math.ceil(body.length / (CHUNK + TAG)) - 1)
  try {
    return Buffer.concat(Array.from({ length: last + 1 }, (_, at) => openChunk(fileKey, body.subarray(at * (CHUNK + TAG), (at + 1) * (CHUNK + TAG)), nonceOf(at, at === last))))
  } catch (error) {
    throw new FileMissing({ cause: error })
  }
}

function openChunk (key: Buffer, chunk: Buffer, nonce: Buffer): Buffer {
  const text = chunk.length - TAG
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG }).setAuthTag(chunk.subarray(text))
  return Buffer.concat([decipher.update(chunk.subarray(0, text)), decipher.final()])
}

/** Seven zero bytes, the number of the chunk, whether it is the last. */
function nonceOf (chunk: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUInt32BE(chunk, 7)
  nonce.writeUInt8(Number(isLast), 11)
  return nonce
}

function deriveKey (key: Buffer, salt: Buffer, name: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, `file|${name}`, 32))
}
