import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { languageOf } from '../errors-ja.ts'
import { toLongId } from '../views/record-id.ts'
import { awaitDocument, readPrefer } from './await-document.ts'
import { getDocument, readContent } from './get-document.ts'
import { listDocuments } from './list-documents.ts'
import { PageRange, Pages } from './pages-schema.ts'
import { previewDocument } from './preview-document.ts'
import { previewPages } from './preview-pages.ts'
import { Preview } from './preview-schema.ts'
import { recordView } from './record-view.ts'
import { requestDocument } from './request-document.ts'
import { sayDocument } from './say-document.ts'
import { AskDocument, Document, DocumentPage, IdempotencyKey, ListDocuments } from './schema.ts'
import { sendDocument, sendFile, sendPages } from './send-document.ts'
import { showPages } from './show-pages.ts'

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })
const Asking = Type.Object({
  prefer: Type.Optional(Type.String({ maxLength: 200, description: '`wait=10`: answer 201 if it is done within so many seconds (at most 60), else 202' })),
  'idempotency-key': Type.Optional(IdempotencyKey)
})

const Bytes = Type.String({ format: 'binary' })
const Shown = {
  description: 'The PDF, pages as pictures, one page (the header Chohyo-Pages tells how many there are), the HTML, or the data',
  content: {
    'application/pdf': { schema: Bytes },
    'application/json': { schema: Type.Union([Pages, Type.Record(Type.String(), Type.Unknown())]) },
    'image/png': { schema: Bytes },
    'text/html': { schema: Type.String() }
  }
}

export const documentRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post('/documents', {
    config: { role: 'general' },
    schema: { tags: ['documents'], summary: 'Generate one document and file it on its record', headers: Asking, body: AskDocument, response: { 201: Document, 202: Document } }
  }, async ({ tenant, body, headers }, reply) => {
    const asked = await requestDocument(tenant, { ...body, requestKey: headers['idempotency-key'] })
    return sendDocument(reply, sayDocument(await awaitDocument(tenant, { ...asked, seconds: readPrefer(headers.prefer) }), languageOf(headers['accept-language'])))
  })

  app.get('/documents', {
    config: { role: 'general' },
    schema: { tags: ['documents'], summary: 'List documents, newest first: your own, and what is filed on a record where you see it', querystring: ListDocuments, response: { 200: DocumentPage } }
  }, async ({ tenant, query, headers }) => {
    const { documents, next } = await listDocuments(tenant, query)
    return { documents: documents.map((document) => sayDocument(document, languageOf(headers['accept-language']))), next }
  })

  app.get('/documents/:id', {
    config: { role: 'general' },
    schema: { tags: ['documents'], summary: 'One document', params: Id, response: { 200: Document } }
  }, async ({ tenant, params, headers }) => sayDocument(await getDocument(tenant, params.id), languageOf(headers['accept-language'])))

  app.get('/documents/:id/content', {
    config: { role: 'general' },
    schema: { tags: ['documents'], summary: 'The bytes of a document', params: Id, response: { 200: { description: 'A file', content: { 'application/pdf': { schema: Bytes } } } } }
  }, async ({ tenant, params }, reply) => sendFile(reply, await recordView(tenant, await readContent(tenant, params.id), { what: 'download-document', about: params.id })))

  app.get('/documents/:id/pages', {
    config: { role: 'general' },
    schema: { tags: ['documents'], summary: 'Pages of a finished document as pictures', params: Id, querystring: PageRange, response: { 200: Pages } }
  }, async ({ tenant, params, query }, reply) => sendPages(reply, await recordView(tenant, await showPages(tenant, await readContent(tenant, params.id), query), { what: 'view-document', about: params.id, detail: query })))

  app.post('/previews', {
    config: { role: 'general' },
    schema: { tags: ['documents'], summary: 'The same path without saving: a published mapping, or a draft', body: Preview, response: { 200: Shown } }
  }, async ({ tenant, body }, reply) => {
    const seen = { what: 'preview-document', about: toLongId(body.recordId), detail: { mapping: body.mapping ?? null, as: body.as ?? 'pdf' } } as const
    return body.as === 'pages' ? sendPages(reply, await recordView(tenant, await previewPages(tenant, body), seen)) : sendFile(reply, await recordView(tenant, await previewDocument(tenant, body), seen))
  })
}
