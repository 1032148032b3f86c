import { constants } from 'node:fs'
import { access, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { OutUnwritable } from '../errors.ts'

/** Asked before the work begins: a document that is filed but cannot be written here would confuse. */
export async function demandOut (path: string): Promise<void> {
  await access(dirname(path), constants.W_OK | constants.X_OK).catch((error: unknown) => { throw unwritable(path, error) })
  if (await stat(path).then((there) => there.isDirectory(), () => false)) throw unwritable(path, { code: 'EISDIR' })
}

export async function writeOut (path: string, bytes: Uint8Array): Promise<void> {
  await writeFile(path, bytes).catch((error: unknown) => { throw unwritable(path, error) })
}

function unwritable (path: string, error: unknown): Error {
  return new OutUnwritable(path, (error as { code?: string }).code ?? 'no reason given')
}
