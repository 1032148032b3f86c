import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'
import type { Break } from '../connector-suite.ts'

export interface HttpWire { url: string, lines: string[], cut: { now?: ((line: string, nth: number) => Break | undefined) | undefined } }

/** A wire to an HTTP server of this machine, which notes each request as `GET /path?query` and breaks where it is told to. */
export async function httpWire (t: Test, port: number): Promise<HttpWire> {
  const lines: string[] = []
  const cut: HttpWire['cut'] = {}
  const server = createServer((asked, answer) => {
    const nth = lines.push(`${asked.method} ${decodeURIComponent(asked.url ?? '')}`)
    const how = cut.now?.(lines[nth - 1] as string, nth)
    pass(port, { asked, answer, how }).catch(() => { asked.socket.destroy() })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => { server.closeAllConnections(); server.close() })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, lines, cut }
}

async function pass (port: number, { asked, answer, how }: { asked: IncomingMessage, answer: ServerResponse, how: Break | undefined }): Promise<void> {
  const body = Buffer.concat(await asked.toArray() as Buffer[])
  if (how === 'before' || (how === 'half' && body.length === 0)) { asked.socket.destroy(); return }
  if (how === 'stall') return
  if (typeof how === 'number') { answer.writeHead(how).end(); return }
  const far = request({ port, host: '127.0.0.1', method: asked.method, path: asked.url, headers: asked.headers, setHost: false })
  far.on('error', () => { asked.socket.destroy() })
  if (how === 'half') {
    far.write(body.subarray(0, Math.floor(body.length / 2)), () => { setTimeout(() => { far.destroy() }, 20) })
    return
  }
  far.on('response', (reply) => {
    if (how === 'after') { reply.resume().on('end', () => { asked.socket.destroy() }); return }
    if (how === 'garbled') { reply.resume().on('end', () => { answer.writeHead(200, { 'content-type': 'text/html' }).end('<html>Signed in as a guest</html>') }); return }
    answer.writeHead(reply.statusCode ?? 500, reply.headers)
    reply.pipe(answer)
  }).end(body)
}
