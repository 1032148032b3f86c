import type { FastifyInstance } from 'fastify'
import { MediaTypeRefused, RequestUnreadable } from '../errors.ts'
import { both } from '../errors-ja.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * JSON, and raw bytes for assets and CSV. The bytes are kept beside the parsed body: a signed request is bound to them. `__proto__` and `constructor` are
 * refused, and text that neither the database nor UTF-8 can hold: letting it through would change it on the way.
 */
export function readBodies (app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  const parse = app.getDefaultJsonParser('error', 'error')
  // Odd ways of writing the media type have switched off validation before (CVE-2025-32442, CVE-2026-25223, CVE-2026-3419, CVE-2026-33806).
  app.addHook('onRequest', async ({ method, headers }) => {
    const type = headers['content-type']
    if (method !== 'GET' && method !== 'HEAD' && type !== undefined && !/^(application\/json(; ?charset=(utf-8|"utf-8"))?|application\/octet-stream|text\/csv)$/i.test(type)) throw new MediaTypeRefused()
  })
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    request.rawBody = bytes as Buffer
    let text
    try {
      text = utf8.decode(bytes as Buffer)
    } catch {
      return done(new RequestUnreadable(both('its bytes are not UTF-8', 'UTF-8 ではないバイトがあります')))
    }
    return parse(request, text, (error, body) => error ? done(error) : done(checkText(text, body), body))
  })
  app.addContentTypeParser(['application/octet-stream', 'text/csv'], { parseAs: 'buffer' }, (request, body, done) => {
    request.rawBody = body as Buffer
    done(null, undefined)
  })
}

/** JSON can spell NUL and half a surrogate pair by escapes; PostgreSQL refuses both (https://www.postgresql.org/docs/current/datatype-json.html). */
function checkText (source: string, body: unknown): Error | null {
  if (!/\\u(0000|d[89a-f])/i.test(source)) return null
  const open = [body]
  while (open.length > 0) {
    const value = open.pop()
    if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed())) return new RequestUnreadable(both('a text in it holds NUL or half a character', '文字列に NUL か不完全な文字があります'))
    if (typeof value === 'object' && value !== null) for (const [name, inner] of Object.entries(value)) open.push(name, inner)
  }
  return null
}
