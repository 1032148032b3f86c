import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Deps } from '../deps.ts'
import { DemoElsewhere, SessionEnded, SignInRefused } from '../errors.ts'
import { apiKeyRoutes } from '../tenants/api-key-routes.ts'
import { accountRoutes } from './account-routes.ts'
import { demandFresh } from './demand-fresh.ts'
import { refuseOtherOrigins } from './demand-same-origin.ts'
import { demoOf, isFromHere } from './demo-users.ts'
import { findSession } from './find-session.ts'
import { giveSecondFactor } from './give-second-factor.ts'
import { inviteRoutes } from './invite-routes.ts'
import { offerPasskeys } from './offer-passkeys.ts'
import { readChallenge } from './passkey-challenge.ts'
import { PasskeyOptions, SecondFactor, Session, SignIn } from './schema.ts'
import { readSessionCookie, setSessionCookie } from './session-cookie.ts'
import { showSession } from './show-session.ts'
import { signInByPasskey } from './sign-in-by-passkey.ts'
import { signIn, signInForDemo } from './sign-in.ts'
import { signOut } from './sign-out.ts'
import { userListRoutes } from './user-routes.ts'
import { visitorOf } from './visitor-of.ts'

const tags = ['session']

/** Signing in to the console and out of it. The session is a cookie that pages of this service alone can use. */
export function userRoutes (deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.addHook('onRequest', async (_request, reply) => { reply.header('cache-control', 'no-store') })
    for (const routes of [accountRoutes(deps), userListRoutes(deps), inviteRoutes(deps), apiKeyRoutes(deps, demandFresh)]) await app.register(routes)

    app.get('/session', {
      config: { role: 'anyone' },
      schema: { tags, summary: 'Who is signed in to the console, what is missing to be, and who could be with one click', response: { 200: Session } }
    }, async (request) => showSession(deps, request, readSessionCookie(deps.config, request)))

    app.post('/session', {
      config: { role: 'anyone' },
      schema: { tags, summary: 'Sign in to the console, by password, by passkey, or as a user of the demo', body: SignIn, response: { 201: Session } }
    }, async (request, reply) => {
      refuseOtherOrigins(deps.config, request)
      const token = await enter(deps, request, request.body)
      setSessionCookie(deps.config, reply, token)
      return reply.code(201).send(await showSession(deps, request, token))
    })

    app.get('/session/passkey-options', {
      config: { role: 'anyone' },
      schema: { tags, summary: 'What a browser needs to ask for a passkey: to sign in with, or to complete a sign-in', response: { 200: PasskeyOptions } }
    }, async (request, reply) => {
      const token = readSessionCookie(deps.config, request)
      const half = token === undefined ? null : await findSession(deps, token)
      return offerPasskeys(deps, reply, half?.needs === 'give' ? { purpose: 'second-factor', session: half } : { purpose: 'sign-in', session: null })
    })

    app.post('/session/second-factor', {
      config: { role: 'anyone' },
      schema: { tags, summary: 'Complete a sign-in with a code of the authenticator app, a passkey, or a recovery code', body: SecondFactor, response: { 201: Session } }
    }, async (request, reply) => {
      refuseOtherOrigins(deps.config, request)
      const token = readSessionCookie(deps.config, request)
      const half = token === undefined ? null : await findSession(deps, token)
      if (token === undefined || !half) throw new SessionEnded()
      const challenge = readChallenge(deps, request, { purpose: 'second-factor', sessionId: half.sessionId })
      const renewed = await giveSecondFactor(deps, { token, factor: request.body, challenge, network: visitorOf(request).network })
      setSessionCookie(deps.config, reply, renewed)
      return reply.code(201).send(await showSession(deps, request, renewed))
    })

    app.delete('/session', {
      config: { role: 'anyone' },
      schema: { tags, summary: 'Sign out of the console', response: { 204: Type.Null() } }
    }, async (request, reply) => {
      refuseOtherOrigins(deps.config, request)
      const token = readSessionCookie(deps.config, request)
      if (token !== undefined) await signOut(deps, token)
      setSessionCookie(deps.config, reply, null)
      return reply.code(204).send(null)
    })
  }
}

async function enter (deps: Deps, request: FastifyRequest, body: SignIn): Promise<string> {
  const visitor = visitorOf(request)
  const demo = isFromHere(request) ? demoOf(deps) : null
  if ('password' in body) return signIn(deps, { ...visitor, login: body.user, password: body.password, exemptOrg: demo?.tenantId })
  if ('passkey' in body) return signInByPasskey(deps, { ...visitor, answer: body.passkey, challenge: readChallenge(deps, request, { purpose: 'sign-in', sessionId: null }) })
  if (!demo) throw new DemoElsewhere()
  const chosen = demo.users.find(({ username }) => username === body.demo)
  if (!chosen) throw new SignInRefused()
  return signInForDemo(deps, { ...visitor, login: chosen.login })
}
