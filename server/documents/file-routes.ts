import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { RecordPath } from '../views/record-schema.ts'
import { RecordFile } from './file-schema.ts'
import { listFiles } from './list-files.ts'
import { readRecordFile } from './read-record-file.ts'
import { sendFile } from './send-document.ts'

const Bytes = { description: 'A file', content: { 'application/pdf': { schema: Type.String({ format: 'binary' }) } } }

export const fileRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/records/:id/files', {
    config: { role: 'general' },
    schema: { tags: ['records'], summary: 'The files on a record, newest first', params: RecordPath, response: { 200: Type.Object({ files: Type.Array(RecordFile) }) } }
  }, async ({ tenant, params }) => ({ files: await listFiles(tenant, params) }))

  app.get('/files/:id/content', {
    config: { role: 'general' },
    schema: { tags: ['records'], summary: 'The bytes of one version of a file, by the id of its ContentVersion', params: RecordPath, response: { 200: Bytes } }
  }, async ({ tenant, params }, reply) => sendFile(reply, await readRecordFile(tenant, params)))
}
