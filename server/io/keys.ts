import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { KeyUnusable } from '../errors.ts'

/** Seals small secrets with the root key. `aad` names the place, `tenant|table|column`: bytes moved elsewhere do not open. */
export interface Keys {
  seal: (aad: string, plain: Uint8Array) => Uint8Array
  open: (aad: string, sealed: Uint8Array) => Uint8Array
}

const keyBytes = 32
const version = 1
const nonceBytes = 12
const tagBytes = 16

/** Reads the root key of this installation, made at the first start. Whoever loses the file loses what it sealed: back it up apart from the database. */
export async function openKeys ({ dir }: { dir: string }): Promise<Keys> {
  const file = join(dir, 'root.key')
  const key = await readKey(file) ?? await makeKey(dir, file)
  return {
    seal: (aad, plain) => seal(key, aad, plain),
    open: (aad, sealed) => unseal(key, aad, sealed)
  }
}

/** version, nonce, tag, ciphertext: AES-256-GCM with a random nonce; a root key seals far fewer than the 2^32 NIST SP 800-38D allows. */
function seal (key: Buffer, aad: string, plain: Uint8Array): Uint8Array {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(aad))
  const text = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), text])
}

function unseal (key: Buffer, aad: string, sealed: Uint8Array): Uint8Array {
  const bytes = Buffer.from(sealed)
  const text = 1 + nonceBytes + tagBytes
  if (bytes.length < text || bytes[0] !== version) throw new KeyUnusable('The secret is damaged')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + nonceBytes), { authTagLength: tagBytes })
    .setAAD(Buffer.from(aad)).setAuthTag(bytes.subarray(1 + nonceBytes, text))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(text)), decipher.final()])
  } catch (error) {
    throw new KeyUnusable('The secret was sealed with another key or for another place', { cause: error })
  }
}

async function readKey (file: string): Promise<Buffer | undefined> {
  const key = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new KeyUnusable('The root key cannot be read', { cause: error })
  })
  if (key !== undefined && key.length !== keyBytes) throw new KeyUnusable('The root key is damaged')
  return key
}

/** Written whole beside and linked into place, so that two first starts agree on one key. */
async function makeKey (dir: string, file: string): Promise<Buffer> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const beside = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  const handle = await open(beside, 'wx', 0o400)
  await handle.writeFile(randomBytes(keyBytes))
  await handle.sync()
  await handle.close()
  await link(beside, file).catch((error: NodeJS.ErrnoException) => { if (error.code !== 'EEXIST') throw error })
  await rm(beside)
  const folder = await open(dir, 'r')
  await folder.sync()
  await folder.close()
  const key = await readKey(file)
  if (key === undefined) throw new KeyUnusable('The root key vanished while it was made')
  return key
}
