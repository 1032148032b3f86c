import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { toProblem } from '../documents/to-problem.ts'
import { RequestBroken, RequestLate } from '../errors.ts'

/** What is no HTTP never becomes a request: it is answered on its socket, in the same form as every other problem. */
export function answerBroken (error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return
  const { status, code, message } = toProblem(error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? new RequestLate() : new RequestBroken())
  const body = JSON.stringify({ type: 'about:blank', status, code, detail: message, requestId: randomUUID() })
  socket.end([
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/problem+json',
    'Cache-Control: no-store',
    'Connection: close',
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body
  ].join('\r\n'))
}
