import { createCipheriv, createDecipheriv } from 'node:crypto'
import { BackupUnreadable } from '../errors.ts'

const CHUNK = 65_536
const TAG = 16

/** Seals a stream of any length under a key that is used once: chunks of 64 KiB, each authentic at its place, the last one marked (as sealed-files.ts). */
export async function * sealStream (key: Buffer, source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let at = 0
  for await (const { piece, isLast } of pieces(source, CHUNK)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(at, isLast), { authTagLength: TAG })
    yield Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()])
    at += 1
  }
}

/** The stream again. Errors: BackupUnreadable as soon as a chunk is not what was written, and at the end when some are missing. */
export async function * openStream (key: Buffer, source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let at = 0
  for await (const { piece, isLast } of pieces(source, CHUNK + TAG)) {
    yield openChunk(key, piece, nonceOf(at, isLast))
    at += 1
  }
}

function openChunk (key: Buffer, chunk: Buffer, nonce: Buffer): Buffer {
  const text = Math.max(0, chunk.length - TAG)
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG }).setAuthTag(chunk.subarray(text))
    return Buffer.concat([decipher.update(chunk.subarray(0, text)), decipher.final()])
  } catch (error) {
    throw new BackupUnreadable('it was changed or cut off', { cause: error })
  }
}

/** The stream in pieces of exactly this size, but for the last, which may be shorter or empty. */
async function * pieces (source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<{ piece: Buffer, isLast: boolean }> {
  let held: Buffer = Buffer.alloc(0)
  for await (const bytes of source) {
    held = Buffer.concat([held, bytes])
    while (held.length > size) {
      yield { piece: held.subarray(0, size), isLast: false }
      held = held.subarray(size)
    }
  }
  yield { piece: held, isLast: true }
}

/** The number of the chunk in eight bytes after three of zero, and whether it is the last. */
function nonceOf (chunk: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeBigUInt64BE(BigInt(chunk), 3)
  nonce.writeUInt8(Number(isLast), 11)
  return nonce
}
