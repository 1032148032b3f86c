import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Deps } from '../deps.ts'
import { ChangeUser, Id, InviteMade, ListUsers, ResetUser, ShownUser } from './account-schema.ts'
import { changeUser, getUser, listUsers } from './change-user.ts'
import { demandFresh } from './demand-fresh.ts'
import { makeReset } from './make-invite.ts'
import { sendNews } from './send-news.ts'

const tags = ['users']

/** Who may sign in to the console, for the admins of the tenant. */
export function userListRoutes (deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get('/users', {
      config: { role: 'auditor' },
      schema: { tags, summary: 'Find users by name, label, role or state', querystring: ListUsers, response: { 200: Type.Object({ users: Type.Array(ShownUser), next: Type.Union([Type.String(), Type.Null()]) }) } }
    }, async ({ tenant, query }) => listUsers(tenant, query))

    app.get('/users/:id', {
      config: { role: 'auditor' },
      schema: { tags, summary: 'One user', params: Id, response: { 200: ShownUser } }
    }, async ({ tenant, params }) => getUser(tenant, params.id))

    app.patch('/users/:id', {
      // It can make somebody an admin: no key does that which may not do all.
      config: { role: 'admin', scope: 'all' },
      schema: { tags, summary: 'Change a user: role, state, name, labels', params: Id, body: ChangeUser, response: { 200: ShownUser } }
    }, async ({ tenant, params, body, signedIn }) => {
      await demandFresh(tenant, signedIn?.sessionId)
      return changeUser(tenant, params.id, body)
    })

    app.delete('/users/:id', {
      config: { role: 'admin' },
      schema: { tags, summary: 'Close a user: nothing is opened for it any more; it can be opened again', params: Id, response: { 200: ShownUser } }
    }, async ({ tenant, params, signedIn }) => {
      await demandFresh(tenant, signedIn?.sessionId)
      return changeUser(tenant, params.id, { state: 'closed' })
    })

    app.post('/users/:id/reset', {
      // Who is answered the link can be that user: no key gets one that may not do all.
      config: { role: 'admin', scope: 'all' },
      schema: { tags, summary: 'Make a link for a user to set a new password with', params: Id, body: ResetUser, response: { 201: InviteMade } }
    }, async ({ tenant, params, body, signedIn }, reply) => {
      await demandFresh(tenant, signedIn?.sessionId)
      const made = await makeReset(deps, tenant, { id: params.id, factors: body.factors ?? false })
      if (body.factors) sendNews(deps, { tenantId: tenant.id, userId: params.id, news: 'reset-factors' })
      return reply.code(201).send(made)
    })
  }
}
