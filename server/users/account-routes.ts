import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Deps } from '../deps.ts'
import { SessionEnded } from '../errors.ts'
import { Account, ChangeAccount, ChangePassword, ConfirmTotp, FactorAdded, Id, Name, NewPasskey, NewTotp, OwnSession, RecoveryCodes, RegistrationOptions } from './account-schema.ts'
import type { Added } from './add-factor.ts'
import { confirmPresence } from './confirm-presence.ts'
import { demandFresh } from './demand-fresh.ts'
import { beginTotp, confirmTotp, removeTotp } from './enrol-totp.ts'
import { findSession, forgetSession, type SignedIn } from './find-session.ts'
import { changeAccount, changePassword, endSessions, listSessions, showAccount } from './keep-own-account.ts'
import { offerPasskeys } from './offer-passkeys.ts'
import { readChallenge } from './passkey-challenge.ts'
import { offerRegistration, registerPasskey, removePasskey, renamePasskey } from './register-passkey.ts'
import { renewRecoveryCodes } from './renew-recovery-codes.ts'
import { Confirmation, PasskeyOptions } from './schema.ts'
import { sendNews } from './send-news.ts'
import { readSessionCookie, setSessionCookie } from './session-cookie.ts'
import { visitorOf } from './visitor-of.ts'

const tags = ['account']
const own = { role: 'general', own: true, whileLeaving: true } as const
/** May be called by who has to set up a first second factor. */
const half = { ...own, half: true } as const
const none = { 204: Type.Null() }

/** One's own account: password, second factors, sessions. */
export function accountRoutes (deps: Deps): FastifyPluginAsyncTypebox {
  const callerOf = async (request: FastifyRequest): Promise<SignedIn> => {
    const found = await findSession(deps, readSessionCookie(deps.config, request) ?? '')
    if (!found) throw new SessionEnded()
    return found
  }
  /** Who is there at this moment. */
  const freshCallerOf = async (request: FastifyRequest): Promise<SignedIn> => {
    await demandFresh(request.tenant, request.signedIn?.sessionId)
    return callerOf(request)
  }
  /** What this process remembers of the session is no longer so. */
  const forget = (request: FastifyRequest): void => forgetSession(deps, readSessionCookie(deps.config, request) ?? '')
  const added = (request: FastifyRequest, reply: FastifyReply, signedIn: SignedIn, { token, recoveryCodes }: Added) => {
    forget(request)
    if (token !== null) setSessionCookie(deps.config, reply, token)
    sendNews(deps, { ...signedIn, news: 'factor' })
    return reply.code(201).send({ recoveryCodes })
  }

  return async (app) => {
    app.get('/account', { config: half, schema: { tags, summary: 'Your account', response: { 200: Account } } }, async (request) => showAccount(deps, await callerOf(request)))

    app.patch('/account', { config: own, schema: { tags, summary: 'Change your name, mail address, language or labels', body: ChangeAccount, response: { 200: Account } } }, async (request) => {
      const signedIn = await (request.body.mail === undefined ? callerOf(request) : freshCallerOf(request))
      const before = await changeAccount(deps, signedIn, request.body)
      if (before !== null) sendNews(deps, { ...signedIn, news: 'mail', to: before })
      forget(request)
      return showAccount(deps, signedIn)
    })

    app.post('/account/password', { config: own, schema: { tags, summary: 'Change your password; your other sessions end', body: ChangePassword, response: none } }, async (request, reply) => {
      const signedIn = await callerOf(request)
      await changePassword(deps, signedIn, { ...request.body, network: visitorOf(request).network, orgName: request.tenant.name })
      sendNews(deps, { ...signedIn, news: 'password' })
      return reply.code(204).send(null)
    })

    app.get('/account/passkey-options', { config: own, schema: { tags, summary: 'What a browser needs to confirm by passkey that you are there', response: { 200: PasskeyOptions } } }, async (request, reply) =>
      offerPasskeys(deps, reply, { purpose: 'confirm', session: await callerOf(request) }))

    app.post('/account/confirmation', { config: own, schema: { tags, summary: 'Confirm that you are there: for ten minutes factors and roles may be changed', body: Confirmation, response: none } }, async (request, reply) => {
      const signedIn = await callerOf(request)
      const challenge = readChallenge(deps, request, { purpose: 'confirm', sessionId: signedIn.sessionId })
      await confirmPresence(deps, signedIn, { by: request.body, challenge, network: visitorOf(request).network })
      return reply.code(204).send(null)
    })

    app.post('/account/totp', { config: half, schema: { tags, summary: 'Begin to set up an authenticator app', response: { 201: NewTotp } } }, async (request, reply) =>
      reply.code(201).send(await beginTotp(deps, await freshCallerOf(request))))

    app.post('/account/totp/confirm', { config: half, schema: { tags, summary: 'Show by a first code that the app is set up', body: ConfirmTotp, response: { 201: FactorAdded } } }, async (request, reply) => {
      const signedIn = await freshCallerOf(request)
      return added(request, reply, signedIn, await confirmTotp(deps, signedIn, { code: request.body.code, network: visitorOf(request).network }))
    })

    app.delete('/account/totp', { config: own, schema: { tags, summary: 'Remove the authenticator app', response: none } }, async (request, reply) => {
      const signedIn = await freshCallerOf(request)
      await removeTotp(deps, signedIn)
      sendNews(deps, { ...signedIn, news: 'factor' })
      return reply.code(204).send(null)
    })

    app.get('/account/passkeys/options', { config: half, schema: { tags, summary: 'What a browser needs to make a passkey', response: { 200: RegistrationOptions } } }, async (request, reply) =>
      offerRegistration(deps, reply, await freshCallerOf(request)))

    app.post('/account/passkeys', { config: half, schema: { tags, summary: 'Register the passkey a browser has made', body: NewPasskey, response: { 201: FactorAdded } } }, async (request, reply) => {
      const signedIn = await freshCallerOf(request)
      const challenge = readChallenge(deps, request, { purpose: 'register', sessionId: signedIn.sessionId })
      return added(request, reply, signedIn, await registerPasskey(deps, signedIn, { label: request.body.label, answer: request.body.passkey, challenge }))
    })

    app.patch('/account/passkeys/:id', { config: own, schema: { tags, summary: 'Rename a passkey', params: Id, body: Type.Object({ label: Name }, { additionalProperties: false }), response: none } }, async (request, reply) => {
      await renamePasskey(deps, await callerOf(request), { id: request.params.id, label: request.body.label })
      return reply.code(204).send(null)
    })

    app.delete('/account/passkeys/:id', { config: own, schema: { tags, summary: 'Remove a passkey', params: Id, response: none } }, async (request, reply) => {
      const signedIn = await freshCallerOf(request)
      await removePasskey(deps, signedIn, request.params.id)
      sendNews(deps, { ...signedIn, news: 'factor' })
      return reply.code(204).send(null)
    })

    app.post('/account/recovery-codes', { config: own, schema: { tags, summary: 'Make new recovery codes; those of before are good no more', response: { 201: RecoveryCodes } } }, async (request, reply) =>
      reply.code(201).send({ recoveryCodes: await renewRecoveryCodes(deps, await freshCallerOf(request)) }))

    app.get('/account/sessions', { config: own, schema: { tags, summary: 'Where you are signed in', response: { 200: Type.Object({ sessions: Type.Array(OwnSession) }) } } }, async (request) =>
      ({ sessions: await listSessions(deps, await callerOf(request)) }))

    app.delete('/account/sessions', { config: own, schema: { tags, summary: 'Sign out everywhere else', response: none } }, async (request, reply) => {
      await endSessions(deps, await callerOf(request))
      return reply.code(204).send(null)
    })

    app.delete('/account/sessions/:id', { config: own, schema: { tags, summary: 'End one of your sessions', params: Id, response: none } }, async (request, reply) => {
      await endSessions(deps, await callerOf(request), request.params.id)
      return reply.code(204).send(null)
    })
  }
}
