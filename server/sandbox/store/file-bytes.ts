import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import type { ReadStream } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** A received file before it has an id. Hashes in hex. */
export interface Upload {
  path: string
  bytes: number
  md5: string
  sha256: string
}

/** The bytes of ContentVersions, one file each: large uploads never lie in memory. */
export interface FileBytes {
  receive: (stream: Readable) => Promise<Upload>
  receiveBuffer: (bytes: Buffer) => Upload
  adopt: (id: string, upload: Upload) => void
  /** What was adopted under this id since the start. */
  adopted: (id: string) => Upload | undefined
  discard: (upload: Upload) => void
  read: (id: string) => ReadStream | null
  close: () => void
}

/** Keeps files in `dir/files`, or in a folder of its own that goes away on close. */
export function openFileBytes (dir: string | undefined): FileBytes {
  const folder = dir === undefined ? mkdtempSync(join(tmpdir(), 'chohyo-sandbox-')) : join(dir, 'files')
  mkdirSync(folder, { recursive: true })
  const uploads = new Map<string, Upload>()
  const pathOf = (id: string): string => join(folder, id)
  const incoming = (): string => pathOf(`incoming-${randomUUID()}`)
  return {
    receive: async stream => receive(incoming(), stream),
    receiveBuffer: bytes => {
      const path = incoming()
      writeFileSync(path, bytes)
      return { path, bytes: bytes.length, md5: createHash('md5').update(bytes).digest('hex'), sha256: createHash('sha256').update(bytes).digest('hex') }
    },
    adopt: (id, upload) => {
      renameSync(upload.path, pathOf(id))
      uploads.set(id, { ...upload, path: pathOf(id) })
    },
    adopted: id => uploads.get(id),
    discard: upload => { rmSync(upload.path, { force: true }) },
    read: id => existsSync(pathOf(id)) ? createReadStream(pathOf(id)) : null,
    close: () => { if (dir === undefined) rmSync(folder, { recursive: true, force: true }) }
  }
}

async function receive (path: string, stream: Readable): Promise<Upload> {
  const md5 = createHash('md5')
  const sha256 = createHash('sha256')
  let bytes = 0
  const counter = new Transform({
    transform (chunk: Buffer, encoding, done) {
      bytes += chunk.length
      md5.update(chunk)
      sha256.update(chunk)
      done(null, chunk)
    }
  })
  try {
    await pipeline(stream, counter, createWriteStream(path))
  } catch (error) {
    rmSync(path, { force: true })
    throw error
  }
  return { path, bytes, md5: md5.digest('hex'), sha256: sha256.digest('hex') }
}
