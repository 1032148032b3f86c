import { randomUUID } from 'node:crypto'
import { FileKeyInvalid } from '../errors.ts'
import { openFolder } from './files-folder.ts'
import { openBucket } from './files-s3.ts'
import type { BucketOptions } from './files-s3.ts'

/** Bytes of documents and assets, by a key made of ids such as `t/<tenant>/documents/<id>`. */
export interface Files {
  /** Returns when the bytes are safe; the same key again replaces them as a whole. */
  save: (key: string, bytes: Uint8Array) => Promise<void>
  /** Rejects with FileMissing. */
  read: (key: string) => Promise<Uint8Array>
  has: (key: string) => Promise<boolean>
  /** Removing what is not there is fine. */
  remove: (key: string) => Promise<void>
  /** The keys that begin with this folder, such as `t/<tenant>/`, or `t/` for a backup of all, page after page, in no order. */
  list: (folder: string) => AsyncIterable<string[]>
  /** Removes a folder with all that is in it. Returns how many files there were. */
  removeAll: (folder: string) => Promise<number>
  /** Writes, reads and removes a few bytes; rejects when the store is not usable. */
  probe: () => Promise<void>
  close: () => Promise<void>
}

export type FilesOptions = { dir: string } | BucketOptions

export function openFiles (options: FilesOptions): Files {
  const files = 'bucket' in options ? openBucket(options) : openFolder(options.dir)
  return {
    ...files,
    save: async (key, bytes) => files.save(checkKey(key), bytes),
    read: async (key) => files.read(checkKey(key)),
    has: async (key) => files.has(checkKey(key)),
    remove: async (key) => files.remove(checkKey(key)),
    list: (folder) => files.list(folder === ALL ? folder : checkFolder(folder)),
    removeAll: async (folder) => files.removeAll(checkFolder(folder)),
    probe: () => probe(files)
  }
}

/** Folders end at 255 bytes a name, S3 at 1,024 a key: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
function checkKey (key: string): string {
  const parts = key.split('/')
  const sound = /^[a-z0-9][a-zA-Z0-9/_.-]*$/.test(key) && key.length <= 512 &&
    parts.every((part) => part.length > 0 && part.length <= 200 && part !== '.' && part !== '..')
  if (!sound) throw new FileKeyInvalid()
  return key
}

const ALL = 't/'

/** Never the whole store: a tenant's folder at least. */
function checkFolder (folder: string): string {
  if (!/^[a-z]+\/.+\/$/.test(folder)) throw new FileKeyInvalid()
  return `${checkKey(folder.slice(0, -1))}/`
}

/** Under a name of its own: several processes, each the first of its container, ask at the same moment. */
async function probe (files: Omit<Files, 'probe'>): Promise<void> {
  const key = `probe/${randomUUID()}`
  try {
    await files.save(key, Buffer.from('probe'))
    await files.read(key)
  } finally {
    await files.remove(key)
  }
}
