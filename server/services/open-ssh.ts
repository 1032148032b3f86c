import { Client, type ConnectConfig, type SFTPWrapper } from 'ssh2'
import { DeliveryFailed, DeliveryRefused, DeliveryUnknown } from '../errors.ts'

/** An open SFTP session. */
export interface SshLine {
  sftp: SFTPWrapper
  /**
   * One request. An answer of the server is thrown as it is, with its number as `code`; a line that broke is DeliveryFailed, or DeliveryUnknown when the
   * request cannot be taken back (`final`).
   */
  ask: <T = void>(send: (answer: (error: Error | null | undefined, value?: T) => void) => void, final?: boolean) => Promise<T>
  close: () => void
}

export interface OpenSsh { host: string, connect: ConnectConfig, signal: AbortSignal }

/** Logs in and opens SFTP. Errors: DeliveryRefused when key, algorithms or login do not fit, DeliveryFailed when there is no connection. */
export async function openSsh ({ host, connect, signal }: OpenSsh): Promise<SshLine> {
  const client = new Client()
  const broken = Promise.withResolvers<never>()
  broken.promise.catch(() => {})
  const cut = (): void => { broken.reject(new Error('no answer in time')); client.destroy() }
  const close = (): void => { signal.removeEventListener('abort', cut); client.end(); client.destroy() }
  client.on('error', broken.reject).on('close', () => { broken.reject(new Error('the connection was closed')) })
  client.on('keyboard-interactive', (_name, _instructions, _language, prompts, finish) => { finish(prompts.map(() => connect.password ?? '')) })
  signal.addEventListener('abort', cut)
  try {
    if (signal.aborted) cut()
    const ready = new Promise<void>((resolve) => { client.on('ready', resolve) })
    client.connect({ readyTimeout: 20_000, keepaliveInterval: 10_000, ...connect })
    // Requests are small and each waits for its answer.
    client.setNoDelay(true)
    await Promise.race([ready, broken.promise])
    const sftp = await Promise.race([openSftp(client), broken.promise])
    return { sftp, ask: askOver(host, broken.promise), close }
  } catch (error) {
    close()
    throw sayBroken(host, error)
  }
}

function openSftp (client: Client): Promise<SFTPWrapper> {
  return new Promise((resolve, reject) => { client.sftp((error, sftp) => { if (error) reject(Object.assign(error, { level: 'sftp' })); else resolve(sftp) }) })
}

function askOver (host: string, broken: Promise<never>): SshLine['ask'] {
  return async <T>(send: (answer: (error: Error | null | undefined, value?: T) => void) => void, final = false) => {
    const answered = new Promise<T>((resolve, reject) => { send((error, value) => { if (error) reject(error); else resolve(value as T) }) })
    try {
      return await Promise.race([answered, broken])
    } catch (error) {
      if (typeof (error as { code?: unknown }).code === 'number') throw error
      throw final ? new DeliveryUnknown(host, reasonOf(error), { cause: error }) : new DeliveryFailed(host, reasonOf(error), { cause: error })
    }
  }
}

/** What ssh2 gives up at (`level`): the socket and time are the network's, the rest is a no that stays one. */
function sayBroken (host: string, error: unknown): Error {
  const { level } = error as { level?: string }
  // A key we cannot read is found before anything is sent, and has no level.
  const refused = level === 'handshake' || level === 'client-authentication' || level === 'sftp' || /privateKey|passphrase/.test(reasonOf(error))
  return refused ? new DeliveryRefused(host, reasonOf(error), { cause: error }) : new DeliveryFailed(host, reasonOf(error), { cause: error })
}

function reasonOf (error: unknown): string {
  const { code, message } = error as { code?: unknown, message: string }
  return typeof code === 'string' ? code : message
}
