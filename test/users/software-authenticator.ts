import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { encodeCBOR, type CBORType } from '@levischuck/tiny-cbor'
import type { PasskeyAnswer } from '../../server/users/schema.ts'

/** What a hostile or faulty device does otherwise. */
export interface Odd { origin?: string, rpId?: string, challenge?: string, flags?: number, counter?: number, type?: string, userHandle?: string, spoil?: boolean }

export interface Authenticator {
  create: (options: { challenge: string, user: { id: string } }, odd?: Odd) => PasskeyAnswer
  get: (options: { challenge: string }, odd?: Odd) => PasskeyAnswer
}

const UP = 0x01
const UV = 0x04
const AT = 0x40
export const FLAGS = { UP, UV, AT }

/** An authenticator (https://www.w3.org/TR/webauthn-3/#sctn-authenticator-data) with one key on P-256, and the browser around it. */
export function softwareAuthenticator ({ origin, rpId }: { origin: string, rpId: string }): Authenticator {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(16)
  let counter = 0
  let handle = ''
  const bytes = (text: string | undefined) => new Uint8Array(Buffer.from(text ?? '', 'base64url'))
  const { x, y } = publicKey.export({ format: 'jwk' })
  const cose = encodeCBOR(new Map<number, CBORType>([[1, 2], [3, -7], [-1, 1], [-2, bytes(x)], [-3, bytes(y)]]))
  const head = (odd: Odd, flags: number, count: number): Buffer => {
    const tail = Buffer.alloc(5)
    tail.writeUInt8(odd.flags ?? flags, 0)
    tail.writeUInt32BE(odd.counter ?? count, 1)
    return Buffer.concat([createHash('sha256').update(odd.rpId ?? rpId).digest(), tail])
  }
  const client = (type: string, challenge: string, odd: Odd): Buffer => Buffer.from(JSON.stringify({ type: odd.type ?? type, challenge: odd.challenge ?? challenge, origin: odd.origin ?? origin, crossOrigin: false }))
  const answer = (response: Record<string, unknown>): PasskeyAnswer => ({ id: id.toString('base64url'), rawId: id.toString('base64url'), type: 'public-key', response, clientExtensionResults: {} })

  return {
    create ({ challenge, user }, odd = {}) {
      handle = user.id
      const length = Buffer.alloc(2)
      length.writeUInt16BE(id.length)
      const authData = Buffer.concat([head(odd, UP | UV | AT, 0), Buffer.alloc(16), length, id, cose])
      const attestation = encodeCBOR(new Map<string, CBORType>([['fmt', 'none'], ['attStmt', new Map()], ['authData', new Uint8Array(authData)]]))
      return answer({ clientDataJSON: client('webauthn.create', challenge, odd).toString('base64url'), attestationObject: Buffer.from(attestation).toString('base64url'), transports: ['internal'] })
    },
    get ({ challenge }, odd = {}) {
      counter += 1
      const authData = head(odd, UP | UV, counter)
      const clientData = client('webauthn.get', challenge, odd)
      const signature = sign('sha256', Buffer.concat([authData, createHash('sha256').update(clientData).digest()]), privateKey)
      if (odd.spoil) signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1
      return answer({ clientDataJSON: clientData.toString('base64url'), authenticatorData: authData.toString('base64url'), signature: signature.toString('base64url'), userHandle: odd.userHandle ?? handle })
    }
  }
}
