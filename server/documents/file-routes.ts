import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { RecordPath } from '../views/record-schema.ts'
import { RecordFile } from './file-schema.ts'
import { findFile } from './find-file.ts'
import { listFiles } from './list-files.ts'
import { PageRange, Pages } from './pages-schema.ts'
import { readRecordFile } from './read-record-file.ts'
import { recordView } from './record-view.ts'
import { sendFile } from './send-document.ts'
import { showPages } from './show-pages.ts'

const Bytes = { description: 'A file', content: { 'application/pdf': { schema: Type.String({ format: 'binary' }) } } }

export const fileRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/records/:id/files', {
    config: { role: 'general' },
    schema: { tags: ['records'], summary: 'The files on a record, newest first', params: RecordPath, response: { 200: Type.Object({ files: Type.Array(RecordFile) }) } }
  }, async ({ tenant, params }) => ({ files: await listFiles(tenant, params) }))

  app.get('/files/:id', {
    config: { role: 'general' },
    schema: { tags: ['records'], summary: 'A file in its newest version by its id, or one version by the id of its ContentVersion', params: RecordPath, response: { 200: RecordFile } }
  }, async ({ tenant, params }) => findFile(tenant, params))

  app.get('/files/:id/pages', {
    config: { role: 'general' },
    schema: { tags: ['records'], summary: 'Pages of a file that is a PDF, as pictures', params: RecordPath, querystring: PageRange, response: { 200: Pages } }
  }, async ({ tenant, params, query }) => recordView(tenant, await showPages(tenant, await readRecordFile(tenant, params), query), { what: 'view-file', about: params.id, detail: query }))

  app.get('/files/:id/content', {
    config: { role: 'general' },
    schema: { tags: ['records'], summary: 'The bytes of a file', params: RecordPath, response: { 200: Bytes } }
  }, async ({ tenant, params }, reply) => sendFile(reply, await recordView(tenant, await readRecordFile(tenant, params), { what: 'download-file', about: params.id })))
}
