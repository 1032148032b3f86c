import { readFileSync } from 'node:fs'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Config } from '../config.ts'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }

const Said = Type.Union([Type.String(), Type.Null({ description: 'when the operator has not said' })])
const About = Type.Object({ version: Type.String(), operator: Said, contact: Said, region: Said, law: Said })

const DAY_MS = 86_400_000
/** Shorter than a year, as the RFC recommends. */
const ASKED_AGAIN_AFTER = 90

/** What the operator says of this installation, and where weaknesses are reported. */
export function aboutRoutes (config: Config, now: () => Date = () => new Date()): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get('/v1/about', {
      config: { role: 'anyone' },
      schema: { tags: ['health'], summary: 'Version of the service; who runs it, where the data lies and which law holds, as its operator has set it', response: { 200: About } }
    }, async () => ({ version, operator: config.OPERATOR || null, contact: config.OPERATOR_CONTACT || null, region: config.OPERATOR_REGION || null, law: config.OPERATOR_LAW || null }))

    app.get('/.well-known/security.txt', { config: { role: 'anyone' }, schema: { hide: true } }, async (_request, reply) => {
      if (config.SECURITY_CONTACT === '') return reply.callNotFound()
      return reply.type('text/plain; charset=utf-8').header('cache-control', 'no-cache').send(writeSecurityTxt(config, now()))
    })
  }
}

/** https://www.rfc-editor.org/rfc/rfc9116 */
function writeSecurityTxt ({ SECURITY_CONTACT, SECURITY_EXPIRES, publicUrl }: Config, now: Date): string {
  const midnight = Math.floor(now.getTime() / DAY_MS) * DAY_MS
  const expires = SECURITY_EXPIRES === '' ? new Date(midnight + ASKED_AGAIN_AFTER * DAY_MS) : new Date(`${SECURITY_EXPIRES}T23:59:59+09:00`)
  return [
    `Contact: ${SECURITY_CONTACT}`,
    `Expires: ${expires.toISOString()}`,
    'Preferred-Languages: ja, en',
    `Canonical: ${publicUrl}/.well-known/security.txt`,
    ''
  ].join('\n')
}
