import { randomBytes } from 'node:crypto'
import { access, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { FileMissing } from '../errors.ts'
import type { Files } from './files.ts'

/** Files in a folder of this machine. */
export function openFolder (folder: string): Omit<Files, 'probe'> {
  const dir = resolve(folder)
  return {
    save: (key, bytes) => save(dir, key, bytes),
    read: (key) => readFile(join(dir, key)).catch((error: NodeJS.ErrnoException) => {
      throw missing(error) ? new FileMissing({ cause: error }) : error
    }),
    has: (key) => access(join(dir, key)).then(() => true, (error: NodeJS.ErrnoException) => {
      if (missing(error)) return false
      throw error
    }),
    remove: (key) => rm(join(dir, key), { force: true }).catch((error: NodeJS.ErrnoException) => {
      if (!missing(error)) throw error
    }),
    close: async () => {}
  }
}

const missing = (error: NodeJS.ErrnoException) => error.code === 'ENOENT' || error.code === 'ENOTDIR'

/** Written beside, synced, renamed and the folder synced: after a power cut the file is whole or not there. */
async function save (dir: string, key: string, bytes: Uint8Array): Promise<void> {
  const path = join(dir, key)
  // Outside the folders of keys: what a crash leaves here is never taken for a document.
  const beside = join(dir, '.unfinished', randomBytes(12).toString('hex'))
  await Promise.all([path, beside].map((file) => makeFolder(dir, dirname(file))))
  try {
    await write(beside, bytes)
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
  await syncFolder(dirname(path))
}

async function write (path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, 'wx', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A new folder is itself an entry that has to reach the disk, up to the first one that was there. */
async function makeFolder (dir: string, folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 })
  if (first === undefined) return
  for (let made = folder; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made))
}

async function syncFolder (folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
