import type { FastifyReply } from 'fastify'
import type { Document } from './schema.ts'
import { fromProblem } from './to-problem.ts'

/** 201 with the finished document, 202 with where to look for it; one that failed is answered with its own reason and status. */
export function sendDocument (reply: FastifyReply, document: Document): FastifyReply {
  reply.header('location', `/v1/documents/${document.id}`)
  if (document.error) throw fromProblem(document.error)
  return reply.code(document.state === 'done' ? 201 : 202).send(document)
}

/** A file to save, never to run: no sniffing, no scripts, no cache. Its name in UTF-8 (https://www.rfc-editor.org/rfc/rfc6266). */
export function sendFile (reply: FastifyReply, file: { bytes: Uint8Array, fileName: string, contentType: string, sha256?: string }): FastifyReply {
  if (file.sha256 !== undefined) reply.header('etag', `"${file.sha256}"`)
  return reply
    .type(file.contentType)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeName(file.fileName)}`)
    .header('content-security-policy', "sandbox; default-src 'none'")
    .header('cache-control', 'no-store')
    .send(Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength))
}

/** RFC 8187: what encodeURIComponent leaves but a header parameter may not hold. */
function encodeName (name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}
