import type { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { Pages } from './pages-schema.ts'
import type { Document } from './schema.ts'
import { fromProblem } from './to-problem.ts'

/** 201 with the finished document, 202 with where to look for it; one that failed is answered with its own reason and status. */
export function sendDocument (reply: FastifyReply, document: Document): FastifyReply {
  reply.header('location', `/v1/documents/${document.id}`)
  if (document.error) throw fromProblem(document.error)
  return reply.code(document.state === 'done' ? 201 : 202).send(document)
}

/** A file to save, never to run: no sniffing, no scripts, no cache. Its name in UTF-8 (https://www.rfc-editor.org/rfc/rfc6266). */
export function sendFile (reply: FastifyReply, file: { bytes: Uint8Array, fileName: string, contentType: string, sha256?: string, pages?: number }): FastifyReply {
  if (file.sha256 !== undefined) reply.header('etag', `"${file.sha256}"`)
  if (file.pages !== undefined) reply.header('chohyo-pages', file.pages)
  return reply
    .type(file.contentType)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeName(file.fileName)}`)
    .header('content-security-policy', "sandbox; default-src 'none'")
    .header('cache-control', 'no-store')
    .send(Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength))
}

/** Pictures of pages: as private as the document. Written out here, since a preview answers in several forms and a route has one schema for all JSON of a status. */
export function sendPages (reply: FastifyReply, pages: Pages): FastifyReply {
  return reply.type('application/json; charset=utf-8').header('cache-control', 'no-store').send(JSON.stringify(pages))
}

/** A ZIP while it is being written; its name is plain ASCII. */
export function sendArchive (reply: FastifyReply, { fileName, stream }: { fileName: string, stream: Readable }): FastifyReply {
  return reply.type('application/zip').header('content-disposition', `attachment; filename="${fileName}"`).header('cache-control', 'no-store').send(stream)
}

/** RFC 8187: what encodeURIComponent leaves but a header parameter may not hold. */
function encodeName (name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}
