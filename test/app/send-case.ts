import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import { PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { parse } from 'csv-parse/sync'
import { pino } from 'pino'
import { SMTPServer } from 'smtp-server'
import type { Test } from 'tap'
import { buildApp } from '../../server/app.ts'
import { openMail, type Letter } from '../../server/io/mail.ts'
import type { Printed } from '../../server/io/print.ts'
import { writeCsvRow } from '../../server/histories/write-csv.ts'
import { judgeChrome } from '../../server/io/judge-chrome.ts'
import type { Field } from '../../server/mappings/schema.ts'
import { print } from '../chrome.ts'
import type { Case, How } from '../corpus/case.ts'
import { page } from '../corpus/template-case.ts'
import { pdfText } from '../pdf.ts'
import { KEYS, testService } from '../service.ts'
import { listen, plantFile } from './canary.ts'
import { findHarm, shapeOf } from './harm.ts'
import { faultOf } from './problem.ts'

type Answer = Pick<LightMyRequestResponse, 'statusCode' | 'headers' | 'body' | 'rawPayload'>
type Senders = { [Way in How]: (input: Extract<Case, { how: Way }>['input'], expected: Case['expected']) => Promise<string | null> }

/** The listener's port in the input of a case. */
const PORT = '__PORT__'

/**
 * Sends bad inputs to a running service, each by its own way in, and says of each what is wrong: null when it was refused with a sentence, or taken
 * without harm. `canaries` says what leaked and what was reached since; `isWell` whether the service still makes documents.
 */
export async function openCorpus (t: Test): Promise<{ send: (one: Case) => Promise<string | null>, canaries: () => string[], isWell: () => Promise<boolean> }> {
  const { app, call, deps, sandbox, signed, tenant } = await testService(t, { worker: false, chrome: 'at once' })
  const lines: string[] = []
  const logging = await buildApp({ ...deps, log: pino({ level: 'info', redact: ['req.headers.authorization', 'req.headers.cookie'] }, { write: (line: string) => { lines.push(line) } }) })
  t.teardown(() => logging.close())
  await app.listen({ port: 0, host: '127.0.0.1' })
  const listener = await listen(t)
  const planted = await plantFile(t)
  const post = await openPost(t)
  const key = signed({ method: 'GET', url: '/v1/nowhere' })
  const secrets = [planted.word, key, ...KEYS.privateKey.split('\n').filter((line) => line.length > 40), ...sandbox.signingKey.split('\n').filter((line) => line.length > 40), 'root:x:0:0']
  const leaks = new Set<string>()
  const recordId = sandbox.records['quote'] ?? ''
  const view = { object: 'Quote', columns: [{ name: 'name', path: 'Name' }] }
  const frame = page('<table><tr><td title="{{x}}" class=\'a {{x}}\'>{{x}}</td></tr></table><svg><text>{{x}}</text></svg><a href="https://example.com/?q={{x}}">{{x}}</a>', { footer: { left: '{{x}} {page}' } })

  const ask = async (request: InjectOptions & { token?: string }): Promise<Answer> => {
    const answer = await call(request)
    for (const secret of secrets) if (answer.body.includes(secret)) leaks.add(`${request.method ?? 'GET'} ${JSON.stringify(request.url)} answers with a secret`)
    return answer
  }
  const preview = (fields: Field[], { template = page('<p>{{x}}</p>'), more = {}, fileName = 'x', as = 'html' }: { template?: unknown, more?: object, fileName?: string, as?: string } = {}) =>
    ask({ method: 'POST', url: '/v1/previews', body: { recordId, as, draft: { mapping: { view: 'hostile', template: 'hostile', fields, output: { fileName, locale: 'ja', timeZone: 'Asia/Tokyo' } }, template, views: { hostile: { ...view, ...more } } } } })
  const x = (value: unknown): Field[] => [{ name: 'x', formula: JSON.stringify(value) }]
  const publish = async (kind: string, body: unknown): Promise<Answer> => {
    const kept = await ask({ method: 'PUT', url: `/v1/${kind}/hostile`, body: { label: 'hostile', body } })
    return kept.statusCode === 200 ? ask({ method: 'POST', url: `/v1/${kind}/hostile/publish` }) : kept
  }
  const honest = shapeOf((await preview(x('word'), { template: frame })).body)
  /** Refused with a sentence, or taken, as it should be. */
  const judge = (answer: Answer, expected: Case['expected'], taken: (answer: Answer) => string | null = () => null): string | null => {
    if (answer.statusCode >= 400) return faultOf(answer)
    return expected === 'refused' ? `taken: ${answer.statusCode} ${answer.body.slice(0, 200)}` : taken(answer)
  }
  let files = 0

  const senders: Senders = {
    template: async (input, expected) => judge(await publish('templates', input), expected),
    formula: async (input, expected) => judge(await preview([{ name: 'x', formula: input }]), expected),
    fields: async (input, expected) => judge(await preview(input, { as: 'data' }), expected),
    value: async (input, expected) => judge(await preview(x(input), { template: frame }), expected, ({ body }) => JSON.stringify(shapeOf(body)) === JSON.stringify(honest) ? null : 'the value became markup'),
    rich: async (input, expected) => judge(await preview(x(input), { template: page('<div>{{{x}}}</div>', { richText: ['x'] }) }), expected, ({ body }) => findHarm(body).join() || null),
    view: async (input, expected) => judge(await preview(x(1), { more: { object: 'filter' in input ? 'Account' : 'Quote', ...input } }), expected),
    recordId: async (input, expected) => judge(await ask({ method: 'POST', url: '/v1/documents', body: { mapping: 'quote_ja', recordId: input } }), expected),
    // As the value of a filter it is text, and no record has that name.
    filterText: async (input) => faultOf(await preview(x(1), { more: { filter: { path: 'Name', op: '=', value: input } } })),
    token: async (input, expected) => {
      const answer = await ask({ url: '/v1/documents', token: input(sandbox, { method: 'GET', url: '/v1/documents' }) })
      return answer.statusCode === 401 ? faultOf(answer) : judge(answer, expected) ?? `status ${answer.statusCode}`
    },
    request: async (input, expected) => judge(await ask(input), expected),
    asset: async (input, expected) => judge(await ask({ method: 'PUT', url: '/v1/assets/hostile.png', payload: Buffer.from(input), headers: { 'content-type': 'application/octet-stream' } }), expected),
    wire: async (input) => judgeWire(await sendBytes((app.server.address() as AddressInfo).port, input)),
    cell: async (input) => judgeRow(Buffer.from(writeCsvRow([String(input), 1])).toString(), String(input).toWellFormed()),
    mail: async (input, expected) => judgeMail(post, input as unknown as Letter, expected),
    chrome: async (input, expected) => (judgeChrome(input) === null) === (expected === 'refused') ? 'judged wrongly' : null,
    page: async (input) => {
      const printed = await ends(deps.chrome.printPdf(print({ release: `corpus ${files++}`, body: input, missingGlyphs: 'allow', timeLimit: 1500 })))
      if (printed === undefined) return null
      const bytes = Buffer.from(printed.bytes)
      const text = printed.pages < 50 ? await pdfText(printed.bytes) : ''
      return secrets.some((secret) => bytes.includes(secret) || text.includes(secret)) ? 'a secret is in the document' : null
    },
    file: async ({ title, bytes }) => {
      const { salesforce } = await tenant()
      const { contentVersionId } = await salesforce.saveFile({ title, pathOnClient: 'x.pdf', bytes: Buffer.from(bytes), recordId, key: `corpus-${files++}` })
      const content = await ask({ url: `/v1/files/${contentVersionId}/content` })
      const pages = await ask({ url: `/v1/files/${contentVersionId}/pages` })
      return judge(content, 'harmless', judgeDownload) ?? judge(pages, 'harmless')
    },
    fileName: async (input, expected) => {
      const answer = await preview(x(input), { template: page('<p>x</p>'), fileName: '{x}', as: 'pdf' })
      const fault = judge(answer, expected, judgeDownload)
      return fault ?? (answer.statusCode === 200 ? judgeTitle(answer) : null)
    },
    printed: async (input) => {
      const answer = await preview(x(input), { as: 'pdf' })
      if (answer.statusCode !== 200) return faultOf(answer)
      const text = await pdfText(answer.rawPayload)
      // An override turns letters round on paper too; that is what it is for.
      return [text, [...text].reverse().join('')].slice(0, input.includes('\u202e') ? 2 : 1).map(plainly).includes(plainly(input)) ? null : `printed as ${JSON.stringify(text.slice(0, 60))}`
    },
    log: async (input) => {
      const from = lines.length
      const safe = encodeURIComponent(input.toWellFormed()).slice(0, 8000)

      const header = input.replace(/[^\x20-\x7e]/g, '?').slice(0, 4000)
      await logging.inject({ url: `/v1/documents/${safe}`, headers: { authorization: `Bearer ${key}`, 'user-agent': header, cookie: `chohyo_session=${key}`, 'x-request-id': header, 'x-forwarded-for': header } })
      await logging.inject({ method: 'POST', url: '/v1/session', body: { user: input.toWellFormed().slice(0, 200), password: planted.word } })
      await logging.inject({ method: 'PUT', url: `/v1/views/${safe}`, body: { label: input }, headers: { authorization: `Bearer ${header}` } })
      return judgeLines(lines.slice(from), secrets)
    }
  }

  return {
    send: (one) => (senders[one.how] as (input: unknown, expected: Case['expected']) => Promise<string | null>)(aim(one.input, listener.port), one.expected),
    canaries: () => [...leaks, ...listener.hits() > 0 ? [`${listener.hits()} hits on the listener`] : []],
    isWell: async () => {
      const [ready, document] = await Promise.all([call({ url: '/health/ready' }), call({ method: 'POST', url: '/v1/previews', body: { mapping: 'quote_ja', recordId } })])
      return ready.statusCode === 200 && document.statusCode === 200 && document.headers['content-type'] === 'application/pdf' && ({} as { polluted?: unknown }).polluted === undefined
    }
  }
}

function aim (input: unknown, port: number): unknown {
  return typeof input === 'string' ? input.replaceAll(PORT, String(port)) : input
}

/** A file to save, under a name that ends where it should. */
function judgeDownload ({ headers }: Answer): string | null {
  const disposition = String(headers['content-disposition'])
  if (!/^attachment; filename\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]{1,1000}$/.test(disposition)) return `disposition ${JSON.stringify(disposition)}`
  // eslint-disable-next-line no-control-regex
  if (/[\x00-\x1f\x7f]/.test(decodeURIComponent(disposition.slice(29)))) return 'a control character in the name'
  return headers['content-security-policy'] === "sandbox; default-src 'none'" && headers['cache-control'] === 'no-store' && headers['x-content-type-options'] === 'nosniff' ? null : 'headers of a download'
}

/** The title is text, and nothing else came into the document. */
async function judgeTitle ({ rawPayload, headers }: Answer): Promise<string | null> {
  const document = await PDFDocument.load(rawPayload)
  const harm = ['OpenAction', 'AA', 'Names', 'AcroForm', 'JavaScript', 'Launch'].filter((name) => document.catalog.get(PDFName.of(name)) !== undefined)
  const actions = document.context.enumerateIndirectObjects().filter(([, object]) => object instanceof PDFDict && ['JavaScript', 'Launch', 'URI', 'SubmitForm'].includes(String(object.get(PDFName.of('S'))).slice(1)))
  if (harm.length + actions.length > 0) return `the document has ${harm.join()} ${actions.length}`
  const name = decodeURIComponent(String(headers['content-disposition']).slice(29)).replace(/\.pdf$/, '')
  return document.getTitle() === name ? null : `title ${JSON.stringify(document.getTitle()?.slice(0, 80))}`
}

/** One row of two fields; the text comes back, behind an apostrophe where a spreadsheet would calculate it, whatever invisible stands before. */
function judgeRow (row: string, text: string): string | null {
  const rows: string[][] = parse(row, { relax_column_count: true })
  const [[first = '', second] = []] = rows
  if (rows.length !== 1 || second !== '1') return `${rows.length} rows, second field ${second}`
  if (![text, `'${text}`].includes(first)) return `became ${JSON.stringify(first.slice(0, 60))}`
  return /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u.test(first) && !/^[+-]?\d+(\.\d+)?$/.test(first) ? 'a spreadsheet would calculate it' : null
}

interface Post { send: (letter: Letter) => Promise<void>, arrived: Array<{ to: string[], head: string }> }

/** A mail server of this machine, and the way our service sends to it. */
async function openPost (t: Test): Promise<Post> {
  const arrived: Post['arrived'] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData (stream, { envelope }, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
        arrived.push({ to: envelope.rcptTo.map(({ address }) => address), head: Buffer.concat(parts).toString().split('\r\n\r\n')[0] ?? '' })
        done()
      })
    }
  })
  server.on('error', () => {})
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const mail = openMail({ url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`, from: 'chohyo@example.com' })
  t.teardown(async () => { await mail.close(); server.close() })
  return { send: mail.send, arrived }
}

/** One mail to one address with our headers only, or none. */
async function judgeMail ({ send, arrived }: Post, letter: Letter, expected: Case['expected']): Promise<string | null> {
  arrived.length = 0
  const error = await send(letter).then(() => null, (reason: Error & { code?: string }) => reason)
  if (expected === 'refused') return error?.code === 'CHOHYO_MAIL_INVALID' && arrived.length === 0 ? null : `sent, or ${String(error)}`
  const [one] = arrived
  if (error !== null || arrived.length !== 1 || one === undefined) return `${arrived.length} mails, ${String(error)}`
  const names = [...one.head.matchAll(/^([A-Za-z-]+):/gm)].map(([, name = '']) => name.toLowerCase()).sort()
  const ours = ['auto-submitted', 'content-transfer-encoding', 'content-type', 'date', 'from', 'message-id', 'mime-version', 'subject', 'to']
  return one.to.join() === letter.to && names.join() === ours.join() ? null : `to ${one.to.join()} with ${names.join()}`
}

/** Each line is one JSON object of bounded length, with no control character, and none of the secrets. */
function judgeLines (lines: string[], secrets: string[]): string | null {
  if (lines.length === 0) return 'nothing was logged'
  for (const line of lines) {
    // eslint-disable-next-line no-control-regex
    if (/[\x00-\x1f\x7f-\x9f\u2028\u2029]/.test(line.slice(0, -1)) || !line.endsWith('\n')) return `a line that is not one line: ${JSON.stringify(line.slice(0, 200))}`
    if (line.length > 20_000) return `a line of ${line.length} characters`
    const { level, msg } = JSON.parse(line) as { level: number, msg: string }
    if (typeof level !== 'number' || msg === 'forged') return 'a forged line'
    if (secrets.some((secret) => line.includes(secret))) return `a secret in the log: ${msg}`
  }
  return null
}

/** What may look different on paper: order of composition, blanks, and characters that have no shape. */
function plainly (text: string): string {
  return text.normalize('NFKC').replace(/[\s\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}]/gu, '')
}

/** Everything the service answers to these bytes, until it closes the connection. */
async function sendBytes (port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  const parts: Buffer[] = []
  socket.on('data', (part) => parts.push(part)).on('error', () => {})
  socket.write(bytes, 'latin1')
  // Whoever waits for the rest of a request hears that there is none.
  setTimeout(() => socket.end(), 150)
  await once(socket, 'close')
  return Buffer.concat(parts).toString()
}

/** One refusal, or a closed connection; never a second answer, which would be to a request that nobody sent. */
function judgeWire (answer: string): string | null {
  if (answer === '') return null
  const statuses = [...answer.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status]) => Number(status))
  return statuses.length === 1 && Number(statuses[0]) >= 400 && Number(statuses[0]) < 500 && /content-type: application\/problem\+json/i.test(answer) ? null : `answered ${answer.slice(0, 300)}`
}

/** A print that ends: with a document, or with an error that has a name and is no fault of the service. */
export async function ends (printing: Promise<Printed>): Promise<Printed | undefined> {
  try {
    return await printing
  } catch (error) {
    const { code = '' } = error as { code?: string }
    if (/^CHOHYO_(ASSET_MISSING|GLYPH_MISSING|RENDER_\w+|CHROME_CRASHED)$/.test(code)) return undefined
    throw error
  }
}
