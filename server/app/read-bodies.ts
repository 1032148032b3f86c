import type { FastifyInstance } from 'fastify'

/** JSON, and raw bytes for assets. The bytes are kept beside the parsed body: a signed request is bound to them. `__proto__` and `constructor` are refused. */
export function readBodies (app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    request.rawBody = body as Buffer
    return parse(request, body.toString('utf8'), done)
  })
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (request, body, done) => {
    request.rawBody = body as Buffer
    done(null, undefined)
  })
}
