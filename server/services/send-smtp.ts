import { Readable } from 'node:stream'
import SmtpConnection from 'nodemailer/lib/smtp-connection'
import { DeliveryFailed, DeliveryRefused, DeliveryUnknown } from '../errors.ts'

export type SmtpOptions = ConstructorParameters<typeof SmtpConnection>[0]

export interface SmtpLine { host: string, options: SmtpOptions, auth?: { user: string, pass: string }, signal: AbortSignal }

/** What the server took: its last word, and who it did not want, each with its reason. */
export interface Taken { response: string, refused: string[] }

/** Bytes that are handed on at a time. */
const PIECE = 65_536

/**
 * Sends one mail, or with `mail: null` only logs in. Errors: DeliveryRefused for a no (5xx) and for what makes a connection impossible; DeliveryFailed for a
 * no for now (4xx) and for a connection that broke while the server could not have the whole mail; DeliveryUnknown when it broke after.
 * https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1
 */
export async function sendSmtp ({ host, options, auth, signal }: SmtpLine, mail: { from: string, to: string[], message: Buffer } | null): Promise<Taken> {
  const connection = new SmtpConnection(options)
  const broken = Promise.withResolvers<never>()
  broken.promise.catch(() => {})
  const cut = (): void => { broken.reject(signal.reason ?? new Error('aborted')); connection.close() }
  connection.on('error', broken.reject)
  // Without an error of its own, this is the server that went.
  connection.on('end', () => { broken.reject(new Error('the connection was closed')) })
  signal.addEventListener('abort', cut)
  const step = <T = unknown>(start: (done: (error?: Error | null, value?: T) => void) => void): Promise<T> =>
    Promise.race([new Promise<T>((resolve, reject) => { start((error, value) => { if (error) reject(error); else resolve(value as T) }) }), broken.promise])
  const progress = { whole: false }
  try {
    signal.throwIfAborted()
    await step((done) => { connection.connect(done) })
    if (auth) await step((done) => { connection.login({ credentials: auth, ...auth }, done) })
    if (mail === null) return { response: '', refused: [] }
    const { from, to, message } = mail
    const { response, rejectedErrors = [] } = await step<{ response: string, rejectedErrors?: Array<Error & { recipient?: string, response?: string }> }>((done) => { connection.send({ from, to, size: message.length }, streamOut(message, progress), done) })
    return { response, refused: rejectedErrors.map(({ recipient, response, message }) => `${recipient}: ${response ?? message}`) }
  } catch (error) {
    throw sayEnd(host, error, progress.whole)
  } finally {
    signal.removeEventListener('abort', cut)
    connection.quit()
    connection.close()
  }
}

/** `whole` is set before the line with the dot that ends a mail can be on its way: https://www.rfc-editor.org/rfc/rfc5321#section-4.1.1.4 */
function streamOut (message: Buffer, progress: { whole: boolean }): Readable {
  return Readable.from((function * () {
    for (let at = 0; at < message.length; at += PIECE) yield message.subarray(at, at + PIECE)
    progress.whole = true
  })(), { objectMode: false, highWaterMark: PIECE })
}

function sayEnd (host: string, error: unknown, whole: boolean): Error {
  const { code, originalCode, responseCode = 0, response, message } = error as Error & { code?: string, originalCode?: string, responseCode?: number, response?: string }
  const said = response ?? originalCode ?? message
  if (responseCode >= 500) return new DeliveryRefused(host, said, { cause: error })
  if (responseCode >= 400) return new DeliveryFailed(host, said, { cause: error })
  if (whole) return new DeliveryUnknown(host, said, { cause: error })
  const refused = code === 'EAUTH' || code === 'EENVELOPE' || code === 'EMESSAGE' || /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL/.test(`${originalCode} ${code}`)
  return refused ? new DeliveryRefused(host, said, { cause: error }) : new DeliveryFailed(host, said, { cause: error })
}
