import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { grantToken, identity, introspect, refuse, revoke, sessionOf, userInfo } from '../oauth.ts'
import type { OauthAnswer } from '../oauth.ts'
import type { Org } from '../org.ts'
import { cut } from './apply-fault.ts'
import { setTimeout as wait } from 'node:timers/promises'

/** Tokens and identity: `/services/oauth2/…` and `/id/…`. */
export function addAccountRoutes (app: FastifyInstance, org: Org): void {
  app.post('/services/oauth2/token', async (request, reply) => {
    const fault = org.faults.take({ method: 'POST', path: request.url, body: bodyText(request), user: null })
    if (fault?.kind === 'reset') return cut(reply)
    if (fault?.kind === 'slow') await wait(fault.ms ?? 1000)
    if (fault?.kind === 'html503') return reply.code(503).type('text/html').send('<html><body>Service Unavailable</body></html>')
    return sendJson(reply, fault?.kind === 'tokenRefused' ? refuse('invalid_grant', 'user hasn\'t approved this consumer') : grantToken(org, formOf(request)))
  })
  app.post('/services/oauth2/introspect', async (request, reply) => sendJson(reply, introspect(org, formOf(request))))
  app.post('/services/oauth2/revoke', async (request, reply) => sendJson(reply, revoke(org, formOf(request))))
  app.route({
    method: ['GET', 'POST'],
    url: '/services/oauth2/userinfo',
    handler: async (request, reply) => {
      const session = sessionOf(org, request.headers.authorization)
      return session === null ? reply.code(403).type('text/html').send('Bad_OAuth_Token') : sendJson(reply, { status: 200, body: userInfo(org, session) })
    }
  })
  app.get('/id/:org/:user', async (request, reply) => {
    const session = sessionOf(org, request.headers.authorization)
    return session === null ? reply.code(403).type('text/html').send('Bad_OAuth_Token') : sendJson(reply, { status: 200, body: identity(org, session) })
  })
}

function sendJson (reply: FastifyReply, { status, body }: OauthAnswer): FastifyReply {
  return reply.code(status).type('application/json;charset=UTF-8').send(JSON.stringify(body))
}

function bodyText (request: FastifyRequest): string {
  return typeof request.body === 'string' ? request.body : ''
}

/** Parameters of the body, or of the URL. */
function formOf (request: FastifyRequest): URLSearchParams {
  const body = bodyText(request)
  return new URLSearchParams(body === '' ? request.url.split('?')[1] ?? '' : body)
}
