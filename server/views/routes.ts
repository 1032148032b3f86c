import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { definitionRoutes } from '../definitions/routes.ts'
import { checkDraft } from './check-draft.ts'
import { describeObject } from './describe-object.ts'
import { ObjectEntries, ObjectEntry } from './describe-schema.ts'
import { viewKind } from './kind.ts'
import { listObjects } from './list-objects.ts'
import { listRecords } from './list-records.ts'
import { readRecord } from './read-record.ts'
import { ListRecords, RecordDetail, RecordPage, RecordPath } from './record-schema.ts'

const ObjectName = Type.Object({ name: Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_]*$', maxLength: 80, description: 'API name as in Salesforce' }) })

export const viewRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(definitionRoutes({
    kind: viewKind,
    check: (tenant, name, view) => checkDraft(tenant, { view, name })
  }))

  app.get('/objects', {
    config: { role: 'general' },
    schema: { tags: ['objects'], summary: 'The objects of the org that you may read', response: { 200: Type.Object({ objects: Type.Array(ObjectEntry) }) } }
  }, async ({ tenant }) => ({ objects: await listObjects(tenant) }))

  app.get('/objects/:name', {
    config: { role: 'general' },
    schema: { tags: ['objects'], summary: 'Fields, parents and child lists of one object, as far as you may read them', params: ObjectName, response: { 200: ObjectEntries } }
  }, async ({ tenant, params }) => describeObject(tenant, params))

  app.get('/objects/:name/records', {
    config: { role: 'general' },
    schema: { tags: ['records'], summary: 'Records of one object that you may see, with the columns that say the most', params: ObjectName, querystring: ListRecords, response: { 200: RecordPage } }
  }, async ({ tenant, params, query }) => listRecords(tenant, { ...query, ...params }))

  app.get('/records/:id', {
    config: { role: 'general' },
    schema: { tags: ['records'], summary: 'One record with the fields you may read and the first of its child lists', params: RecordPath, response: { 200: RecordDetail } }
  }, async ({ tenant, params }) => readRecord(tenant, params))
}
