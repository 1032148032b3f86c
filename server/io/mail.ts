import { createTransport } from 'nodemailer'
import { MailInvalid } from '../errors.ts'

/** A mail of plain text to one person. */
export interface Letter { to: string, subject: string, text: string }

export interface Mail {
  /** Rejects when the server did not take it; after that it may still have been delivered. Errors: MailInvalid. */
  send: (letter: Letter) => Promise<void>
  close: () => Promise<void>
}

/** One address and nothing else; quoted local parts are not written to. */
export const ADDRESS = /^(?!-)[^\s<>()[\]\\,;:"@]{1,64}@[^\s<>()[\]\\,;:"@]{1,189}$/

/** What ends a line somewhere, or hides something: C0, C1 with NEL (U+0085), line and paragraph separators, marks that turn the direction of writing. */
// eslint-disable-next-line no-control-regex
export const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/

/** Opens nothing yet: each mail has its own connection. To another machine it is encrypted, or not sent. */
export function openMail ({ url, from }: { url: string, from: string }): Mail {
  const { hostname, protocol } = new URL(url)
  const isHere = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname)
  const transport = createTransport({ url, requireTLS: protocol === 'smtp:' && !isHere, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000, disableFileAccess: true, disableUrlAccess: true })
  return {
    async send ({ to, subject, text }) {
      if (!ADDRESS.test(to)) throw new MailInvalid('the address')
      demandPlain('the address', to)
      demandPlain('the subject', subject)
      demandPlain('the text', text.replaceAll('\n', ''))
      // As an object, an address is taken as it is: nothing in it is read as a second one.
      await transport.sendMail({ from, to: { name: '', address: to }, subject, text, headers: { 'Auto-Submitted': 'auto-generated' } })
    },
    close: async () => transport.close()
  }
}

function demandPlain (what: string, text: string): void {
  if (!text.isWellFormed() || UNSEEN.test(text)) throw new MailInvalid(what)
}
