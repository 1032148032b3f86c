import multipart from '@fastify/multipart'
import Fastify from 'fastify'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { addAccountRoutes } from './account-routes.ts'
import { addTestRoutes } from './test-routes.ts'
import { errorBody, notFound } from '../api-error.ts'
import { takeCall } from './take-call.ts'
import type { JournalEntry } from '../journal.ts'
import type { Org } from '../org.ts'
import { versions } from '../rest/org-info.ts'

declare module 'fastify' {
  interface FastifyRequest {
    journalEntry: JournalEntry | null
  }
}

/** URI and headers together: https://help.salesforce.com/s/articleView?id=000386264 */
const longestHead = 16_384

/** The org's web server: the login pages' API, the data API, and doors for tests outside of `/services`. */
export async function buildApp (org: Org): Promise<FastifyInstance> {
  const app = Fastify({ bodyLimit: 64 * 1024 ** 2, forceCloseConnections: true, http: { maxHeaderSize: 131_072 }, frameworkErrors: (badUrl, request, reply) => { sendNotFound(reply) } })
  app.setErrorHandler(async (error: Error & { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500
    if (status === 500 && request.journalEntry !== null) request.journalEntry.crash = error.stack ?? error.message
    return reply.code(status).send([{ message: status === 413 ? 'Request body is too large' : 'An unexpected error occurred', errorCode: status === 413 ? 'REQUEST_ENTITY_TOO_LARGE' : 'UNKNOWN_EXCEPTION' }])
  })
  app.setNotFoundHandler(async (request, reply) => sendNotFound(reply))
  app.decorateRequest('journalEntry', null)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (request, body, done) => { done(null, body) })
  await app.register(multipart)
  keepJournal(app, org)
  app.addHook('onRequest', async (request, reply) => {
    const head = request.raw.rawHeaders.reduce((sum, part) => sum + part.length + 2, request.raw.url?.length ?? 0)
    if (head > longestHead) return reply.code(request.url.length > longestHead / 2 ? 414 : 431).type('text/html').send('<h1>Bad Message</h1><pre>reason: URI Too Long</pre>')
  })
  app.addHook('onSend', (request, reply, payload, done) => {
    if (request.url.startsWith('/services')) reply.header('Sforce-Limit-Info', `api-usage=${org.apiRequests.used}/${org.apiRequests.max}`)
    done()
  })
  addAccountRoutes(app, org)
  addTestRoutes(app, org)
  for (const path of ['/services/data', '/services/data/']) app.get(path, async (request, reply) => reply.type('application/json;charset=UTF-8').send(JSON.stringify(versions())))
  app.all('/services/data/*', async (request, reply) => takeCall(org, request, reply))
  return app
}

function sendNotFound (reply: FastifyReply): FastifyReply {
  return reply.code(404).type('application/json;charset=UTF-8').send(JSON.stringify(errorBody(notFound())))
}

function keepJournal (app: FastifyInstance, org: Org): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/services')) return
    const start = performance.now()
    const before = request.raw.socket.bytesWritten
    const entry: JournalEntry = { at: org.now().toISOString(), method: request.method, path: request.url, user: null, status: 0, bytes: 0, ms: 0 }
    request.journalEntry = entry
    org.journal.add(entry)
    // `close` comes for answered and cut connections alike.
    reply.raw.once('close', () => {
      entry.bytes = request.raw.socket.bytesWritten - before
      entry.ms = Math.round((performance.now() - start) * 100) / 100
      if (!reply.raw.writableFinished) entry.status = 0
    })
  })
  app.addHook('onSend', (request, reply, payload, done) => {
    if (request.journalEntry !== null) request.journalEntry.status = reply.statusCode
    done()
  })
}
