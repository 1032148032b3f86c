import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Deps } from '../deps.ts'
import { TenantKey } from './key-schema.ts'
import { listKeys } from './list-keys.ts'
import { rotateKeys } from './rotate-keys.ts'

const tags = ['tenant']
const Keys = Type.Object({ keys: Type.Array(TenantKey) })

/** The tenant's own keys. They are destroyed with the end of the service (offboarding-routes.ts). */
export function keyRoutes (deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get('/tenant/keys', {
      config: { role: 'auditor' },
      schema: { tags, summary: 'The keys that seal what is kept for the org, the oldest first', response: { 200: Keys } }
    }, async ({ tenant }) => ({ keys: await listKeys(deps, tenant) }))

    app.post('/tenant/keys/rotate', {
      config: { role: 'admin' },
      schema: { tags, summary: 'New keys for what is sealed from now on; nothing is interrupted', response: { 200: Keys } }
    }, async ({ tenant }) => ({ keys: await rotateKeys(deps, tenant) }))
  }
}
