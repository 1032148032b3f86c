import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Deps } from '../deps.ts'
import { languageOf } from '../errors-ja.ts'
import type { Tenant } from './open-tenant.ts'
import { listCertificates, pinCertificate, unpinCertificate } from './pin-certificate.ts'
import { setSettings } from './set-settings.ts'
import { ShownSettings, TenantSettings } from './settings-schema.ts'
import { showSettings, showTenant } from './show-tenant.ts'
import { PinCertificate, ShownCertificate, ShownTenant } from './tenant-schema.ts'
import { testConnection } from './test-connection.ts'

const tags = ['tenant']
const Thumbprint = Type.Object({ thumbprint: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the certificate, hex' }) })

/**
 * The caller's own tenant: what it is, what its admins decide, which certificates sign its requests. Who changes settings at the console is really there
 * (`demandFresh`, users/demand-fresh.ts): they say who signs in, and how.
 */
export function tenantRoutes (deps: Deps, demandFresh: (tenant: Tenant, sessionId?: string) => Promise<void>): FastifyPluginAsyncTypebox {
  const region = deps.config.OPERATOR_REGION || (deps.config.S3_BUCKET ? deps.config.S3_REGION : null)
  return async (app) => {
    app.get('/tenant', {
      config: { role: 'general' },
      schema: { tags, summary: 'Your tenant: name, state, where its data lies, and the settings you may see', response: { 200: ShownTenant } }
    }, async ({ tenant }) => showTenant(tenant, region))

    app.patch('/tenant/settings', {
      config: { role: 'admin' },
      schema: { tags, summary: 'Change settings; what is not named stays', body: TenantSettings, response: { 200: ShownSettings } }
    }, async ({ tenant, body, signedIn }) => {
      await demandFresh(tenant, signedIn?.sessionId)
      return showSettings(await setSettings(tenant, body), tenant.user.role)
    })

    app.get('/tenant/certificates', {
      config: { role: 'admin' },
      schema: { tags, summary: 'The certificates whose signatures are accepted', response: { 200: Type.Object({ certificates: Type.Array(ShownCertificate) }) } }
    }, async ({ tenant }) => ({ certificates: await listCertificates(tenant) }))

    app.post('/tenant/certificates', {
      config: { role: 'admin' },
      schema: { tags, summary: 'Pin the certificate that replaces the present one; the first request it signs proves it', body: PinCertificate, response: { 201: ShownCertificate } }
    }, async ({ tenant, body }, reply) => reply.code(201).send(await pinCertificate(tenant, body.certificate)))

    app.delete('/tenant/certificates/:thumbprint', {
      config: { role: 'admin' },
      schema: { tags, summary: 'Accept no more what this certificate signs', params: Thumbprint, response: { 204: Type.Null() } }
    }, async ({ tenant, params }, reply) => {
      await unpinCertificate(tenant, params.thumbprint)
      return reply.code(204).send(null)
    })

    app.post('/tenant/connection/test', {
      config: { role: 'admin' },
      schema: { tags, summary: 'Log in to Salesforce as yourself, with the key held for the org', response: { 200: Type.Object({ message: Type.String() }) } }
    }, async ({ tenant, headers }) => ({ message: (await testConnection(tenant))[languageOf(headers['accept-language'])] }))
  }
}
