import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'
import { httpWire, type HttpWire } from './http-wire.ts'

export interface Asked { method: string, url: URL, headers: IncomingHttpHeaders, body: Buffer, json: <T>() => T, form: () => URLSearchParams }
export interface Answer { status: number, json?: unknown, headers?: Record<string, string> }

/** A small server that plays an API, behind a wire that can be cut. A request that breaks before its last byte is none, as with every HTTP API. */
export async function startApi (t: Test, answer: (asked: Asked) => Answer | Promise<Answer>): Promise<HttpWire> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => { parts.push(part) }).on('error', () => {}).on('end', () => {
      const body = Buffer.concat(parts)
      const asked: Asked = { method: request.method ?? '', url: new URL(request.url ?? '', `http://${request.headers.host}`), headers: request.headers, body, json: <T>() => JSON.parse(body.toString()) as T, form: () => new URLSearchParams(body.toString()) }
      Promise.resolve(answer(asked)).then(({ status, json, headers }) => {
        response.writeHead(status, { ...json === undefined ? {} : { 'content-type': 'application/json' }, ...headers }).end(json === undefined ? '' : JSON.stringify(json))
      }).catch((error: unknown) => { t.fail(`the peer failed: ${String(error)}`); response.destroy() })
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => { server.closeAllConnections(); server.close() })
  return httpWire(t, (server.address() as AddressInfo).port)
}

/** The access tokens that a peer has given out and takes. */
export function tokens () {
  let count = 0
  const good = new Set<string>()
  return {
    give: (): string => { count += 1; const token = `token-${count}`; good.add(token); return token },
    takes: ({ headers }: Asked): boolean => good.has(String(headers.authorization).replace('Bearer ', '')),
    withdraw: (): void => { good.clear() },
    count: (): number => count
  }
}
