import { createPrivateKey, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { KeyUnusable } from '../errors.ts'
import type { Keys } from './keys.ts'

const PLACE = 'installation|signing|private_key'

/** The installation's own Ed25519 key, made at the first start and kept beside the root key, sealed with it. What it signs can be checked with the public half alone. */
export async function openSigningKey ({ dir, keys }: { dir: string, keys: Pick<Keys, 'seal' | 'open'> }): Promise<KeyObject> {
  const file = join(dir, 'signing.key')
  const sealed = await readKey(file) ?? await makeKey(dir, file, keys)
  return createPrivateKey({ key: Buffer.from(await keys.open(PLACE, sealed)), format: 'der', type: 'pkcs8' })
}

/** Seals it with the root key in use, where an earlier one did. */
export async function resealSigningKey ({ dir, keys }: { dir: string, keys: Pick<Keys, 'seal' | 'open' | 'isOld'> }): Promise<void> {
  const file = join(dir, 'signing.key')
  const sealed = await readKey(file)
  if (!sealed || !await keys.isOld(sealed)) return
  const beside = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  await writeFile(beside, await keys.seal(PLACE, await keys.open(PLACE, sealed)), { flag: 'wx', mode: 0o400, flush: true })
  await rename(beside, file)
}

async function readKey (file: string): Promise<Buffer | null> {
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw new KeyUnusable('The signing key cannot be read', { cause: error })
  })
}

/** Written whole beside and linked into place, so that two first starts agree on one key. */
async function makeKey (dir: string, file: string, keys: Pick<Keys, 'seal'>): Promise<Buffer> {
  const { privateKey } = generateKeyPairSync('ed25519', { privateKeyEncoding: { format: 'der', type: 'pkcs8' }, publicKeyEncoding: { format: 'der', type: 'spki' } })
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const beside = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  await writeFile(beside, await keys.seal(PLACE, privateKey), { flag: 'wx', mode: 0o400, flush: true })
  await link(beside, file).catch((error: NodeJS.ErrnoException) => { if (error.code !== 'EEXIST') throw error })
  await rm(beside)
  const made = await readKey(file)
  if (!made) throw new KeyUnusable('The signing key vanished while it was made')
  return made
}
