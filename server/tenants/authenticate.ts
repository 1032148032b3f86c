import { createHash, createPublicKey } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { AccountNeeded, RoleMissing, ScopeMissing, TenantLeaving, Unauthenticated } from '../errors.ts'
import { findApiKey, isApiKey } from './api-keys.ts'
import { openTenant, type Tenant } from './open-tenant.ts'
import { proveCertificate } from './pin-certificate.ts'
import type { Role, User } from './schema.ts'
import { scopeOf, type Scope } from './scopes.ts'

declare module 'fastify' {
  interface FastifyRequest { tenant: Tenant, rawBody: Buffer, claims: Claims | null, signedIn: Caller | null }
  /**
   * `role`: `general` is every caller, but an auditor only to read; `auditor` is auditors and admins. `own`: changes nothing but the caller's own account, so
   * auditors may, and whoever has none may not. `half`: may be called before a first second factor is set up. `scope`: what an API key needs, unless it follows from
   * the path (scopes.ts). `whileLeaving`: changes something and may be called all the same while the service of an org ends
   */
  interface FastifyContextConfig { role?: Role | 'anyone', own?: boolean, half?: boolean, scope?: Scope, whileLeaving?: boolean }
}

/**
 * What Apex signs with the org's certificate: iss = org id, sub = username, role = `admin` for who has the custom permission Chohyo_Configure at this
 * moment, htm and htu = method and path of this request, bh = base64 SHA-256 of its body. Whoever can sign can name any user of the org, so a role that is
 * signed gives away nothing more. https://developer.salesforce.com/docs/atlas.en-us.apexref.meta/apexref/apex_class_Auth_JWT.htm
 */
export interface Claims { iss: string, sub: string, role?: string, aud: string, exp: number, iat?: number, jti: string, htm: string, htu: string, bh: string }

const READING = ['GET', 'HEAD']
const REQUIRED = ['iss', 'sub', 'aud', 'exp', 'jti', 'htm', 'htu', 'bh']
const LEEWAY_S = 30
const LONGEST_S = 300

/** Who is signed in to the console, by the cookie of a request; null without one (users/find-session.ts). */
export type FindByCookie = (deps: Deps, request: FastifyRequest) => Promise<Caller & { tenantId: string, user: User } | null>

/** Which session and account of the console a request comes from. */
export interface Caller { sessionId: string, userId: string }

/** Every route asks for a role; `anyone` is for health and reference. The caller is known before the body is read. */
export function authenticate (app: FastifyInstance, deps: Deps, findByCookie: FindByCookie): void {
  app.decorateRequest('signedIn', null)
  app.addHook('onRequest', async (request) => {
    const role = request.routeOptions.config.role
    if (role === undefined || role === 'anyone') return
    const { tenantId, user, claims, signedIn, scopes } = await findCaller(app, deps, request, findByCookie)
    demandRole(request, role, user.role)
    if (request.routeOptions.config.own === true && signedIn === null) throw new AccountNeeded()
    if (scopes) demandScope(request, scopes)
    request.claims = claims
    request.signedIn = signedIn
    request.tenant = await openTenant(deps, tenantId, user)
    if (request.tenant.state === 'leaving' && !READING.includes(request.method) && !request.routeOptions.config.whileLeaving) throw new TenantLeaving()
  })
  app.addHook('preValidation', async (request: FastifyRequest, _reply: FastifyReply) => {
    if (request.claims) await spendToken(request, request.claims)
  })
}

function demandRole ({ method, routeOptions: { config } }: FastifyRequest, asked: Role, held: Role): void {
  const may = held === 'admin' || (held === 'auditor' ? asked !== 'admin' && (READING.includes(method) || config.own === true) : asked === 'general')
  if (!may) throw new RoleMissing(asked === 'auditor' ? 'auditor or admin' : asked)
}

/** `scopes`: of an API key. */
interface Found { tenantId: string, user: User, claims: Claims | null, signedIn: Caller | null, scopes: readonly string[] | null }

function demandScope ({ method, routeOptions: { url = '', config } }: FastifyRequest, scopes: readonly string[]): void {
  const needed = config.scope ?? scopeOf(method, url)
  if (!scopes.includes('all') && !scopes.includes(needed)) throw new ScopeMissing(needed)
}

async function findCaller (app: FastifyInstance, deps: Deps, request: FastifyRequest, findByCookie: FindByCookie): Promise<Found> {
  const signedIn = request.headers.authorization === undefined ? await findByCookie(deps, request) : null
  if (signedIn) return { tenantId: signedIn.tenantId, user: signedIn.user, claims: null, signedIn, scopes: null }
  const [, token] = /^Bearer ([A-Za-z0-9_.=-]{1,8192})$/.exec(request.headers.authorization ?? '') ?? []
  if (token === undefined) throw refuse(request, 'no bearer token')
  if (isApiKey(token)) {
    const found = await findApiKey(deps, token)
    if (!found) throw refuse(request, 'api key unknown, expired or revoked')
    return { ...found, claims: null, signedIn: null }
  }
  const claims = await verify(app, deps, request, token)
  return { tenantId: claims.iss, user: { username: claims.sub, role: claims.role === 'admin' ? 'admin' : 'general', via: 'salesforce' }, claims, signedIn: null, scopes: null }
}

/** The tenant's pinned keys decide, never anything inside the token (`jku`, `x5c`, `kid`). */
async function verify (app: FastifyInstance, deps: Deps, request: FastifyRequest, token: string): Promise<Claims> {
  const orgId = claimedOrg(app, token)
  const tenant = orgId === undefined
    ? undefined
    : await deps.database.withDoor((trx) => trx.selectFrom('tenant').select(['certificates', 'state', 'proven']).where('tenant_id', '=', orgId).executeTakeFirst())
  if (orgId === undefined || !tenant || !['active', 'leaving'].includes(tenant.state)) throw refuse(request, 'unknown or inactive org')
  for (const pem of tenant.certificates) {
    try {
      const key = createPublicKey(pem).export({ type: 'spki', format: 'pem' })
      const claims = app.jwt.verify<Claims>(token, { key: key.toString(), algorithms: ['RS256'], allowedAud: deps.config.publicUrl, requiredClaims: REQUIRED, clockTolerance: LEEWAY_S * 1000, cache: false })
      checkClaims(request, claims, deps.now().getTime() / 1000)
      await proveCertificate(deps, { id: orgId, proven: tenant.proven }, pem)
      return claims
    } catch (error) {
      request.log.info({ reason: (error as Error).message }, 'signed request refused by one key')
    }
  }
  throw refuse(request, 'no pinned key accepts the token')
}

function claimedOrg (app: FastifyInstance, token: string): string | undefined {
  try {
    const claims = app.jwt.decode<Partial<Claims>>(token)
    return typeof claims?.iss === 'string' && /^00D[A-Za-z0-9]{15}$/.test(claims.iss) ? claims.iss : undefined
  } catch {
    return undefined
  }
}

function checkClaims (request: FastifyRequest, claims: Claims, now: number): void {
  const texts = [claims.iss, claims.sub, claims.jti, claims.htm, claims.htu, claims.bh]
  if (texts.some((text) => !isPlain(text))) throw refuse(request, 'a claim is not plain text')
  if (!Number.isFinite(claims.exp) || claims.exp > now + LONGEST_S + LEEWAY_S) throw refuse(request, 'valid for too long')
  if (claims.iat !== undefined && (!Number.isFinite(claims.iat) || claims.iat > now + LEEWAY_S || claims.exp - claims.iat > LONGEST_S)) throw refuse(request, 'issued in the future or for too long')
  if (claims.htm !== request.method || claims.htu !== request.url) throw refuse(request, 'signed for another request')
}

/** What a column and its index can hold: at most 2,000 bytes without control characters. https://www.postgresql.org/docs/current/btree.html#BTREE-IMPLEMENTATION */
function isPlain (claim: unknown): boolean {
  // eslint-disable-next-line no-control-regex
  return typeof claim === 'string' && claim !== '' && Buffer.byteLength(claim) <= 2000 && claim.isWellFormed() && !/[\u0000-\u001f\u007f]/.test(claim)
}

/** The body is the one that was signed, and the token has not been used before: one `jti`, one request, whichever process it reaches. */
async function spendToken (request: FastifyRequest, claims: Claims): Promise<void> {
  const hash = createHash('sha256').update(request.rawBody ?? Buffer.alloc(0)).digest('base64')
  if (hash !== claims.bh) throw refuse(request, 'the body is not the one that was signed')
  const { tenant } = request
  const spent = await tenant.db((trx) => trx.insertInto('seen_token')
    .values({ tenant_id: tenant.id, jti: claims.jti, expires_at: new Date((claims.exp + LEEWAY_S) * 1000) })
    .onConflict((clash) => clash.doNothing())
    .executeTakeFirst())
  if (spent.numInsertedOrUpdatedRows !== 1n) throw refuse(request, 'token used before')
}

/** One answer for every reason; the reason is for the operator's log. */
function refuse (request: FastifyRequest, reason: string): Error {
  request.log.warn({ reason }, 'caller refused')
  return new Unauthenticated()
}
