import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { FtpSrv } from 'ftp-srv'
import type { Test } from 'tap'
import { testFolder } from '../../stores.ts'
import { freePort } from './free-port.ts'

/** ftp-srv waits 30 seconds for each data connection, those that came as well, and keeps the process alive meanwhile. */
const FORGOTTEN = 30_000
// And it listens for the end of the process once for each server.
process.setMaxListeners(0)
const plainTimeout = globalThis.setTimeout
globalThis.setTimeout = Object.assign((act: () => void, ms?: number, ...rest: []) => {
  const timer = plainTimeout(act, ms, ...rest)
  return ms === FORGOTTEN ? timer.unref() : timer
}, plainTimeout)

/** ftp-srv on this machine: the user is chohyo, the password secret, and `/in` is there. `root` is where the files are. `elsewhere`: the address it names for the data. */
export async function startFtpServer (t: Test, { tls, implicit = false, elsewhere }: { tls?: { cert: string, key: string }, implicit?: boolean, elsewhere?: string } = {}): Promise<{ port: number, root: string }> {
  const root = await testFolder(t)
  await mkdir(join(root, 'in'))
  const port = await freePort()
  const silence: Record<string, unknown> = Object.fromEntries(['trace', 'debug', 'info', 'warn', 'error', 'fatal'].map((level) => [level, () => {}]))
  silence.child = () => silence
  const server = new FtpSrv({ url: `${implicit ? 'ftps' : 'ftp'}://127.0.0.1:${port}`, pasv_url: (elsewhere === undefined ? '127.0.0.1' : () => elsewhere) as string, blacklist: elsewhere === undefined ? [] : ['EPSV'], tls: tls ?? false, log: silence })
  server.on('login', ({ username, password }, accept, refuse) => { if (username === 'chohyo' && password === 'secret') accept({ root }); else refuse(new Error('Login incorrect')) })
  server.on('client-error', () => {})
  await server.listen()
  t.teardown(() => server.close() as Promise<void>)
  return { port, root }
}
