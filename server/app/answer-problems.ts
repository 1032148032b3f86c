import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { toProblem } from '../documents/to-problem.ts'
import { MediaTypeRefused, MethodUnknown, RequestInvalid, RequestTooLarge, RequestUnreadable, RouteUnknown, ServiceBusy, UrlTooLong, UrlUnreadable } from '../errors.ts'
import { both, inJapanese, languageOf, sayInJapanese } from '../errors-ja.ts'
import { findMethods } from './find-methods.ts'

/** Every error leaves as problem+json (https://www.rfc-editor.org/rfc/rfc9457), in the caller's language, without stack, SQL or token. */
export function answerProblems (app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => sendProblem(request, reply, error))
  app.setNotFoundHandler((request, reply) => {
    const path = (request.url.split('?')[0] ?? '').slice(0, 200)
    // A preflight that is not allowed learns nothing of the address.
    const methods = request.method === 'OPTIONS' ? [] : findMethods(app, path)
    if (methods.length === 0 || methods.includes(request.method)) return sendProblem(request, reply, new RouteUnknown(request.method, path))
    return sendProblem(request, reply.header('allow', methods.join(', ')), new MethodUnknown(path, request.method, methods.join(', ')))
  })
}

export function sendProblem (request: FastifyRequest, reply: FastifyReply, error: Error): FastifyReply {
  const named = nameError(error as FastifyError, request.routeOptions.bodyLimit) as Error & { args?: unknown[], seconds?: number }
  const problem = toProblem(named)
  if (problem.status >= 500) request.log.error({ err: error }, 'request failed')
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer')
  if (named.seconds !== undefined) reply.header('retry-after', named.seconds)
  const language = languageOf(request.headers['accept-language'])
  // What cannot be routed has not passed through helmet.
  return reply.code(problem.status).header('x-content-type-options', 'nosniff').header('cache-control', 'no-store').header('content-language', language).type('application/problem+json').send(JSON.stringify({
    type: 'about:blank',
    status: problem.status,
    code: problem.code,
    detail: language === 'ja' ? sayInJapanese({ ...problem, args: (named.args ?? []).map(inJapanese) }) : problem.message,
    requestId: request.id
  }))
}

/** What Fastify itself refuses, in our words. Anything else of unknown origin stays unnamed. */
function nameError (error: FastifyError, bodyLimit: number | undefined): Error {
  if (error.code?.startsWith('CHOHYO_')) return error
  const named = REFUSED[error.code]?.(bodyLimit ?? 0)
  if (named) return named
  const callers = error.code?.startsWith('FST_') && error.statusCode !== undefined && error.statusCode < 500
  if (!callers) return error
  return new RequestInvalid(both('it is not made as this route expects it', 'この API の形式ではありません'))
}

/** https://fastify.dev/docs/latest/Reference/Errors */
const REFUSED: Readonly<Record<string, (bodyLimit: number) => Error>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => new MediaTypeRefused(),
  FST_ERR_CTP_BODY_TOO_LARGE: (bodyLimit) => new RequestTooLarge(bodyLimit < 1e6 ? `${bodyLimit / 1000} kB` : `${bodyLimit / 1e6} MB`),
  FST_ERR_CTP_EMPTY_JSON_BODY: () => new RequestUnreadable(both('it is empty', '空です')),
  FST_ERR_CTP_INVALID_JSON_BODY: () => new RequestUnreadable(both('it is not JSON, or holds names like __proto__', 'JSON ではないか、__proto__ などの使えない名前があります')),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () => new RequestUnreadable(both('it does not have the announced length', '予告された長さと異なります')),
  FST_ERR_BAD_URL: () => new UrlUnreadable(),
  FST_ERR_MAX_PARAM_LENGTH: () => new UrlTooLong(),
  FST_UNDER_PRESSURE: () => new ServiceBusy()
}
