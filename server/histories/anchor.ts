import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import { writeNets } from './chain-line.ts'

/** The head of a tenant's chain at one moment, signed: whoever holds it sees when the chain before it is cut off or written anew. */
export interface Anchor {
  tenant: string
  /** of the line that was the last one */
  number: number
  /** hex: the hash of that line */
  hash: string
  /** when it was signed */
  at: string
  /** which key signed (`nameKey`) */
  key: string
  /** base64: Ed25519 (https://www.rfc-editor.org/rfc/rfc8032) */
  signature: string
}

/** The first 16 hex digits of the SHA-256 of a public key (SPKI, DER). */
export function nameKey (key: KeyObject): string {
  const open = key.type === 'private' ? createPublicKey(key) : key
  return createHash('sha256').update(open.export({ type: 'spki', format: 'der' })).digest('hex').slice(0, 16)
}

export function signAnchor (privateKey: KeyObject, head: Pick<Anchor, 'tenant' | 'number' | 'hash' | 'at'>): Anchor {
  const key = nameKey(privateKey)
  return { ...head, key, signature: sign(null, signed({ ...head, key }), privateKey).toString('base64') }
}

export function isSigned (publicKey: KeyObject, anchor: Anchor): boolean {
  return anchor.key === nameKey(publicKey) && verify(null, signed(anchor), publicKey, Buffer.from(anchor.signature, 'base64'))
}

function signed ({ tenant, number, hash, at, key }: Omit<Anchor, 'signature'>): Buffer {
  return Buffer.from(writeNets(['chohyo anchor', tenant, String(number), hash, at, key]))
}

/** One line of JSON, its members always in the same order. */
export function writeAnchor ({ tenant, number, hash, at, key, signature }: Anchor): string {
  return JSON.stringify({ tenant, number, hash, at, key, signature })
}

/** The anchor a text is, when it is one to the byte. */
export function readAnchor (text: string): Anchor | null {
  try {
    const anchor = JSON.parse(text) as Anchor
    const sound = Number.isSafeInteger(anchor.number) && anchor.number > 0 && [anchor.tenant, anchor.hash, anchor.at, anchor.key, anchor.signature].every((part) => typeof part === 'string')
    return sound && writeAnchor(anchor) === text ? anchor : null
  } catch {
    return null
  }
}
