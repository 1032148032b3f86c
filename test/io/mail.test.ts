import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import t, { type Test } from 'tap'
import { openMail } from '../../server/io/mail.ts'

interface Received { to: string[], from: string, raw: string }

async function postOffice (t: Test, options: SMTPServerOptions = {}): Promise<{ url: string, received: Received[] }> {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData (stream, { envelope }, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
        received.push({ to: envelope.rcptTo.map(({ address }) => address), from: envelope.mailFrom ? envelope.mailFrom.address : '', raw: Buffer.concat(parts).toString() })
        done()
      })
    },
    ...options
  })
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  t.teardown(() => new Promise((resolve) => { server.close(() => resolve(undefined)) }))
  return { url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`, received }
}

const LETTER = { to: 'hanako@example.jp', subject: 'Chohyo への招待', text: '次のリンクを開いてください。\n\nhttps://chohyo.test/invite#x\n' }

t.test('a mail reaches the one it is for, in Japanese too', async (t) => {
  const { url, received } = await postOffice(t)
  const mail = openMail({ url, from: 'chohyo@example.jp' })
  t.teardown(() => mail.close())
  await mail.send(LETTER)
  t.match(received, [{ to: ['hanako@example.jp'], from: 'chohyo@example.jp', raw: /^Auto-Submitted: auto-generated/m }])
  const raw = received[0]?.raw ?? ''
  t.match(readText(raw), /^次のリンクを開いてください。\s+https:\/\/chohyo\.test\/invite#x\s*$/)
  t.equal(readWords(/^Subject: ((?:.|\r\n )+)$/m.exec(raw)?.[1] ?? ''), 'Chohyo への招待')
})

t.test('nothing in a mail ends a line, names a second reader, or hides what it says', async (t) => {
  const { url, received } = await postOffice(t)
  const mail = openMail({ url, from: 'chohyo@example.jp' })
  t.teardown(() => mail.close())
  const evil = ['\r\nBcc: all@example.jp', '\nX: y', '\r', '\u0000', '\u0085Bcc: all@example.jp', '\u2028', '\u2029', '\u202e', '\u2066', '\u001b[0m', '\ud800']
  for (const part of evil) {
    for (const letter of [{ ...LETTER, to: `hanako@example.jp${part}` }, { ...LETTER, subject: `Hello${part}` }, ...part.includes('\n') ? [] : [{ ...LETTER, text: `Hello${part}` }]]) {
      await t.rejects(mail.send(letter), { code: 'CHOHYO_MAIL_INVALID' }, encodeURI(JSON.stringify(letter).toWellFormed()))
    }
  }
  for (const to of ['a@x.jp, b@x.jp', 'a@x.jp;b@x.jp', 'a@x.jp b@x.jp', '"a b"@x.jp', 'A <a@x.jp>', 'a@x.jp@y.jp', 'a', '@x.jp', 'a@', '', `a@${'x'.repeat(200)}.jp`, 'a@[127.0.0.1]', 'a(b@x.jp)@y.jp']) {
    await t.rejects(mail.send({ ...LETTER, to }), { code: 'CHOHYO_MAIL_INVALID' }, to)
  }
  t.same(received, [])
})

t.test('whatever is asked, one reader gets it and no header is added', async (t) => {
  const { url, received } = await postOffice(t)
  const mail = openMail({ url, from: 'chohyo@example.jp' })
  t.teardown(() => mail.close())
  const piece = fc.string({ unit: fc.oneof(fc.constantFrom('\r', '\n', ',', ';', '<', '>', ':', '@', '"', ' ', '\u0085', '\u2028', 'あ'), fc.string({ minLength: 1, maxLength: 1, unit: 'binary' })), maxLength: 30 })
  await fc.assert(fc.asyncProperty(piece, piece, async (local, subject) => {
    received.length = 0
    const to = `${local}@example.jp`
    const sent = await mail.send({ to, subject, text: 'x' }).then(() => true, (error: Error & { code?: string }) => error.code === 'CHOHYO_MAIL_INVALID' || error.code === 'EENVELOPE' ? false : Promise.reject(error))
    if (!sent) return received.length === 0
    const names = (received[0]?.raw.split('\r\n\r\n')[0] ?? '').split(/\r\n(?![ \t])/).map((line) => line.split(':')[0])
    return received.length === 1 && received[0]?.to.length === 1 && names.every((name) => ['From', 'To', 'Subject', 'Auto-Submitted', 'Message-ID', 'Date', 'MIME-Version', 'Content-Type', 'Content-Transfer-Encoding'].includes(name ?? ''))
  }), { numRuns: 150 })
})

t.test('a server that refuses, or that is not there, is an error and not a mail that was sent', async (t) => {
  const { url } = await postOffice(t, { onRcptTo: (_address, _session, done) => { done(new Error('no such user')) } })
  const refusing = openMail({ url, from: 'chohyo@example.jp' })
  await t.rejects(refusing.send(LETTER), { code: 'EENVELOPE' })
  await t.rejects(openMail({ url: 'smtp://127.0.0.1:1', from: 'chohyo@example.jp' }).send(LETTER), { code: 'ESOCKET' })
})

t.test('to another machine a mail goes encrypted or not at all', async (t) => {
  const { url, received } = await postOffice(t)
  const mail = openMail({ url: url.replace('127.0.0.1', '0.0.0.0'), from: 'chohyo@example.jp' })
  await t.rejects(mail.send(LETTER), { code: /ETLS|EPROTOCOL/ })
  t.same(received, [])
})

/** The text of a mail of one part (RFC 2045, 6). */
function readText (raw: string): string {
  const body = raw.slice(raw.indexOf('\r\n\r\n') + 4)
  return /^Content-Transfer-Encoding: base64/im.test(raw) ? Buffer.from(body, 'base64').toString() : unquote(body.replace(/=\r\n/g, ''))
}

/** Encoded words of a header (RFC 2047). */
function readWords (text: string): string {
  return text.replace(/\?=\s+=\?/g, '?==?').replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, way: string, word: string) => way.toUpperCase() === 'B' ? Buffer.from(word, 'base64').toString() : unquote(word.replaceAll('_', ' ')))
}

function unquote (text: string): string {
  return text.replace(/(=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString())
}
