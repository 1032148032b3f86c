import { isIP } from 'node:net'
import { Type, type Static } from 'typebox'
import { DeliveryRefused } from '../errors.ts'
import { both, type Both } from '../errors-ja.ts'
import { UNSEEN } from '../io/mail.ts'
import type { Call, Connector } from './connector.ts'
import { readRecipients, type Recipient } from './read-recipients.ts'
import { sendSmtp, type SmtpLine } from './send-smtp.ts'
import { authoritySetting } from './trust-authority.ts'
import { writeMail } from './write-mail.ts'

const Settings = Type.Object({
  host: Type.String({ minLength: 1, maxLength: 253, description: 'host name or address' }),
  port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65535, description: 'port; 587, or 465 for TLS from the beginning, unless it says otherwise' })),
  security: Type.Optional(Type.Union([Type.Literal('starttls'), Type.Literal('tls')], { description: 'starttls, which is asked of every server but one on this machine, or tls from the beginning' })),
  authority: authoritySetting,
  user: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'user' })),
  from: Type.String({ minLength: 3, maxLength: 320, description: 'sender: address, or name <address>' }),
  replyTo: Type.Optional(Type.String({ maxLength: 1000, description: 'where answers go, when not to the sender' }))
}, { additionalProperties: false })
type Settings = Static<typeof Settings>

const Act = Type.Object({
  to: Type.String({ maxLength: 8000, description: 'recipients, separated by comma, semicolon or end of line' }),
  cc: Type.Optional(Type.String({ maxLength: 8000 })),
  bcc: Type.Optional(Type.String({ maxLength: 8000 })),
  subject: Type.String({ maxLength: 500 }),
  text: Type.String({ maxLength: 100_000 }),
  html: Type.Optional(Type.Boolean({ description: 'whether the text goes along as HTML too, so that addresses in it can be clicked' }))
}, { additionalProperties: false })
type Act = Static<typeof Act>

/**
 * Mails the files over SMTP. SMTP cannot tell whether a mail is there already, so a mail whose answer was lost is DeliveryUnknown and there is no `find`:
 * nothing is sent twice but by a person. Its Message-ID is that of the first try all the same, by which many receivers show it once.
 */
export const mail: Connector<Settings, Act> = {
  name: 'mail',
  label: both('Mail (SMTP)', 'メール(SMTP)'),
  settings: Settings,
  secrets: [{ name: 'password', label: both('the password', 'パスワード'), optional: true }],
  act: Act,
  check: async (call) => {
    readSender(call.settings)
    await sendSmtp(await openLine(call), null)
  },
  deliver: async (call, delivery) => {
    const { host } = call.settings
    const [to, cc, bcc] = [read(host, 'to', delivery.act.to), read(host, 'cc', delivery.act.cc), read(host, 'bcc', delivery.act.bcc)]
    if (to.length + cc.length + bcc.length === 0) throw new DeliveryRefused(host, both('nobody is named to get it', '宛先がありません'))
    if (!delivery.act.subject.isWellFormed() || UNSEEN.test(delivery.act.subject)) throw new DeliveryRefused(host, both('the subject holds characters that do not belong into a mail', '件名にメールで使用できない文字が含まれています'))
    const { messageId, ...mail } = await writeMail({ ...readSender(call.settings), to, cc, bcc }, delivery)
    const { response, refused } = await sendSmtp(await openLine(call), mail)
    return { host, messageId, recipients: mail.to.length - refused.length, response, ...refused.length === 0 ? {} : { refused: refused.join('\n') } }
  }
}

function readSender ({ host, from, replyTo }: Settings): { from: Recipient, replyTo: Recipient[] } {
  const [sender, ...more] = read(host, 'from', from)
  if (!sender || more.length > 0) throw new DeliveryRefused(host, both('the sender is not one address', '送信元のアドレスが 1 件ではありません'))
  return { from: sender, replyTo: read(host, 'reply-to', replyTo) }
}

function read (host: string, field: string, text = ''): Recipient[] {
  const { recipients, wrong } = readRecipients(text)
  if (wrong !== undefined) throw new DeliveryRefused(host, noAddress(field, JSON.stringify(wrong.toWellFormed())))
  return recipients
}

function noAddress (field: string, wrong: string): Both {
  return both(`${field}: ${wrong} is no mail address`, `${field}: ${wrong} はメールアドレスではありません`)
}

async function openLine ({ settings: { host, port, security = 'starttls', authority, user, from }, secrets: { password = '' }, reach, signal }: Call<Settings>): Promise<SmtpLine> {
  const { address } = await reach.host(host)
  const secure = security === 'tls'
  const here = /^(127\.|::1$)/.test(address)
  return {
    host,
    signal,
    ...user === undefined ? {} : { auth: { user, pass: password } },
    options: {
      host: address,
      port: port ?? (secure ? 465 : 587),
      secure,
      requireTLS: !secure && !here,
      name: from.slice(from.lastIndexOf('@') + 1).replace(/>$/, ''),
      connectionTimeout: 20_000,
      greetingTimeout: 30_000,
      // Servers look through a mail before they say yes: https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.2.6 grants ten minutes, a worker less.
      socketTimeout: 180_000,
      tls: { minVersion: 'TLSv1.2', ...isIP(host) === 0 ? { servername: host } : {}, ...authority === undefined ? {} : { ca: authority } }
    }
  }
}
