import { randomBytes } from 'node:crypto'
import { access, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
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
    list: (folder) => list(dir, folder),
    removeAll: async (folder) => {
      let count = 0
      for await (const keys of list(dir, folder)) count += keys.length
      await rm(join(dir, folder), { recursive: true, force: true })
      return count
    },
    close: async () => {}
  }
}

const PAGE = 1000

async function * list (dir: string, folder: string): AsyncGenerator<string[]> {
  const entries = await readdir(join(dir, folder), { recursive: true, withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (missing(error)) return []
    throw error
  })
  const keys = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => relative(dir, join(parentPath, name)).split(sep).join('/'))
  for (let at = 0; at < keys.length; at += PAGE) yield keys.slice(at, at + PAGE)
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
