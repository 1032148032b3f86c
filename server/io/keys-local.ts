import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { KeyUnusable } from '../errors.ts'
import type { Keys } from './keys.ts'
import { makeRootKey, nameRootKey, readRootKeys, ROOT_KEY_NAME, seeRootKey } from './root-key-files.ts'

export type LocalKeys = Pick<Keys, 'seal' | 'open' | 'isOld'>

/** Of a root key that was replaced only what it sealed is read. */
interface Ring { current: Buffer, all: Buffer[] }

/** Sealed before root keys had numbers; opened still. */
const NAMELESS = 1
const NAMED = 3
const NONCE = 12
const TAG = 16

/** The keys in a folder. A key that another process has put in place meanwhile is noticed. */
export async function openKeyFolder (dir: string, options: { strict: boolean, make: false }): Promise<LocalKeys | null>
export async function openKeyFolder (dir: string, options: { strict: boolean }): Promise<LocalKeys>
export async function openKeyFolder (dir: string, { strict, make = true }: { strict: boolean, make?: boolean }): Promise<LocalKeys | null> {
  if (make) await makeRootKey(dir)
  else if (await seeRootKey(dir) === null) return null
  let seen = await seeRootKey(dir)
  let ring = await readRootKeys(dir, { strict })
  const newest = async (): Promise<Ring> => {
    const now = await seeRootKey(dir)
    if (now !== seen) [ring, seen] = [await readRootKeys(dir, { strict }), now]
    return ring
  }
  return {
    seal: async (aad, plain) => seal((await newest()).current, aad, plain),
    open: async (aad, sealed) => open((isKnown(ring, sealed) ? ring : await newest()).all, aad, sealed),
    isOld: async (sealed) => isOld(await newest(), sealed)
  }
}

/** A key that was given as 64 hex digits. */
export function openPlainKey (hex: string): LocalKeys {
  const key = Buffer.from(hex, 'hex')
  return {
    seal: async (aad, plain) => seal(key, aad, plain),
    open: async (aad, sealed) => open([key], aad, sealed),
    isOld: async (sealed) => isOld({ current: key, all: [key] }, sealed)
  }
}

/** version, name of the key, nonce, tag, text: AES-256-GCM with a random nonce; a root key seals far fewer than the 2^32 NIST SP 800-38D allows. */
function seal (key: Buffer, aad: string, plain: Uint8Array): Uint8Array {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG }).setAAD(Buffer.from(aad))
  const text = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.of(NAMED), nameRootKey(key), nonce, cipher.getAuthTag(), text])
}

function open (keys: Buffer[], aad: string, bytes: Uint8Array): Uint8Array {
  const sealed = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const body = sealed.subarray(sealed[0] === NAMED ? 1 + ROOT_KEY_NAME : 1)
  if ((sealed[0] !== NAMED && sealed[0] !== NAMELESS) || body.length < NONCE + TAG) throw new KeyUnusable('The secret is damaged')
  const fitting = sealed[0] === NAMED ? keys.filter((key) => nameRootKey(key).equals(sealed.subarray(1, 1 + ROOT_KEY_NAME))) : keys
  for (const key of fitting) {
    const plain = tryKey(key, aad, body)
    if (plain) return plain
  }
  throw new KeyUnusable('The secret was sealed with another key or for another place')
}

function tryKey (key: Buffer, aad: string, body: Buffer): Buffer | null {
  const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, NONCE), { authTagLength: TAG })
    .setAAD(Buffer.from(aad)).setAuthTag(body.subarray(NONCE, NONCE + TAG))
  try {
    return Buffer.concat([decipher.update(body.subarray(NONCE + TAG)), decipher.final()])
  } catch {
    return null
  }
}

function isOld ({ current }: Ring, sealed: Uint8Array): boolean {
  return sealed[0] !== NAMED || !nameRootKey(current).equals(sealed.subarray(1, 1 + ROOT_KEY_NAME))
}

function isKnown ({ all }: Ring, sealed: Uint8Array): boolean {
  return sealed[0] === NAMELESS || all.some((key) => nameRootKey(key).equals(sealed.subarray(1, 1 + ROOT_KEY_NAME)))
}
