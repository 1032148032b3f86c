import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { languageOf } from '../errors-ja.ts'
import { CsvPreview, MOST_CSV, PreviewCsv } from './csv-schema.ts'
import { previewCsv } from './preview-csv.ts'

export const csvRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post('/csv/preview', {
    config: { role: 'general' },
    bodyLimit: MOST_CSV.bytes,
    schema: { tags: ['works'], summary: 'How a CSV file, sent as raw bytes, is read and split into documents, and what is wrong with it', consumes: ['text/csv', 'application/octet-stream'], querystring: PreviewCsv, response: { 200: CsvPreview } }
  }, async ({ rawBody, query, headers }) => previewCsv([rawBody ?? Buffer.alloc(0)], query, languageOf(headers['accept-language'])))
}
