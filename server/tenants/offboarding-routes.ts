import type { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Deps } from '../deps.ts'
import { readCertificate } from './certify-erasure.ts'
import { handOverArchive } from './hand-over-archive.ts'
import { sendArchive } from './make-archive.ts'
import { AskOffboarding, Certificate, HandedOver, HandOver, Offboarding } from './offboarding-schema.ts'
import { cancelOffboarding, confirmOffboarding, requestOffboarding } from './request-offboarding.ts'
import { readOffboarding } from './show-offboarding.ts'

const tags = ['tenant']
const Org = Type.Object({ id: Type.String({ pattern: '^[A-Za-z0-9]{18}$', description: 'id of the org, 18 characters' }) })
const Zip = { description: 'The archive', content: { 'application/zip': { schema: Type.Unsafe<Readable>({ type: 'string', format: 'binary' }) } } }

/** The end of the service for an org: asked for, confirmed, archived, handed over, shredded, erased, certified. */
export function offboardingRoutes (deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get('/tenant/offboarding', {
      config: { role: 'auditor' },
      schema: { tags, summary: 'How far the end of the service is', response: { 200: Offboarding } }
    }, async ({ tenant }) => tenant.db(readOffboarding))

    app.post('/tenant/offboarding', {
      config: { role: 'admin' },
      schema: { tags, summary: 'Ask for the end of the service', body: AskOffboarding, response: { 202: Offboarding } }
    }, async ({ tenant, body }, reply) => reply.code(202).send(await requestOffboarding(tenant, body)))

    app.post('/tenant/offboarding/confirm', {
      config: { role: 'admin' },
      schema: { tags, summary: 'Confirm it as another admin: nothing is made or changed any more, and the archive is written', response: { 202: Offboarding } }
    }, async ({ tenant }, reply) => reply.code(202).send(await confirmOffboarding(tenant)))

    app.delete('/tenant/offboarding', {
      config: { role: 'admin', whileLeaving: true },
      schema: { tags, summary: 'Cancel it: possible until the keys are destroyed', response: { 200: Offboarding } }
    }, async ({ tenant }) => cancelOffboarding(tenant))

    app.get('/tenant/offboarding/archive', {
      config: { role: 'admin' },
      schema: { tags, summary: 'Everything that is kept of the org, as a ZIP', response: { 200: Zip } }
    }, async ({ tenant }, reply) => {
      const { stream, fileName } = await sendArchive(deps, tenant)
      return reply.type('application/zip').header('content-disposition', `attachment; filename="${fileName}"`).header('cache-control', 'no-store').send(stream)
    })

    app.post('/tenant/offboarding/handover', {
      config: { role: 'admin', whileLeaving: true },
      schema: { tags, summary: 'Prove that you have the archive, and take over keeping it; the time of grace begins', body: HandOver, response: { 200: HandedOver } }
    }, async ({ tenant, body }) => handOverArchive(tenant, body))

    app.get('/offboardings/:id/certificate', {
      config: { role: 'anyone' },
      schema: { tags, summary: 'The signed certificate of erasure, for who holds the token of the handover (as a bearer token)', params: Org, response: { 200: Certificate } }
    }, async ({ params, headers }) => readCertificate(deps, params.id, /^Bearer (\S{1,100})$/.exec(headers.authorization ?? '')?.[1] ?? ''))
  }
}
