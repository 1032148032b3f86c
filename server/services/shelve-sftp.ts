import type { Stats } from 'ssh2'
import { DeliveryFailed, DeliveryRefused } from '../errors.ts'
import { both } from '../errors-ja.ts'
import type { SshLine } from './open-ssh.ts'
import type { Shelf } from './shelf.ts'

export interface SftpShelf extends Shelf { demandFolder: (path: string) => Promise<void> }

/** Bytes of one write and of one read: what every server takes. So many are on their way at the same time, or a far server takes minutes. */
const PIECE = 32_768
const AT_ONCE = 32

/** Numbers of SFTP: https://datatracker.ietf.org/doc/html/draft-ietf-secsh-filexfer-02#section-7 */
const END = 1
const NO_SUCH_FILE = 2
const FAILURE = 4
const UNSUPPORTED = 8

/** The folders of an SFTP server. */
export function shelveSftp (line: SshLine, host: string): SftpShelf {
  const { sftp } = line
  const ask = <T = void>(send: Parameters<typeof line.ask<T>>[0], path: string, final = false): Promise<T> => line.ask<T>(send, final).catch((error: unknown) => { throw sayAnswer(host, path, error, final) })
  const stat = async (path: string) => line.ask<Stats>((answer) => { sftp.stat(path, answer) }).catch((error: { code?: unknown }) => {
    if (error.code === NO_SUCH_FILE) return null
    throw sayAnswer(host, path, error)
  })
  const isFolder = async (path: string): Promise<boolean> => (await stat(path))?.isDirectory() === true
  const remove = (path: string): Promise<void> => ask((answer) => { sftp.unlink(path, answer) }, path)
  const demandFolder = async (path: string): Promise<void> => {
    if (!await isFolder(path)) throw new DeliveryRefused(host, both(`there is no folder ${path}`, `フォルダ ${path} がありません`))
  }

  const withFile = async <T>(path: string, flags: 'r' | 'w', use: (handle: Buffer) => Promise<T>): Promise<T> => {
    const handle = await ask<Buffer>((answer) => { sftp.open(path, flags, answer) }, path)
    try {
      return await use(handle)
    } finally {
      await ask((answer) => { sftp.close(handle, answer) }, path)
    }
  }

  return {
    host,
    size: async (path) => (await stat(path))?.size ?? null,
    read: (path, size) => withFile(path, 'r', async (handle) => {
      const whole = Buffer.alloc(size)
      const fill = async (from: number, length: number): Promise<void> => {
        const came = await line.ask<number>((answer) => { sftp.read(handle, whole, from, length, from, answer) }).catch((error: { code?: unknown }) => { if (error.code === END) return 0; throw sayAnswer(host, path, error) })
        if (came > 0 && came < length) await fill(from + came, length - came)
      }
      await inPieces(size, fill)
      return whole
    }),
    write: (path, bytes) => withFile(path, 'w', async (handle) => {
      const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      await inPieces(whole.length, (from, length) => ask((answer) => { sftp.write(handle, whole, from, length, from, answer) }, path))
      await line.ask((answer) => { sftp.ext_openssh_fsync(handle, answer) }).catch(unlessUnsupported(host, path))
    }),
    // The rename of the protocol refuses a name that is taken; that of OpenSSH replaces it in one step.
    rename: async (from, to, replace) => {
      if (!replace) return ask((answer) => { sftp.rename(from, to, answer) }, to, true)
      const done = await line.ask((answer) => { sftp.ext_openssh_rename(from, to, answer) }, true).then(() => true, unlessUnsupported(host, to))
      if (done === true) return
      if (await stat(to) !== null) await remove(to)
      await ask((answer) => { sftp.rename(from, to, answer) }, to, true)
    },
    remove,
    makeFolders: async (top, below) => {
      await demandFolder(top)
      let path = top.replace(/\/+$/, '')
      for (const name of below) {
        path = `${path}/${name}`
        if (!await isFolder(path)) await ask((answer) => { sftp.mkdir(path, answer) }, path).catch(async (error: unknown) => { if (!await isFolder(path)) throw error })
      }
    },
    demandFolder
  }
}

async function inPieces (size: number, move: (from: number, length: number) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < size; start += PIECE * AT_ONCE) {
    const pieces = []
    for (let from = start; from < Math.min(size, start + PIECE * AT_ONCE); from += PIECE) pieces.push(move(from, Math.min(PIECE, size - from)))
    await Promise.all(pieces)
  }
}

/** ssh2 throws before it sends what the server has not announced. */
function unlessUnsupported (host: string, path: string): (error: unknown) => void {
  return (error) => {
    const { code, cause } = error as { code?: unknown, cause?: unknown }
    if (code !== UNSUPPORTED && !/does not support/.test(String((cause as Error | undefined)?.message))) throw sayAnswer(host, path, error)
  }
}

/** What the server said, with its number; what has a name of ours already stays. A mere failure may be a full disk, but of a rename a name that is taken. */
function sayAnswer (host: string, path: string, error: unknown, final = false): Error {
  const { code, message } = error as { code?: unknown, message: string }
  if (typeof code !== 'number') return error as Error
  const said = `${path}: ${message} (${code})`
  return code === FAILURE && !final ? new DeliveryFailed(host, said) : new DeliveryRefused(host, said)
}
