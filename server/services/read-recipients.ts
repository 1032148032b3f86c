import { ADDRESS, UNSEEN } from '../io/mail.ts'

export interface Recipient { name: string, address: string }

/** `山田 <yamada@example.jp>` or the address alone. A name in quotes may hold what separates otherwise; there are no groups, comments or routes. */
const NAMED = /^(?:"([^"\\]*)"|([^"<>@\\]*))\s*<([^<>]*)>$/

/**
 * The addresses in a text, separated by comma, semicolon or end of line (as people paste them): each one address and nothing else, so that no text that
 * came from a record names a second reader or a header. The other piece is the first that is no address.
 */
export function readRecipients (text: string): { recipients: Recipient[], wrong?: string } {
  const recipients: Recipient[] = []
  for (const piece of splitList(text)) {
    const [, quoted, plain = '', inside = piece] = NAMED.exec(piece) ?? []
    const [name, address] = [(quoted ?? plain).trim(), inside.trim()]
    if (!piece.isWellFormed() || UNSEEN.test(piece) || !ADDRESS.test(address)) return { recipients, wrong: piece }
    recipients.push({ name, address })
  }
  return { recipients }
}

/** At separators outside quotes; a quote that is not closed ends at the end of the text. */
function splitList (text: string): string[] {
  return (text.match(/(?:"[^"]*"|"[^"]*$|[^,;\r\n"])+/g) ?? []).map((piece) => piece.replace(/^[ \t\u3000]+|[ \t\u3000]+$/g, '')).filter((piece) => piece !== '')
}
