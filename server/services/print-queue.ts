import { createHash } from 'node:crypto'
import { Type, type Static } from 'typebox'
import { DeliveryRefused, DeliveryUnknown } from '../errors.ts'
import { both } from '../errors-ja.ts'
import { askPrinter, attribute, httpOf, OPERATION, type Printer } from './ask-printer.ts'
import type { Call, Connector, Delivery, DeliveryFile, Reference } from './connector.ts'
import { GROUP, TYPE, valuesOf, type IppAttribute } from './ipp-message.ts'

/** Names of paper as PWG 5101.1 has them: https://ftp.pwg.org/pub/pwg/standards/std-pwgmsn-20130328-5101.1.pdf. B4 and B5 are those of Japan. */
const PAPERS = { A3: 'iso_a3_297x420mm', A4: 'iso_a4_210x297mm', A5: 'iso_a5_148x210mm', B4: 'jis_b4_257x364mm', B5: 'jis_b5_182x257mm', letter: 'na_letter_8.5x11in', legal: 'na_legal_8.5x14in' } as const
const SIDES = { one: 'one-sided', 'long-edge': 'two-sided-long-edge', 'short-edge': 'two-sided-short-edge' } as const

const Settings = Type.Object({
  url: Type.String({ pattern: '^(ipps?|https?)://[^/@\\s]+(/\\S*)?$', maxLength: 1000, description: 'address of the queue, as in ipps://print.example.jp/printers/office' }),
  user: Type.Optional(Type.String({ minLength: 1, maxLength: 120, pattern: '^[^:]+$', description: 'user, without colon' }))
}, { additionalProperties: false })
type Settings = Static<typeof Settings>

const Act = Type.Object({
  copies: Type.Optional(Type.Integer({ minimum: 1, maximum: 999 })),
  sides: Type.Optional(Type.Union([Type.Literal('one'), Type.Literal('long-edge'), Type.Literal('short-edge')], { description: 'one, or both sides bound at the long-edge or the short-edge' })),
  paper: Type.Optional(Type.Union([Type.Literal('A3'), Type.Literal('A4'), Type.Literal('A5'), Type.Literal('B4'), Type.Literal('B5'), Type.Literal('letter'), Type.Literal('legal')]))
}, { additionalProperties: false })
type Act = Static<typeof Act>

/**
 * Prints the files over IPP (https://www.rfc-editor.org/rfc/rfc8011), one job each. The name of a job begins with what follows from the key: a job of that
 * name is not sent again, and is looked for when an answer was lost. Printers forget jobs, so that one which is not there may have been printed.
 */
export const printQueue: Connector<Settings, Act> = {
  name: 'print-queue',
  label: both('Print queue (IPP)', '印刷キュー(IPP)'),
  settings: Settings,
  secrets: [{ name: 'password', label: both('the password', 'パスワード'), optional: true }],
  act: Act,
  check,
  deliver,
  find: async (call, delivery) => {
    const jobs = await listJobs(printerOf(call))
    const found = delivery.files.map((_file, index) => jobs.get(markOf(delivery.key, index)))
    if (found.every((job) => job !== undefined)) return refer(call, found)
    throw new DeliveryUnknown(hostOf(call), both('its list of jobs does not have all of it, and printers forget', 'ジョブの一覧にすべては残っていません。プリンターは古いジョブを保持しません'))
  }
}

async function check (call: Call<Settings>): Promise<void> {
  const wanted = attribute('requested-attributes', TYPE.keyword, 'printer-is-accepting-jobs', 'document-format-supported')
  const { groups } = await askPrinter(printerOf(call), { operation: OPERATION.getPrinterAttributes, about: [wanted] })
  const printer = groups.find(({ tag }) => tag === GROUP.printer)
  if (valuesOf(printer, 'printer-is-accepting-jobs')[0] === false) throw new DeliveryRefused(hostOf(call), both('the queue takes no jobs at the moment', '現在、ジョブを受け付けていません'))
  const formats = valuesOf(printer, 'document-format-supported')
  if (!formats.includes('application/pdf')) throw new DeliveryRefused(hostOf(call), both(`it does not print PDF, only ${formats.join(', ')}`, `PDF を印刷できません。対応形式: ${formats.join('、')}`))
}

async function deliver (call: Call<Settings>, { key, act, files }: Delivery<Act>): Promise<Reference> {
  if (files.length === 0) throw new DeliveryRefused(hostOf(call), both('there is no file to print', '印刷するファイルがありません'))
  const known = await listJobs(printerOf(call))
  const done: number[] = []
  for (const [index, file] of files.entries()) {
    const mark = markOf(key, index)
    try {
      done.push(known.get(mark) ?? await print(call, { mark, file, act }))
    } catch (error) {
      throw done.length === 0 ? error : halfDone(call, done.length, files.length, error)
    }
  }
  return refer(call, done)
}

async function print (call: Call<Settings>, { mark, file, act: { copies, sides, paper } }: { mark: string, file: DeliveryFile, act: Act }): Promise<number> {
  const job: IppAttribute[] = [
    ...copies === undefined ? [] : [attribute('copies', TYPE.integer, copies)],
    ...sides === undefined ? [] : [attribute('sides', TYPE.keyword, SIDES[sides])],
    ...paper === undefined ? [] : [attribute('media', TYPE.keyword, PAPERS[paper])]
  ]
  const about = [
    attribute('job-name', TYPE.name, nameJob(mark, file.name)),
    // A printer that cannot do what is asked refuses, instead of printing it otherwise.
    attribute('ipp-attribute-fidelity', TYPE.boolean, job.length > 0),
    attribute('document-format', TYPE.mimeType, file.type)
  ]
  try {
    const { groups } = await askPrinter(printerOf(call), { operation: OPERATION.printJob, about, job, data: file.bytes }, { final: true })
    return Number(valuesOf(groups.find(({ tag }) => tag === GROUP.job), 'job-id')[0] ?? 0)
  } catch (error) {
    if ((error as { code?: string }).code !== 'CHOHYO_DELIVERY_UNKNOWN') throw error
    const job = (await listJobs(printerOf(call)).catch(() => null))?.get(mark)
    if (job === undefined) throw error
    return job
  }
}

/** Our jobs by their marks. Every printer has the two lists; `all` is of a later standard. */
async function listJobs (printer: Printer): Promise<Map<string, number>> {
  const jobs = new Map<string, number>()
  for (const which of ['completed', 'not-completed']) {
    const about = [attribute('which-jobs', TYPE.keyword, which), attribute('my-jobs', TYPE.boolean, true), attribute('requested-attributes', TYPE.keyword, 'job-id', 'job-name')]
    const { groups } = await askPrinter(printer, { operation: OPERATION.getJobs, about })
    for (const group of groups.filter(({ tag }) => tag === GROUP.job)) {
      const [mark = ''] = String(valuesOf(group, 'job-name')[0] ?? '').split(' ')
      jobs.set(mark, Number(valuesOf(group, 'job-id')[0] ?? 0))
    }
  }
  return jobs
}

function markOf (key: string, index: number): string {
  return `chohyo-${createHash('sha256').update(key).digest('hex').slice(0, 20)}-${index}`
}

/** Names of jobs have at most 255 bytes, and printers may keep fewer: what we look for stands in front. */
function nameJob (mark: string, name: string): string {
  let shown = ''
  for (const { segment } of new Intl.Segmenter('ja').segment(name.toWellFormed().replace(/\p{C}/gu, ' '))) {
    if (Buffer.byteLength(shown + segment) > 180) break
    shown += segment
  }
  return `${mark} ${shown}`
}

function halfDone (call: Call<Settings>, done: number, all: number, error: unknown): Error {
  const { message } = error as Error
  return new DeliveryUnknown(hostOf(call), both(`${done} of ${all} files are printed; then: ${message}`, `${all} 件中 ${done} 件は印刷済みです。その後のエラー: ${message}`), { cause: error })
}

function refer (call: Call<Settings>, jobs: number[]): Reference {
  return { host: hostOf(call), queue: new URL(call.settings.url).pathname, jobs: jobs.join(', ') }
}

function printerOf ({ settings: { url, user = 'chohyo' }, secrets: { password }, reach }: Call<Settings>): Printer {
  const { protocol, host, port, pathname, search } = new URL(url)
  // An address of the web keeps the port of the web.
  const uri = protocol.startsWith('ipp') ? url : `${protocol.replace('http', 'ipp')}//${host}${port === '' ? `:${protocol === 'https:' ? 443 : 80}` : ''}${pathname}${search}`
  return { reach, uri, user, headers: password === undefined ? {} : { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` } }
}

function hostOf ({ settings }: Call<Settings>): string {
  return new URL(httpOf(settings.url)).host
}
