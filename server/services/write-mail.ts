import { createHash } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { Delivery } from './connector.ts'
import type { Recipient } from './read-recipients.ts'

export interface MailText { subject: string, text: string, html?: boolean | undefined }
export interface MailHeads { from: Recipient, replyTo: Recipient[], to: Recipient[], cc: Recipient[], bcc: Recipient[] }

/** A mail as it goes over the wire, without the Bcc line, and who gets it. The same delivery gives the same bytes: its Message-ID follows from the key, and its date is the moment of planning. */
export async function writeMail (heads: MailHeads, { key, act: { subject, text, html }, files, at }: Delivery<MailText>): Promise<{ from: string, to: string[], message: Buffer, messageId: string }> {
  const id = base32(createHash('sha256').update(key).digest())
  const messageId = `<${id}@${heads.from.address.slice(heads.from.address.lastIndexOf('@') + 1)}>`
  const node = new MailComposer({
    ...heads,
    subject,
    text,
    ...html === true ? { html: writeHtml(text) } : {},
    attachments: files.map(({ name, type, bytes }) => ({ filename: name, contentType: type, content: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) })),
    messageId,
    date: at,
    baseBoundary: id,
    headers: { 'X-Chohyo-Key': key, 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true
  }).compile()
  // Domains in other scripts are in their ASCII form here.
  const { from, to } = node.getEnvelope()
  return { from: String(from), to: [...new Set([to].flat().map(String))], message: await node.build(), messageId: node.messageId() }
}

function writeHtml (text: string): string {
  const escape = (part: string): string => part.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/\r\n?|\n/g, '<br>\n')
  // Every other piece is an address: ASCII without quotes and angle brackets.
  const pieces = text.split(/(https?:\/\/[!#-;=?-~]+)/).map((part, index) => index % 2 === 0 ? escape(part) : `<a href="${escape(part)}">${escape(part)}</a>`)
  return `<!DOCTYPE html><html><body>${pieces.join('')}</body></html>`
}

/** https://www.rfc-editor.org/rfc/rfc4648#section-6, small and without its padding: letters and digits of every mail system. */
function base32 (bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => 'abcdefghijklmnopqrstuvwxyz234567'.charAt(Number.parseInt(five.padEnd(5, '0'), 2))).join('')
}
