import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { ConsoleBroken } from '../errors.ts'
import { both, languageOf } from '../errors-ja.ts'
import type { Console } from './open-console.ts'
import { tellBroken } from './tell-broken.ts'

/**
 * Scripts, pictures and requests of this service alone. Base components write style attributes, and LWC style elements. The preview of a document is
 * made of images in memory.
 */
const POLICY = [
  "default-src 'none'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data: blob:", "font-src 'self'", "connect-src 'self'", "frame-src 'self' blob:",
  "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"
].join('; ')

/** A build never changes under its name. */
const FOR_EVER = 'public, max-age=31536000, immutable'

const NOT_A_PAGE = /^\/(v1|docs|health|metrics|openapi\.json|assets)(\/|$)/

/** The console: one page for every address that is not the API's, and the files it loads. */
export function consoleRoutes (console: Console | undefined): FastifyPluginAsync {
  return async (app) => {
    await app.register(fastifyStatic, { root: console?.dir ?? import.meta.dirname, serve: false, preCompressed: true, cacheControl: false, index: false })

    app.get('/assets/*', { config: { role: 'anyone' }, schema: { hide: true } }, async (request, reply) => {
      const { '*': path } = request.params as { '*': string }
      // Files of a build by their name, and nothing beside it.
      if (!console || !/^(lib|app)-[0-9a-f]{16}\/([\w-]+\/)*[\w@-]+(\.[\w-]+)*\.(js|css|svg|png|woff2)$/.test(path)) return reply.callNotFound()
      return reply.header('cache-control', FOR_EVER).sendFile(path)
    })

    app.get('/*', { config: { role: 'anyone' }, schema: { hide: true } }, async (request, reply) => {
      if (NOT_A_PAGE.test(request.url.split('?')[0] ?? '') || !wantsPage(request)) return reply.callNotFound()
      return sendPage(console, request, reply)
    })
  }
}

async function sendPage (console: Console | undefined, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  reply.header('content-security-policy', POLICY).header('cache-control', 'no-cache')
  try {
    if (!console) throw new ConsoleBroken(both('this process was started without it', 'このプロセスはコンソールなしで起動されました'))
    const { app } = await console.newest()
    return await reply.sendFile(`${app}/page.html`)
  } catch (error) {
    if ((error as { code?: string }).code !== 'CHOHYO_CONSOLE_BROKEN') throw error
    return reply.code(503).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(tellBroken(error as Error, languageOf(request.headers['accept-language'])))
  }
}

/** A browser that opens an address, not a program that mistyped one. */
function wantsPage ({ url, headers }: FastifyRequest): boolean {
  return url === '/' || /\btext\/html\b/.test(headers.accept ?? '')
}
