import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import fc from 'fast-check'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import t, { type Test } from 'tap'
import { mail } from '../../server/services/mail.ts'
import { readRecipients } from '../../server/services/read-recipients.ts'
import { cutWire, type Cut } from './peers/cut-wire.ts'
import { makeTls } from './peers/make-tls.ts'
import { delivery, letter, openCall } from './peers/open-call.ts'

type Settings = Parameters<typeof mail.deliver>[0]['settings']
type Act = Parameters<typeof mail.deliver>[1]['act']
interface Received { to: string[], from: string, raw: string }

const ACT: Act = { to: '山田 花子 <hanako@example.jp>', subject: '請求書 4月分', text: 'いつもお世話になっております。\nhttps://example.jp/a?b=1&c=2 <ご確認ください>' }

async function open (t: Test, options: SMTPServerOptions & { hidePIPELINING?: boolean } = {}) {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, _session, done) => { done(null, username === 'chohyo' && password === 'secret' ? { user: username } : {}) },
    onData (stream, { envelope }, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
        // A mail without the line that ends it is none.
        received.push({ to: envelope.rcptTo.map(({ address }) => address), from: envelope.mailFrom ? envelope.mailFrom.address : '', raw: Buffer.concat(parts).toString() })
        done()
      })
    },
    ...options
  })
  server.on('error', () => {})
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const { port } = listening.address() as AddressInfo
  const wire = await cutWire(port)
  t.teardown(() => { wire.close(); return new Promise((resolve) => { server.close(() => resolve(undefined)) }) })
  const settings: Settings = { host: '127.0.0.1', port: wire.port, from: '請求係 <billing@example.com>', replyTo: 'desk@example.com' }
  return { received, wire, port, settings, call: (more: Partial<Settings> = {}, secrets: Record<string, string> = {}) => openCall<Settings>({ ...settings, ...more }, secrets) }
}

const headOf = (raw: string): string => raw.split('\r\n\r\n', 1)[0]?.replace(/\r\n[ \t]+/g, ' ') ?? ''
const linesOf = (raw: string, name: string): string[] => headOf(raw).split('\r\n').filter((line) => line.startsWith(`${name}:`)).map((line) => readWords(line.slice(name.length + 2)))
const readBody = (part: string): string => {
  const body = part.slice(part.indexOf('\r\n\r\n'))
  return part.includes('base64') ? Buffer.from(body, 'base64').toString() : Buffer.from(body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1').toString().replaceAll('\r\n', '\n')
}
const readWords = (text: string): string => text.replace(/\?=\s+=\?/g, '?==?').replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, coded: string) => kind.toUpperCase() === 'B' ? Buffer.from(coded, 'base64').toString() : decodeURIComponent(coded.replaceAll('_', ' ').replaceAll('=', '%')))

t.test('a mail reaches all who are named, in Japanese, with the files under their names', async (t) => {
  const { received, call, wire } = await open(t)
  const bytes = randomBytes(100_000)
  const act = { ...ACT, html: true, to: '山田 花子 <hanako@example.jp>; taro@example.jp\n"鈴木, 次郎" <jiro@日本語.jp>', cc: 'kacho@example.jp, hanako@example.jp', bcc: 'archive@example.com' }
  const reference = await mail.deliver(call(), delivery(act, [letter('見積書 (1).pdf', bytes), letter('御請求書_株式会社あいうえおかきくけこさしすせそたちつてと_2026年4月分.pdf')]))
  t.match(reference, { host: '127.0.0.1', recipients: 5, messageId: /^<[a-z2-7]{52}@example\.com>$/, response: /^250 / })
  t.equal(received.length, 1)
  t.ok(wire.lines.includes('RCPT TO:<jiro@xn--wgv71a119e.jp>'), 'domains travel in their ASCII form')
  const { to, from, raw } = received[0] ?? { to: [], from: '', raw: '' }
  t.same([from, to.sort()], ['billing@example.com', ['archive@example.com', 'hanako@example.jp', 'jiro@日本語.jp', 'kacho@example.jp', 'taro@example.jp']])
  t.same([linesOf(raw, 'Subject'), linesOf(raw, 'Date'), linesOf(raw, 'X-Chohyo-Key'), linesOf(raw, 'Message-ID'), linesOf(raw, 'Reply-To')], [['請求書 4月分'], ['Wed, 01 Apr 2026 00:00:00 +0000'], ['parcel-1/service-1'], [reference.messageId], ['desk@example.com']])
  t.match(linesOf(raw, 'From')[0], /請求係"? <billing@example.com>/)
  t.match(linesOf(raw, 'To')[0], /山田 花子"? <hanako@example.jp>, taro@example.jp, "?鈴木, 次郎"? <jiro@/)
  t.notMatch(raw, /archive@example/)
  // RFC 2231 in pieces for those who follow the standard, RFC 2047 for those who look at the type.
  const unfolded = raw.replace(/\r\n[ \t]+/g, ' ')
  t.match(unfolded, /Content-Disposition: attachment; filename\*0\*=utf-8''%E5%BE%A1/i)
  const names = [...unfolded.matchAll(/Content-Disposition: attachment;(.*)\r\n/g)].map(([, params = '']) => decodeURIComponent([...params.matchAll(/filename\*\d+\*=(?:utf-8'')?([^;]+)/g)].map(([, piece = '']) => piece.trim()).join('')))
  t.same(names, ['見積書 (1).pdf', '御請求書_株式会社あいうえおかきくけこさしすせそたちつてと_2026年4月分.pdf'])
  t.ok(raw.replace(/\r\n/g, '').includes(bytes.toString('base64')))
  const texts = raw.split(/\r\n--.*\r\n/).filter((part) => /^Content-Type: text\/(plain|html)/.test(part)).map((part) => readBody(part))
  t.match(texts[0], /^\s*いつもお世話/)
  t.match(texts[1], /いつもお世話になっております。<br>\n<a href="https:\/\/example.jp\/a\?b=1&#38;c=2">https:\/\/example.jp\/a\?b=1&#38;c=2<\/a> &#60;ご確認ください&#62;/)
})

t.test('the same delivery is the same mail, to the byte', async (t) => {
  const { received, call } = await open(t)
  for (const key of ['one', 'one', 'two']) await mail.deliver(call(), delivery({ ...ACT, html: true }, [letter('a.pdf')], key))
  t.equal(received[0]?.raw, received[1]?.raw)
  t.not(linesOf(received[0]?.raw ?? '', 'Message-ID')[0], linesOf(received[2]?.raw ?? '', 'Message-ID')[0])
})

t.test('nothing that came from a record names a second reader or a header', async (t) => {
  const { received, call } = await open(t)
  const evil = ['\r\nBcc: all@example.jp', '\u0000', '\u0085', '\u2028', '\u202e', '\ud800', '> <all@example.jp', ' all@example.jp', '@example.jp']
  for (const part of evil) for (const field of ['to', 'cc', 'bcc'] as const) await t.rejects(mail.deliver(call(), delivery({ ...ACT, [field]: `a@example.jp${part}` })), { code: 'CHOHYO_DELIVERY_REFUSED' }, encodeURI(part.toWellFormed()))
  for (const subject of ['x\r\nBcc: all@example.jp', 'x\n', '\u2029', '\u202e', '\ud800']) await t.rejects(mail.deliver(call(), delivery({ ...ACT, subject })), { code: 'CHOHYO_DELIVERY_REFUSED' }, encodeURI(subject.toWellFormed()))
  for (const to of ['', ' , ;\n', 'a', '@example.jp', '"a b"@x.jp', 'group: a@x.jp, b@x.jp;', 'A <a@x.jp> B', '<a@x.jp', 'a(b@x.jp)@y.jp', `a@${'x'.repeat(200)}.jp`]) await t.rejects(mail.deliver(call(), delivery({ ...ACT, to })), { code: 'CHOHYO_DELIVERY_REFUSED' }, to)
  for (const from of ['', 'a@x.jp, b@x.jp', 'nobody']) await t.rejects(mail.deliver(call({ from }), delivery(ACT)), { code: 'CHOHYO_DELIVERY_REFUSED' }, from)
  t.same(received, [])
  await mail.deliver(call(), delivery({ ...ACT, text: 'a\r\n.\r\nMAIL FROM:<x@example.jp>\r\n..b' }, [letter('a"\r\nBcc: x@example.jp.pdf')]))
  t.same([received.length, linesOf(received[0]?.raw ?? '', 'Bcc'), /^Bcc:/m.test(received[0]?.raw ?? '')], [1, [], false])
})

t.test('a list of addresses is read as it is pasted, or the first that is none is named', async (t) => {
  t.same(readRecipients('a@x.jp, "b, c" <b@x.jp>;\r\n 佐藤 <c@x.jp>\n').recipients, [{ name: '', address: 'a@x.jp' }, { name: 'b, c', address: 'b@x.jp' }, { name: '佐藤', address: 'c@x.jp' }])
  t.equal(readRecipients('a@x.jp, nobody, c@x.jp').wrong, 'nobody')
  const address = fc.tuple(fc.stringMatching(/^[a-z0-9.+_]{1,20}$/), fc.domain()).map(([local, domain]) => `${local}@${domain}`)
  fc.assert(fc.property(fc.array(address, { minLength: 1, maxLength: 8 }), fc.constantFrom(',', ';', '\n', ' ,\r\n'), (list, separator) => {
    t.same(readRecipients(list.join(separator)).recipients.map(({ address }) => address), list)
  }), { numRuns: 100 })
  fc.assert(fc.property(fc.string({ unit: fc.oneof(fc.constantFrom(',', ';', '<', '>', '"', '@', '\n', ' ', 'a', 'x.jp'), fc.string({ minLength: 1, maxLength: 1, unit: 'binary' })), maxLength: 60 }), (text) => {
    for (const { name, address } of readRecipients(text).recipients) t.notOk(/[\s<>,;"]/.test(address) || /[\r\n<>"]/.test(name) || address.split('@').length !== 2, encodeURI(text.toWellFormed()))
  }), { numRuns: 500 })
})

t.test('wherever the line breaks, what is said of it is true', async (t) => {
  const points: Array<[string, Cut, string]> = [
    ['at the greeting of the client', (line) => /^EHLO/.test(line) ? 'before' : undefined, 'FAILED'],
    ['at the login', (line) => /^AUTH/.test(line) ? 'after' : undefined, 'FAILED'],
    ['at the sender', (line) => /^MAIL/.test(line) ? 'after' : undefined, 'FAILED'],
    ['at a recipient', (line) => /^RCPT/.test(line) ? 'after' : undefined, 'FAILED'],
    ['before DATA', (line) => /^DATA/.test(line) ? 'before' : undefined, 'FAILED'],
    ['after DATA', (line) => /^DATA/.test(line) ? 'after' : undefined, 'FAILED'],
    ['in the middle of the mail', (_line, nth) => nth === 5000 ? 'before' : undefined, 'FAILED'],
    ['before the dot', (line) => line === '.' ? 'before' : undefined, 'UNKNOWN'],
    ['after the dot', (line) => line === '.' ? 'after' : undefined, 'UNKNOWN']
  ]
  for (const hidePIPELINING of [true, false]) {
    for (const [name, cut, code] of points) {
      const { received, wire, call } = await open(t, { hidePIPELINING })
      wire.cut.now = cut
      await t.rejects(mail.deliver(call({ user: 'chohyo' }, { password: 'secret' }), delivery(ACT, [letter('a.pdf', randomBytes(6_000_000))])), { code: `CHOHYO_DELIVERY_${code}` }, name)
      t.equal(received.length, name === 'after the dot' ? 1 : 0, name)
    }
    const { received, wire, call } = await open(t, { hidePIPELINING })
    wire.cut.now = (line) => line === 'QUIT' ? 'before' : undefined
    t.match(await mail.deliver(call(), delivery(ACT)), { recipients: 1 }, 'after the yes nothing counts')
    t.equal(received.length, 1)
  }
})

t.test('a server that goes before it has said a word, or says nothing', async (t) => {
  const { settings } = await open(t)
  for (const welcome of [(socket: { destroy: () => void }) => { socket.destroy() }, () => {}]) {
    const server = createServer(welcome).listen(0, '127.0.0.1')
    await once(server, 'listening')
    t.teardown(() => { server.close() })
    await t.rejects(mail.deliver(openCall({ ...settings, port: (server.address() as AddressInfo).port }, {}, { ms: 500 }), delivery(ACT)), { code: 'CHOHYO_DELIVERY_FAILED' })
  }
  await t.rejects(mail.check(openCall({ ...settings, port: 1 })), { code: 'CHOHYO_DELIVERY_FAILED', message: /ECONNREFUSED/ })
})

t.test('what the server says decides, in its words', async (t) => {
  const no = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code })
  for (const hidePIPELINING of [true, false]) {
    for (const [code, end] of [[550, 'REFUSED'], [451, 'FAILED']] as const) {
      const cases: Record<string, SMTPServerOptions> = {
        sender: { onMailFrom: (_address, _session, done) => { done(no(code, 'not from you')) } },
        recipient: { onRcptTo: (_address, _session, done) => { done(no(code, 'not from you')) } },
        mail: { onData: (stream, _session, done) => { stream.resume().on('end', () => { done(no(code, 'not from you')) }) } }
      }
      for (const [name, options] of Object.entries(cases)) {
        const { call } = await open(t, { ...options, hidePIPELINING })
        await t.rejects(mail.deliver(call(), delivery(ACT)), { code: `CHOHYO_DELIVERY_${end}`, message: new RegExp(`${code} not from you`) }, `${name} ${code}`)
      }
    }
    const { received, call } = await open(t, { hidePIPELINING, onRcptTo: ({ address }, _session, done) => { done(address.startsWith('gone') ? no(550, 'no such user') : null) } })
    t.match(await mail.deliver(call(), delivery({ ...ACT, to: 'a@example.jp, gone@example.jp' })), { recipients: 1, refused: 'gone@example.jp: 550 no such user' })
    t.same(received.map(({ to }) => to), [['a@example.jp']])
  }
  const { call } = await open(t, { size: 1000 })
  await t.rejects(mail.deliver(call(), delivery(ACT, [letter('a.pdf', randomBytes(5000))])), { code: 'CHOHYO_DELIVERY_REFUSED', message: /larger|size/i })
})

t.test('a check logs in and sends nothing; a wrong password is refused and not repeated', async (t) => {
  const { received, call, wire } = await open(t)
  await mail.check(call({ user: 'chohyo' }, { password: 'secret' }))
  const error = await mail.check(call({ user: 'chohyo' }, { password: 'wrong horse' })).then(() => { throw new Error('it went through') }, (error: Error & { code: string }) => error)
  t.match(error, { code: 'CHOHYO_DELIVERY_REFUSED', message: /535/ })
  t.notMatch(error.message, /horse|d3Jvbm/)
  t.same([received, wire.lines.filter((line) => /^(MAIL|RCPT|DATA)/.test(line))], [[], []])
})

t.test('another machine gets nothing without TLS, nor with a certificate that does not fit', async (t) => {
  const [tls, other] = [await makeTls(t), await makeTls(t, 'DNS:elsewhere.example')]
  for (const security of ['starttls', 'tls'] as const) {
    for (const [served, trusted, fits] of [[tls, tls.cert, true], [tls, undefined, false], [other, other.cert, false]] as const) {
      const { received, port, settings } = await open(t, { ...served, secure: security === 'tls', disabledCommands: [] })
      const sent = mail.deliver(openCall<Settings>({ ...settings, port, host: 'localhost', security, ...trusted === undefined ? {} : { authority: trusted } }), delivery(ACT))
      if (fits) await sent
      else await t.rejects(sent, { code: 'CHOHYO_DELIVERY_REFUSED', message: /CERT|SELF_SIGNED|UNABLE/i }, security)
      t.equal(received.length, fits ? 1 : 0)
    }
  }
  const { received, call } = await open(t)
  const far = call()
  const { address } = await far.reach.host('127.0.0.1')
  t.equal(address, '127.0.0.1')
  // The name of a far machine that leads here: what counts is where the connection goes, so this one stands for a machine elsewhere.
  await t.rejects(mail.deliver({ ...far, reach: { ...far.reach, host: async (host) => ({ host, address: '::ffff:127.0.0.1' }) } }, delivery(ACT)), { code: 'CHOHYO_DELIVERY_REFUSED' })
  t.same(received, [])
})
