import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'

/** The token in the cookie of this request. */
export function readSessionCookie (config: Config, request: FastifyRequest): string | undefined {
  const token = readCookie(config, request, 'chohyo_session')
  return token !== undefined && /^[A-Za-z0-9_-]{43}$/.test(token) ? token : undefined
}

/** Gives the browser its token until the session ends with the browser or by itself; `null` takes it back. */
export function setSessionCookie (config: Config, reply: FastifyReply, token: string | null): void {
  setCookie(config, reply, { name: 'chohyo_session', value: token })
}

export function readCookie ({ publicUrl }: Config, request: FastifyRequest, name: string): string | undefined {
  return request.cookies[nameOf(name, isSecure(publicUrl, request))]
}

/** A cookie for this site alone that no script reads; `null` takes it back. `seconds`: how long it is kept, else until the browser ends. `lax`: it comes along when another site sends the browser here. */
export function setCookie ({ publicUrl }: Config, reply: FastifyReply, { name, value, seconds, lax }: { name: string, value: string | null, seconds?: number, lax?: boolean }): void {
  const secure = isSecure(publicUrl, reply.request)
  const options = { httpOnly: true, sameSite: lax ? 'lax' : 'strict', path: '/', secure } as const
  if (value === null) reply.clearCookie(nameOf(name, secure), options)
  else reply.setCookie(nameOf(name, secure), value, { ...options, ...seconds !== undefined && { maxAge: seconds } })
}

function isSecure (publicUrl: string, { protocol }: FastifyRequest): boolean {
  return protocol === 'https' || publicUrl.startsWith('https:')
}

/** A name with this prefix cannot be planted by a neighbouring host or over http: https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#cookie_prefixes */
function nameOf (name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name
}
