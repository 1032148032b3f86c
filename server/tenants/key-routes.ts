import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Deps } from '../deps.ts'
import { AskDestruction, Destruction, TenantKey } from './key-schema.ts'
import { listKeys } from './list-keys.ts'
import { cancelDestruction, confirmDestruction, readDestruction, requestDestruction } from './request-destruction.ts'
import { rotateKeys } from './rotate-keys.ts'

const tags = ['tenant']
const Keys = Type.Object({ keys: Type.Array(TenantKey), destruction: Destruction })

/** The tenant's own keys: seen, renewed while everything works, and destroyed at the wish of two admins. */
export function keyRoutes (deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get('/tenant/keys', {
      config: { role: 'auditor' },
      schema: { tags, summary: 'The keys that seal what is kept for the org, the oldest first', response: { 200: Keys } }
    }, async ({ tenant }) => ({ keys: await listKeys(deps, tenant), destruction: await tenant.db(readDestruction) }))

    app.post('/tenant/keys/rotate', {
      config: { role: 'admin' },
      schema: { tags, summary: 'New keys for what is sealed from now on; nothing is interrupted', response: { 200: Keys } }
    }, async ({ tenant }) => ({ keys: await rotateKeys(deps, tenant), destruction: await tenant.db(readDestruction) }))

    app.post('/tenant/keys/destroy', {
      config: { role: 'admin' },
      schema: { tags, summary: 'Ask that the keys be destroyed: nobody reads anything that was kept any more', body: AskDestruction, response: { 202: Destruction } }
    }, async ({ tenant, body }, reply) => reply.code(202).send(await requestDestruction(tenant, body)))

    app.post('/tenant/keys/destroy/confirm', {
      config: { role: 'admin' },
      schema: { tags, summary: 'Confirm it as another admin: after 7 days, or as many as the settings say, they are destroyed', response: { 202: Destruction } }
    }, async ({ tenant }, reply) => reply.code(202).send(await confirmDestruction(tenant)))

    app.delete('/tenant/keys/destroy', {
      config: { role: 'admin' },
      schema: { tags, summary: 'Cancel it: possible until it is done', response: { 200: Destruction } }
    }, async ({ tenant }) => cancelDestruction(tenant))
  }
}
