import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { definitionRoutes } from '../definitions/routes.ts'
import { languageOf } from '../errors-ja.ts'
import { IdempotencyKey } from '../documents/schema.ts'
import { cancelRun } from './cancel-run.ts'
import { csvRoutes } from './csv-routes.ts'
import { getRun, listRuns } from './get-run.ts'
import { listParcels } from './list-parcels.ts'
import { pinWork } from './pin-work.ts'
import { retryRun } from './retry-run.ts'
import { scheduleRoutes } from './schedule-routes.ts'
import { sayParcel, sayRun } from './say-run.ts'
import { ListParcels, ListRuns, ParcelPage, Run, RunPage, StartRun } from './schema.ts'
import { startRun } from './start-run.ts'
import { workKind } from './work-kind.ts'

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })
const Asking = Type.Object({ 'idempotency-key': Type.Optional(IdempotencyKey) })

export const workRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(definitionRoutes({ kind: workKind, check: pinWork }))
  await app.register(scheduleRoutes)
  await app.register(csvRoutes)

  app.post('/runs', {
    config: { role: 'general' },
    schema: { tags: ['works'], summary: 'Generate the documents of many records', headers: Asking, body: StartRun, response: { 202: Run } }
  }, async ({ tenant, body, headers }, reply) => {
    const run = await startRun(tenant, { ...body, requestKey: headers['idempotency-key'] })
    return reply.code(202).header('location', `/v1/runs/${run.id}`).send(sayRun(run, languageOf(headers['accept-language'])))
  })

  app.get('/runs', {
    config: { role: 'general' },
    schema: { tags: ['works'], summary: 'List runs, newest first', querystring: ListRuns, response: { 200: RunPage } }
  }, async ({ tenant, query, headers }) => {
    const { runs, next } = await listRuns(tenant, query)
    return { runs: runs.map((run) => sayRun(run, languageOf(headers['accept-language']))), next }
  })

  app.get('/runs/:id', {
    config: { role: 'general' },
    schema: { tags: ['works'], summary: 'How far a run is', params: Id, response: { 200: Run } }
  }, async ({ tenant, params, headers }) => sayRun(await getRun(tenant, params.id), languageOf(headers['accept-language'])))

  app.get('/runs/:id/parcels', {
    config: { role: 'general' },
    schema: { tags: ['works'], summary: 'What became of each record of a run, in the order of its source', params: Id, querystring: ListParcels, response: { 200: ParcelPage } }
  }, async ({ tenant, params, query, headers }) => {
    const { parcels, next } = await listParcels(tenant, { ...query, id: params.id })
    return { parcels: parcels.map((parcel) => sayParcel(parcel, languageOf(headers['accept-language']))), next }
  })

  app.post('/runs/:id/retry', {
    config: { role: 'general' },
    schema: { tags: ['works'], summary: 'Try again what failed in a run', params: Id, response: { 200: Run } }
  }, async ({ tenant, params, headers }) => sayRun(await retryRun(tenant, params.id), languageOf(headers['accept-language'])))

  app.post('/runs/:id/cancel', {
    config: { role: 'general' },
    schema: { tags: ['works'], summary: 'Make no more documents of a run; those being made are finished', params: Id, response: { 200: Run } }
  }, async ({ tenant, params, headers }) => sayRun(await cancelRun(tenant, params.id), languageOf(headers['accept-language'])))
}
