import { createHash, randomBytes } from 'node:crypto'
import { link, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigInvalid, KeyUnusable } from '../errors.ts'

const BYTES = 32
const CURRENT = 'root.key'
/** root-1a2b3c4d.key: one that was replaced, by its name. */
const REPLACED = /^root-[0-9a-f]{8}\.key$/

/** Bytes of a name. */
export const ROOT_KEY_NAME = 4

/** By what a root key is told from those before it; nothing of the key can be learnt from it. */
export function nameRootKey (key: Buffer): Buffer {
  return createHash('sha256').update('chohyo root key').update(key).digest().subarray(0, ROOT_KEY_NAME)
}

/** The key in use, and all that are there, the newest first. Errors: KeyUnusable, ConfigInvalid. */
export async function readRootKeys (dir: string, { strict }: { strict: boolean }): Promise<{ current: Buffer, all: Buffer[] }> {
  const current = await readKey(join(dir, CURRENT), strict)
  const replaced = (await readdir(dir)).filter((name) => REPLACED.test(name))
  return { current, all: [current, ...await Promise.all(replaced.map((name) => readKey(join(dir, name), strict)))] }
}

/** Changes when another key is put in place; null while there is none. */
export async function seeRootKey (dir: string): Promise<string | null> {
  return stat(join(dir, CURRENT), { bigint: true }).then(({ ino, mtimeNs }) => `${ino} ${mtimeNs}`, (error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw new KeyUnusable('The root key cannot be read', { cause: error })
  })
}

/** The first key of an installation; one that is there stays. Two first starts agree on one key. */
export async function makeRootKey (dir: string): Promise<void> {
  if (await seeRootKey(dir) !== null) return
  await mkdir(dir, { recursive: true, mode: 0o700 })
  await write(dir, (beside) => link(beside, join(dir, CURRENT)).catch((error: NodeJS.ErrnoException) => { if (error.code !== 'EEXIST') throw error }))
}

/** Puts a new key in place of the one in use, which stays beside it under its name: what it sealed is still to be read. Answers the name of that file. */
export async function replaceRootKey (dir: string): Promise<string> {
  const old = `root-${nameRootKey(await readKey(join(dir, CURRENT), false)).toString('hex')}.key`
  await link(join(dir, CURRENT), join(dir, old)).catch((error: NodeJS.ErrnoException) => { if (error.code !== 'EEXIST') throw error })
  await write(dir, (beside) => rename(beside, join(dir, CURRENT)))
  return old
}

async function readKey (file: string, strict: boolean): Promise<Buffer> {
  const key = await readFile(file).catch((error: unknown) => { throw new KeyUnusable('The root key cannot be read', { cause: error }) })
  if (key.length !== BYTES) throw new KeyUnusable('The root key is damaged')
  if (strict && ((await stat(file)).mode & 0o077) !== 0) throw new ConfigInvalid('KEYS_DIR', 'others of this machine may read the root key. Let its file belong to the user of the service, with the mode 400')
  return key
}

/** Written whole beside, and put into place when it has reached the disk. */
async function write (dir: string, place: (beside: string) => Promise<void>): Promise<void> {
  const beside = join(dir, `${CURRENT}.${process.pid}.${randomBytes(4).toString('hex')}`)
  const handle = await open(beside, 'wx', 0o400)
  await handle.writeFile(randomBytes(BYTES))
  await handle.sync()
  await handle.close()
  await place(beside)
  await rm(beside, { force: true })
  const folder = await open(dir, 'r')
  await folder.sync()
  await folder.close()
}
