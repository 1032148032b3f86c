import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Deps } from '../deps.ts'
import { acceptInvite, lookAtInvite } from './accept-invite.ts'
import { AcceptInvite, AskReset, Id, InviteMade, NewInvite, OpenInvite, ShownInvite, TokenHeader } from './account-schema.ts'
import { askReset } from './ask-reset.ts'
import { demandFresh } from './demand-fresh.ts'
import { refuseOtherOrigins } from './demand-same-origin.ts'
import { listInvites, makeInvite, withdrawInvite } from './make-invite.ts'
import { Session } from './schema.ts'
import { setSessionCookie } from './session-cookie.ts'
import { showSession } from './show-session.ts'
import { visitorOf } from './visitor-of.ts'

const tags = ['invites']

/** Invites and resets: links to set a password with. */
export function inviteRoutes (deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get('/invites', {
      config: { role: 'auditor' },
      schema: { tags, summary: 'Links that are open, were used, or have ended', response: { 200: Type.Object({ invites: Type.Array(ShownInvite) }) } }
    }, async ({ tenant }) => ({ invites: await listInvites(tenant) }))

    app.post('/invites', {
      // Who is answered a link can be whom it makes: no key gets one that may not do all.
      config: { role: 'admin', scope: 'all' },
      schema: { tags, summary: 'Invite somebody; the link is mailed, or shown this once', body: NewInvite, response: { 201: InviteMade } }
    }, async ({ tenant, body, signedIn }, reply) => {
      await demandFresh(tenant, signedIn?.sessionId)
      return reply.code(201).send(await makeInvite(deps, tenant, body))
    })

    app.delete('/invites/:id', {
      config: { role: 'admin' },
      schema: { tags, summary: 'Withdraw an open link', params: Id, response: { 204: Type.Null() } }
    }, async ({ tenant, params }, reply) => {
      await withdrawInvite(tenant, params.id)
      return reply.code(204).send(null)
    })

    app.get('/invites/open', {
      config: { role: 'anyone' },
      schema: { tags, summary: 'What the link is for that one holds', headers: TokenHeader, response: { 200: OpenInvite } }
    }, async (request) => lookAtInvite(deps, request.headers['chohyo-invite'], visitorOf(request)))

    app.post('/invites/accept', {
      config: { role: 'anyone' },
      schema: { tags, summary: 'Set the password with the link one holds, and be signed in', body: AcceptInvite, response: { 201: Session } }
    }, async (request, reply) => {
      refuseOtherOrigins(deps.config, request)
      const token = await acceptInvite(deps, { ...request.body, ...visitorOf(request) })
      setSessionCookie(deps.config, reply, token)
      return reply.code(201).send(await showSession(deps, request, token))
    })

    app.post('/session/reset', {
      config: { role: 'anyone' },
      schema: { tags: ['session'], summary: 'Have a link mailed to set a new password with; the answer is the same whoever is named', body: AskReset, response: { 202: Type.Null() } }
    }, async (request, reply) => {
      refuseOtherOrigins(deps.config, request)
      await askReset(deps, { user: request.body.user, network: visitorOf(request).network })
      return reply.code(202).send(null)
    })
  }
}
