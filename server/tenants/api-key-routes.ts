import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Deps } from '../deps.ts'
import { KeyMade, NewKey, ShownKey } from './api-key-schema.ts'
import { addApiKey, listApiKeys, revokeApiKey } from './keep-api-keys.ts'
import type { Tenant } from './open-tenant.ts'

const tags = ['api-keys']

/** Keys for programs. `demandFresh` sees to it that who makes or revokes one is really there (users/demand-fresh.ts). */
export function apiKeyRoutes (deps: Deps, demandFresh: (tenant: Tenant, sessionId?: string) => Promise<void>): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get('/api-keys', {
      config: { role: 'auditor' },
      schema: { tags, summary: 'The API keys in use', response: { 200: Type.Object({ apiKeys: Type.Array(ShownKey) }) } }
    }, async ({ tenant }) => ({ apiKeys: await listApiKeys(tenant) }))

    app.post('/api-keys', {
      config: { role: 'admin' },
      schema: { tags, summary: 'Make an API key; it is shown this once', body: NewKey, response: { 201: KeyMade } }
    }, async ({ tenant, body, signedIn }, reply) => {
      await demandFresh(tenant, signedIn?.sessionId)
      return reply.code(201).send(await addApiKey(deps, tenant, body))
    })

    app.delete('/api-keys/:id', {
      config: { role: 'admin' },
      schema: { tags, summary: 'Revoke an API key', params: Type.Object({ id: Type.String({ format: 'uuid' }) }), response: { 204: Type.Null() } }
    }, async ({ tenant, params }, reply) => {
      await revokeApiKey(tenant, params.id)
      return reply.code(204).send(null)
    })
  }
}
