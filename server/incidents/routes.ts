import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { changeIncident, stepIncident } from './change-incident.ts'
import { declareIncident } from './declare-incident.ts'
import { ChangeIncident, DeclareIncident, Incident, Incidents, Step } from './schema.ts'
import { listIncidents, showIncident } from './show-incident.ts'

const tags = ['incidents']
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })

/** Leaks of personal data: their report with its deadlines, and the notices to the tenant's admins. */
export const incidentRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post('/incidents', {
    config: { role: 'admin' },
    schema: { tags, summary: 'Declare a leak of personal data: the report is begun, the clocks run, the admins are told', body: DeclareIncident, response: { 201: Incident } }
  }, async ({ tenant, body }, reply) => reply.code(201).send(await showIncident(tenant, await declareIncident(tenant, body))))

  app.get('/incidents', {
    config: { role: 'auditor' },
    schema: { tags, summary: 'The incidents of the tenant, newest first', response: { 200: Incidents } }
  }, async ({ tenant }) => listIncidents(tenant))

  app.get('/incidents/:id', {
    config: { role: 'auditor' },
    schema: { tags, summary: 'One incident with its clocks and notices', params: Id, response: { 200: Incident } }
  }, async ({ tenant, params }) => showIncident(tenant, params.id))

  app.patch('/incidents/:id', {
    config: { role: 'admin' },
    schema: { tags, summary: 'Complete the report, or say that it was done on purpose', params: Id, body: ChangeIncident, response: { 200: Incident } }
  }, async ({ tenant, params, body }) => changeIncident(tenant, { ...params, ...body }))

  app.post('/incidents/:id/steps', {
    config: { role: 'admin' },
    schema: { tags, summary: 'The preliminary or final report was filed, or everything is done', params: Id, body: Step, response: { 200: Incident } }
  }, async ({ tenant, params, body }) => stepIncident(tenant, { ...params, ...body }))
}
