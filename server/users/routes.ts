import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Deps } from '../deps.ts'
import { DemoElsewhere, SignInRefused } from '../errors.ts'
import { refuseOtherOrigins } from './demand-same-origin.ts'
import { demoOf, isFromHere } from './demo-users.ts'
import { networkOf } from './network-of.ts'
import { Session, SignIn } from './schema.ts'
import { readSessionCookie, setSessionCookie } from './session-cookie.ts'
import { showSession } from './show-session.ts'
import { signIn, signInForDemo } from './sign-in.ts'
import { signOut } from './sign-out.ts'

/** Signing in to the console and out of it. The session is a cookie that pages of this service alone can use. */
export function userRoutes (deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.addHook('onRequest', async (_request, reply) => { reply.header('cache-control', 'no-store') })

    app.get('/session', {
      config: { role: 'anyone' },
      schema: { tags: ['session'], summary: 'Who is signed in to the console, and who could be with one click', response: { 200: Session } }
    }, async (request) => showSession(deps, request, readSessionCookie(deps.config, request)))

    app.post('/session', {
      config: { role: 'anyone' },
      schema: { tags: ['session'], summary: 'Sign in to the console, by password or as a user of the demo', body: SignIn, response: { 201: Session } }
    }, async (request, reply) => {
      refuseOtherOrigins(deps.config, request)
      const token = await enter(deps, request, request.body).catch((error: Error & { seconds?: number }) => {
        if (error.seconds !== undefined) reply.header('retry-after', error.seconds)
        throw error
      })
      setSessionCookie(deps.config, reply, token)
      return reply.code(201).send(await showSession(deps, request, token))
    })

    app.delete('/session', {
      config: { role: 'anyone' },
      schema: { tags: ['session'], summary: 'Sign out of the console', response: { 204: Type.Null() } }
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
  const network = networkOf(request.ip)
  if ('password' in body) return signIn(deps, { login: body.user, password: body.password, network })
  if (!demoOf(deps) || !isFromHere(request)) throw new DemoElsewhere()
  const chosen = demoOf(deps)?.users.find(({ username }) => username === body.demo)
  if (!chosen) throw new SignInRefused()
  return signInForDemo(deps, { login: chosen.login, network })
}
