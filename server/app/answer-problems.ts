import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { toProblem } from '../documents/to-problem.ts'
import { RequestInvalid, RequestUnreadable, RouteUnknown } from '../errors.ts'
import { sayInJapanese } from '../errors-ja.ts'

/** Every error leaves as problem+json (https://www.rfc-editor.org/rfc/rfc9457), in the caller's language, without stack, SQL or token. */
export function answerProblems (app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => sendProblem(request, reply, error))
  app.setNotFoundHandler({ preHandler: app.rateLimit?.() ?? [] }, (request, reply) => sendProblem(request, reply, new RouteUnknown(request.method, request.url.split('?')[0])))
}

function sendProblem (request: FastifyRequest, reply: FastifyReply, error: FastifyError): FastifyReply {
  const problem = toProblem(nameError(error))
  if (problem.status >= 500) request.log.error({ err: error }, 'request failed')
  const language = speaks(request, 'ja') ? 'ja' : 'en'
  return reply.code(problem.status).header('cache-control', 'no-store').header('content-language', language).type('application/problem+json').send(JSON.stringify({
    type: 'about:blank',
    status: problem.status,
    code: problem.code,
    detail: language === 'ja' ? sayInJapanese(problem) : problem.message,
    requestId: request.id
  }))
}

function speaks (request: FastifyRequest, language: string): boolean {
  return request.headers['accept-language']?.toLowerCase().startsWith(language) ?? false
}

/** What Fastify itself refuses, in our words. Its 4xx are the caller's doing; anything else of unknown origin stays unnamed. */
function nameError (error: FastifyError): Error {
  if (error.code?.startsWith('CHOHYO_')) return error
  if (error.validation) return new RequestInvalid(error.message)
  if (error.statusCode === undefined || error.statusCode >= 500) return error
  return Object.assign(new RequestUnreadable(error.message.replace(/\.$/, '')), { statusCode: error.statusCode })
}
