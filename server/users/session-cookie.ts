import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'

const NAME = 'chohyo_session'

/** The token in the cookie of this request. */
export function readSessionCookie ({ publicUrl }: Config, request: FastifyRequest): string | undefined {
  const token = request.cookies[nameOf(isSecure(publicUrl, request))]
  return token !== undefined && /^[A-Za-z0-9_-]{43}$/.test(token) ? token : undefined
}

/** Gives the browser its token until the session ends with the browser or by itself; `null` takes it back. */
export function setSessionCookie ({ publicUrl }: Config, reply: FastifyReply, token: string | null): void {
  const secure = isSecure(publicUrl, reply.request)
  const options = { httpOnly: true, sameSite: 'strict', path: '/', secure } as const
  if (token === null) reply.clearCookie(nameOf(secure), options)
  else reply.setCookie(nameOf(secure), token, options)
}

function isSecure (publicUrl: string, { protocol }: FastifyRequest): boolean {
  return protocol === 'https' || publicUrl.startsWith('https:')
}

/** A name with this prefix cannot be planted by a neighbouring host or over http: https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#cookie_prefixes */
function nameOf (secure: boolean): string {
  return secure ? `__Host-${NAME}` : NAME
}
