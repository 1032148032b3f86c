import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { languageOf } from '../errors-ja.ts'
import { awaitDocument, readPrefer } from './await-document.ts'
import { correctDocument } from './correct-document.ts'
import { exportLedger } from './export-ledger.ts'
import { holdDocument, releaseDocument } from './hold-document.ts'
import { listViewers } from './list-viewers.ts'
import { PaperName, PaperWords } from './paper-schema.ts'
import { printPaper } from './print-paper.ts'
import { sayDocument } from './say-document.ts'
import { Document, DocumentFilter, IdempotencyKey, Reason } from './schema.ts'
import { sendArchive, sendDocument, sendFile } from './send-document.ts'
import { Viewers } from './viewer-schema.ts'
import { withdrawDocument } from './withdraw-document.ts'

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })
const Asking = Type.Object({
  prefer: Type.Optional(Type.String({ maxLength: 200, description: '`wait=10`: answer 201 if it is done within so many seconds (at most 60), else 202' })),
  'idempotency-key': Type.Optional(IdempotencyKey)
})

/** The ledger of 電子帳簿保存法: corrections, withdrawals, holds, the auditor's download and the papers beside it. */
export const ledgerRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post('/documents/:id/corrections', {
    config: { role: 'general' },
    schema: { tags: ['ledger'], summary: 'Correct a document: a new version from the same record; the original stays as it is', params: Id, headers: Asking, body: Reason, response: { 201: Document, 202: Document } }
  }, async ({ tenant, params, body, headers }, reply) => {
    const asked = await correctDocument(tenant, { ...params, ...body, requestKey: headers['idempotency-key'] })
    return sendDocument(reply, sayDocument(await awaitDocument(tenant, { ...asked, seconds: readPrefer(headers.prefer) }), languageOf(headers['accept-language'])))
  })

  app.delete('/documents/:id', {
    config: { role: 'general' },
    schema: { tags: ['ledger'], summary: 'Withdraw a document: it stays, marked with who, when and why, until its retention ends', params: Id, body: Reason, response: { 200: Document } }
  }, async ({ tenant, params, body }) => withdrawDocument(tenant, { ...params, ...body }))

  app.put('/documents/:id/hold', {
    config: { role: 'admin' },
    schema: { tags: ['ledger'], summary: 'Hold a document: it can be neither withdrawn nor erased until it is released', params: Id, body: Reason, response: { 200: Document } }
  }, async ({ tenant, params, body }) => holdDocument(tenant, { ...params, ...body }))

  app.delete('/documents/:id/hold', {
    config: { role: 'admin' },
    schema: { tags: ['ledger'], summary: 'Release a document that is held', params: Id, body: Reason, response: { 200: Document } }
  }, async ({ tenant, params, body }) => releaseDocument(tenant, { ...params, ...body }))

  app.get('/documents/export', {
    config: { role: 'auditor' },
    schema: {
      tags: ['ledger'],
      summary: 'Everything that is found as a ZIP: the documents, index.csv, index.json and SHA256SUMS',
      querystring: DocumentFilter,
      response: { 200: { description: 'A ZIP', content: { 'application/zip': { schema: Type.String({ format: 'binary' }) } } } }
    }
  }, async ({ tenant, query, headers }, reply) => {
    const { fileName, stream } = await exportLedger(tenant, { filter: query, language: languageOf(headers['accept-language']) })
    return sendArchive(reply, { fileName, stream })
  })
  app.get('/documents/:id/viewers', {
    config: { role: 'auditor' },
    schema: { tags: ['ledger'], summary: 'Who saw a document, how and when', params: Id, response: { 200: Viewers } }
  }, async ({ tenant, params }) => listViewers(tenant, params.id))

  app.post('/ledger/papers/:paper', {
    config: { role: 'admin' },
    schema: {
      tags: ['ledger'],
      summary: 'Print the description of the system (summary) or the rules of the office about corrections and deletions (rules), in Japanese',
      params: PaperName,
      body: PaperWords,
      response: { 200: { description: 'A PDF', content: { 'application/pdf': { schema: Type.String({ format: 'binary' }) } } } }
    }
  }, async ({ tenant, params, body }, reply) => sendFile(reply, await printPaper(tenant, { ...params, ...body })))
}
