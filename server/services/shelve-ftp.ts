import { Readable, Writable } from 'node:stream'
import { FTPError, type Client } from 'basic-ftp'
import { DeliveryFailed, DeliveryRefused, DeliveryUnknown } from '../errors.ts'
import { both } from '../errors-ja.ts'
import type { Shelf } from './shelf.ts'

export interface FtpShelf extends Shelf { demandFolder: (path: string) => Promise<void> }

/** Answers of a server that does not know the command: https://www.rfc-editor.org/rfc/rfc959#section-4.2.1 */
const UNKNOWN_COMMAND = new Set([500, 502, 504])
/** "File unavailable": there is none, or it may not be touched. */
const UNAVAILABLE = 550

/** The folders of an FTP server. */
export async function shelveFtp (client: Client, host: string): Promise<FtpShelf> {
  const home = await client.pwd()
  const told = <A extends unknown[], R>(act: (...args: A) => Promise<R>) => (...args: A): Promise<R> => act(...args).catch((error: unknown) => { throw sayFtpError(host, error) })

  const size = async (path: string): Promise<number | null> => {
    try {
      const { message } = await client.send(`SIZE ${path}`)
      const [, digits] = /^213 (\d+)/.exec(message) ?? []
      if (digits !== undefined) return Number(digits)
    } catch (error) {
      if (!(error instanceof FTPError)) throw error
      if (error.code === UNAVAILABLE) return null
      if (!UNKNOWN_COMMAND.has(error.code)) throw error
    }
    const slash = path.lastIndexOf('/')
    return (await client.list(path.slice(0, slash) || '/')).find(({ name, isFile }) => isFile && name === path.slice(slash + 1))?.size ?? null
  }

  const isFolder = async (path: string): Promise<boolean> => {
    const inside = await client.cd(path).then(() => true, (error: unknown) => { if (error instanceof FTPError && error.code >= 500) return false; throw error })
    if (inside) await client.cd(home)
    return inside
  }

  const demandFolder = async (path: string): Promise<void> => {
    if (!await isFolder(path)) throw new DeliveryRefused(host, both(`there is no folder ${path}`, `フォルダ ${path} がありません`))
  }

  const move = async (from: string, to: string): Promise<void> => {
    await client.send(`RNFR ${from}`)
    await client.send(`RNTO ${to}`).catch((error: unknown) => { throw error instanceof FTPError ? error : new DeliveryUnknown(host, reasonOf(error), { cause: error }) })
  }

  return {
    host,
    size: told(size),
    read: told(async (path, most) => {
      const parts: Buffer[] = []
      let length = 0
      const write = (part: Buffer, _encoding: string, done: (error?: Error) => void): void => {
        parts.push(part)
        length += part.length
        done(length > most ? new Error('the file grew while it was read') : undefined)
      }
      await client.downloadTo(new Writable({ write }), path)
      return Buffer.concat(parts)
    }),
    write: told(async (path, bytes) => { await client.uploadFrom(Readable.from([bytes], { objectMode: false }), path) }),
    // The protocol leaves open what happens to a name that is taken: some servers replace it, some refuse.
    rename: told(async (from, to, replace) => {
      const taken = await size(to) !== null
      if (taken && !replace) throw new DeliveryRefused(host, both(`another file is there already: ${to}`, `別のファイルがすでにあります: ${to}`))
      try {
        await move(from, to)
      } catch (error) {
        if (!taken || !(error instanceof FTPError) || error.code < 500) throw error
        await client.remove(to)
        await move(from, to)
      }
    }),
    remove: told(async (path) => { await client.remove(path) }),
    makeFolders: told(async (top, below) => {
      await demandFolder(top)
      let path = top.replace(/\/+$/, '')
      for (const name of below) {
        path = `${path}/${name}`
        if (!await isFolder(path)) await client.send(`MKD ${path}`).catch(async (error: unknown) => { if (!(error instanceof FTPError) || !await isFolder(path)) throw error })
      }
    }),
    demandFolder: told(demandFolder)
  }
}

/** A no of the server is final from 500 on (https://www.rfc-editor.org/rfc/rfc959#section-4.2), and so is a certificate that does not fit. Without an answer nothing has its name yet. */
export function sayFtpError (host: string, error: unknown): Error {
  if (error instanceof FTPError) return error.code >= 500 ? new DeliveryRefused(host, error.message) : new DeliveryFailed(host, error.message)
  if (error instanceof Error && 'code' in error && String(error.code).startsWith('CHOHYO_')) return error
  const reason = reasonOf(error)
  return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL/.test(reason) ? new DeliveryRefused(host, reason, { cause: error }) : new DeliveryFailed(host, reason, { cause: error })
}

function reasonOf (error: unknown): string {
  if (typeof error === 'string') return error
  const { code, message } = error as { code?: unknown, message: string }
  return typeof code === 'string' && code !== '0' ? code : message.split('\n', 1)[0] ?? ''
}
