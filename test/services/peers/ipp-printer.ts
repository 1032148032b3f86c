import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'

export interface Job { id: number, name: string, user: string, format: string, attributes: Record<string, string | number>, bytes: Buffer }
/** What happens to a request (`Print-Job`): the connection breaks before it is done, or after and without an answer; a number is the status of the answer, an `HTTP` status when it is below 0. */
export type Fault = (operation: string) => 'before' | 'after' | number | undefined

export interface IppPrinter { url: string, jobs: Job[], seen: string[], fault: { now?: Fault | undefined }, formats: string[], accepting: { now: boolean } }

const OPERATIONS: Record<number, string> = { 0x02: 'Print-Job', 0x0a: 'Get-Jobs', 0x0b: 'Get-Printer-Attributes' }

/** A printer on this machine, read from RFC 8010 and 8011 by itself: it knows nothing of the product's own encoder. */
export async function startIppPrinter (t: Test, { password }: { password?: string } = {}): Promise<IppPrinter> {
  const jobs: Job[] = []
  const seen: string[] = []
  const fault: IppPrinter['fault'] = {}
  const formats = ['application/octet-stream', 'application/pdf']
  const accepting = { now: true }
  const answer = (operation: string, values: Record<string, string | number>, bytes: Buffer): Buffer[] => {
    if (operation === 'Print-Job') {
      const { 'job-name': name, 'requesting-user-name': user, 'document-format': format, ...attributes } = values
      jobs.push({ id: jobs.length + 1, name: String(name), user: String(user), format: String(format), attributes, bytes })
      return [Buffer.from([2]), write(0x21, 'job-id', jobs.length), write(0x23, 'job-state', 9)]
    }
    if (operation === 'Get-Jobs') {
      // What has been printed is completed at once here.
      return values['which-jobs'] !== 'completed' ? [] : jobs.filter(({ user }) => user === values['requesting-user-name']).flatMap(({ id, name }) => [Buffer.from([2]), write(0x21, 'job-id', id), write(0x42, 'job-name', name)])
    }
    return [Buffer.from([4]), write(0x22, 'printer-is-accepting-jobs', accepting.now), ...formats.map((format, index) => write(0x49, index === 0 ? 'document-format-supported' : '', format))]
  }
  const server = createServer((request, response) => {
    read(request).then((body) => {
      const { code, values, data } = parse(body)
      const operation = OPERATIONS[code] ?? String(code)
      seen.push(operation)
      const wrong = fault.now?.(operation)
      if (wrong === 'before') { request.socket.destroy(); return }
      if (password !== undefined && request.headers.authorization !== `Basic ${Buffer.from(`chohyo:${password}`).toString('base64')}`) { response.writeHead(401).end(); return }
      if (typeof wrong === 'number' && wrong < 0) { response.writeHead(-wrong).end(); return }
      const status = typeof wrong === 'number' ? wrong : 0
      const groups = status === 0 ? answer(operation, values, data) : []
      if (wrong === 'after') { request.socket.destroy(); return }
      const head = Buffer.concat([Buffer.from([1, 1, status >> 8, status & 255, 0, 0, 0, 1, 1]), write(0x47, 'attributes-charset', 'utf-8'), write(0x48, 'attributes-natural-language', 'en'), ...status === 0 ? [] : [write(0x41, 'status-message', 'the paper is gone')]])
      response.setHeader('content-type', 'application/ipp').end(Buffer.concat([head, ...groups, Buffer.from([3])]))
    }).catch(() => { request.socket.destroy() })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => { server.closeAllConnections(); server.close() })
  return { url: `ipp://127.0.0.1:${(server.address() as AddressInfo).port}/printers/office`, jobs, seen, fault, formats, accepting }
}

async function read (request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
  return Buffer.concat(parts)
}

/** The first values by their names; what follows the tag that ends the attributes is the document. */
function parse (body: Buffer): { code: number, values: Record<string, string | number>, data: Buffer } {
  const values: Record<string, string | number> = {}
  let at = 8
  while (body[at] !== 3) {
    const tag = body.readUInt8(at)
    at += 1
    if (tag < 0x10) continue
    const name = body.toString('utf8', at + 2, at + 2 + body.readUInt16BE(at))
    at += 2 + body.readUInt16BE(at)
    const value = body.subarray(at + 2, at + 2 + body.readUInt16BE(at))
    at += 2 + body.readUInt16BE(at)
    if (name !== '') values[name] = tag === 0x21 || tag === 0x23 ? value.readInt32BE() : tag === 0x22 ? value.readUInt8() : value.toString()
  }
  return { code: body.readUInt16BE(2), values, data: body.subarray(at + 1) }
}

function write (tag: number, name: string, value: string | number | boolean): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value) : typeof value === 'boolean' ? Buffer.from([Number(value)]) : Buffer.from([value >>> 24, value >>> 16 & 255, value >>> 8 & 255, value & 255])
  const length = (size: number): Buffer => Buffer.from([size >> 8, size & 255])
  return Buffer.concat([Buffer.from([tag]), length(Buffer.byteLength(name)), Buffer.from(name), length(bytes.length), bytes])
}
