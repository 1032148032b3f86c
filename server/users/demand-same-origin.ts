import type { FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { CrossSite } from '../errors.ts'

const SAFE = ['GET', 'HEAD', 'OPTIONS']

/**
 * A browser sends the cookie with whatever page asks; what changes something must be asked by a page of ours. Browsers say so by Sec-Fetch-Site, and by
 * Origin where that is missing: on plain http other than localhost. https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
 */
export function demandSameOrigin (config: Config, request: FastifyRequest): void {
  if (!SAFE.includes(request.method) && !isSameOrigin(config, request)) throw new CrossSite()
}

/** The same for what needs no cookie: signing in. A program that is no browser sends neither header. */
export function refuseOtherOrigins (config: Config, request: FastifyRequest): void {
  const { 'sec-fetch-site': site, origin } = request.headers
  if ((site !== undefined || origin !== undefined) && !isSameOrigin(config, request)) throw new CrossSite()
}

function isSameOrigin ({ publicUrl }: Config, { headers, host }: FastifyRequest): boolean {
  if (headers['sec-fetch-site'] !== undefined) return headers['sec-fetch-site'] === 'same-origin'
  if (headers.origin === undefined || !URL.canParse(headers.origin)) return false
  const origin = new URL(headers.origin)
  return origin.host === host || origin.origin === new URL(publicUrl).origin
}
