import type { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Deps } from '../deps.ts'
import { languageOf } from '../errors-ja.ts'
import { exportChain } from './export-chain.ts'
import { listAlerts } from './list-alerts.ts'
import { listHistories } from './list-histories.ts'
import { AlertPage, Head, HistoryKind, HistoryPage, ListHistories } from './schema.ts'
import { showHead } from './show-head.ts'
import { streamCsv } from './stream-csv.ts'

const tags = ['histories']
const Kind = Type.Object({ kind: HistoryKind })
const Text = Type.String()
const Asking = Type.Object({ accept: Type.Optional(Type.String({ description: '`text/csv` for a spreadsheet: all that is found, without pages' })) })
const Found = { description: 'Lines, newest first', content: { 'application/json': { schema: HistoryPage }, 'text/csv': { schema: Text } } }
const Lines = { description: 'One sealed line of JSON for each line, oldest first', content: { 'application/jsonl': { schema: Text } } }

/** Reading the histories. Nothing here, or anywhere, changes them. */
export function historyRoutes (deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.addHook('onRequest', async (_request, reply) => { reply.header('cache-control', 'no-store') })

    app.get('/histories/:kind', {
      config: { role: 'general' },
      schema: { tags, summary: 'Who did what: your own lines; for admins and auditors those of the tenant', params: Kind, querystring: ListHistories, headers: Asking, response: { 200: Found } }
    }, async ({ tenant, params, query, headers }, reply) => {
      if (!wantsCsv(headers.accept)) return listHistories(tenant, { ...query, ...params })
      const csv = await streamCsv(tenant, { ...query, ...params, language: languageOf(headers['accept-language']) })
      return sendStream(reply, csv, { type: 'text/csv; charset=utf-8', name: `${params.kind}.csv` })
    })

    app.get('/histories/head', {
      config: { role: 'auditor' },
      schema: { tags, summary: 'How far the chain is, and its newest signed anchor', response: { 200: Head } }
    }, async ({ tenant }) => showHead(tenant, deps.signing))

    app.get('/histories/export', {
      config: { role: 'auditor' },
      schema: { tags, summary: 'The whole chain with its hashes, to be verified without us', response: { 200: Lines } }
    }, async ({ tenant }, reply) => sendStream(reply, exportChain(tenant), { type: 'application/jsonl', name: `histories-${tenant.id}.jsonl` }))

    app.get('/alerts', {
      config: { role: 'auditor' },
      schema: { tags, summary: 'What an admin should look at, newest first', querystring: Type.Pick(ListHistories, ['zone', 'limit', 'after'], { additionalProperties: false }), response: { 200: AlertPage } }
    }, async ({ tenant, query }) => listAlerts(tenant, query))
  }
}

function sendStream (reply: FastifyReply, stream: Readable, { type, name }: { type: string, name: string }): FastifyReply {
  return reply.type(type).header('content-disposition', `attachment; filename="${name}"`).send(stream)
}

/** The first type named decides, as browsers and spreadsheets write it. */
function wantsCsv (accept: string | undefined): boolean {
  return /^\s*text\/csv\b/i.test(accept ?? '')
}
