import { DeliveryFailed, DeliveryRefused } from '../errors.ts'
import { both } from '../errors-ja.ts'
import { askHttp } from './ask-http.ts'
import type { Reach } from './connector.ts'
import { GROUP, readIpp, TYPE, valuesOf, writeIpp, type IppAttribute, type IppMessage } from './ipp-message.ts'

/** https://www.rfc-editor.org/rfc/rfc8011#section-5.4.15 */
export const OPERATION = { printJob: 0x0002, getJobs: 0x000a, getPrinterAttributes: 0x000b } as const

/** A printer: `uri` as IPP names it (ipp:, ipps:), and who asks. */
export interface Printer { reach: Reach, uri: string, user: string, headers: Record<string, string> }

export interface Question { operation: number, about?: IppAttribute[], job?: IppAttribute[], data?: Uint8Array }

/** May go away by itself: not possible now, time-out, out of service, device error, temporary, not accepting, busy, cancelled. https://www.rfc-editor.org/rfc/rfc8011#appendix-B.1 */
const LATER = new Set([0x0404, 0x0405, 0x0502, 0x0504, 0x0505, 0x0506, 0x0507, 0x0508])
const VERSION = 0x0101

/**
 * One request to a printer and its answer, which is a yes. Errors: DeliveryRefused, DeliveryFailed, and with `final` DeliveryUnknown, when the answer was lost.
 * https://www.rfc-editor.org/rfc/rfc8010#section-4
 */
export async function askPrinter ({ reach, uri, user, headers }: Printer, { operation, about = [], job = [], data = new Uint8Array() }: Question, options: { final?: boolean } = {}): Promise<IppMessage> {
  const url = httpOf(uri)
  const { host } = new URL(url)
  const first = [
    attribute('attributes-charset', TYPE.charset, 'utf-8'),
    attribute('attributes-natural-language', TYPE.language, 'en'),
    attribute('printer-uri', TYPE.uri, uri),
    attribute('requesting-user-name', TYPE.name, user)
  ]
  const groups = [{ tag: GROUP.operation, attributes: [...first, ...about] }, ...job.length === 0 ? [] : [{ tag: GROUP.job, attributes: job }]]
  const body = writeIpp({ version: VERSION, code: operation, id: 1, groups, data })
  const reply = await askHttp(reach, { url, method: 'POST', headers: { 'content-type': 'application/ipp', ...headers }, body }, options)
  if (reply.status !== 200) throw new DeliveryRefused(host, `HTTP ${reply.status}`)
  return demandYes(host, reply.body)
}

export function attribute (name: string, tag: number, ...values: Array<string | number | boolean>): IppAttribute {
  return { name, values: values.map((value) => ({ tag, value })) }
}

/** ipp: is HTTP at port 631, ipps: the same in TLS. https://www.rfc-editor.org/rfc/rfc3510#section-2, https://www.rfc-editor.org/rfc/rfc7472 */
export function httpOf (uri: string): string {
  const { protocol, host, port, pathname, search } = new URL(uri)
  const secure = protocol === 'ipps:' || protocol === 'https:'
  return `http${secure ? 's' : ''}://${host}${port === '' && protocol.startsWith('ipp') ? ':631' : ''}${pathname}${search}`
}

function demandYes (host: string, body: Uint8Array): IppMessage {
  const message = readAnswer(host, body)
  if (message.code < 0x0100) return message
  const said = valuesOf(message.groups.find(({ tag }) => tag === GROUP.operation), 'status-message').join(' ')
  const reason = `IPP 0x${message.code.toString(16).padStart(4, '0')}${said === '' ? '' : ` ${said.slice(0, 300)}`}`
  throw LATER.has(message.code) ? new DeliveryFailed(host, reason) : new DeliveryRefused(host, reason)
}

function readAnswer (host: string, body: Uint8Array): IppMessage {
  try {
    return readIpp(body)
  } catch (error) {
    throw new DeliveryRefused(host, both('its answer is none of IPP; the address may be that of a web page', 'IPP の応答ではありません。アドレスが Web ページのものになっていないか確認してください'), { cause: error })
  }
}
