import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import jwt from '@fastify/jwt'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { allowSalesforce } from './app/allow-salesforce.ts'
import { aboutRoutes } from './app/about-routes.ts'
import { answerBroken } from './app/answer-broken.ts'
import { answerProblems, sendProblem } from './app/answer-problems.ts'
import { checkRequests } from './app/check-requests.ts'
import { demandHost } from './app/demand-host.ts'
import { describeApi } from './app/describe-api.ts'
import { endConnections } from './app/end-connections.ts'
import { healthRoutes } from './app/health-routes.ts'
import { keepPrivate } from './app/keep-private.ts'
import { readTls } from './app/read-tls.ts'
import { readBodies } from './app/read-bodies.ts'
import type { Config } from './config.ts'
import type { Console } from './console/open-console.ts'
import { consoleRoutes } from './console/routes.ts'
import type { Deps } from './deps.ts'
import { fileRoutes } from './documents/file-routes.ts'
import { ledgerRoutes } from './documents/ledger-routes.ts'
import { documentRoutes } from './documents/routes.ts'
import { envelopeRoutes } from './envelopes/routes.ts'
import { RouteWithoutRole, TooManyRequests, Unauthenticated } from './errors.ts'
import { both, type Both } from './errors-ja.ts'
import { historyRoutes } from './histories/routes.ts'
import { incidentRoutes } from './incidents/routes.ts'
import { mappingRoutes } from './mappings/routes.ts'
import { personRoutes } from './persons/routes.ts'
import { serviceRoutes } from './services/routes.ts'
import { templateRoutes } from './templates/routes.ts'
import { authenticate } from './tenants/authenticate.ts'
import { keyRoutes } from './tenants/key-routes.ts'
import { offboardingRoutes } from './tenants/offboarding-routes.ts'
import { tenantRoutes } from './tenants/tenant-routes.ts'
import { demandFresh } from './users/demand-fresh.ts'
import { findCallerByCookie } from './users/find-session.ts'
import { userRoutes } from './users/routes.ts'
import { ssoRoutes } from './users/sso-routes.ts'
import { viewRoutes } from './views/routes.ts'
import { workRoutes } from './works/routes.ts'

/** The HTTP service: everything a route may rely on, then the rooms' routes, and last the console for all other addresses. Tests call this very function. */
export async function buildApp (deps: Deps, console?: Console): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = deps.log
  const app = Fastify({
    loggerInstance,
    genReqId: () => randomUUID(),
    bodyLimit: 8_000_000,
    routerOptions: { maxParamLength: 200 },
    requestTimeout: 120_000,
    connectionTimeout: 120_000,
    return503OnClosing: true,
    ...serverOptions(deps.config),
    trustProxy: deps.config.TRUST_PROXY || false,
    frameworkErrors: (error, request, reply) => { sendProblem(request, reply, error) },
    clientErrorHandler: answerBroken
  }) as unknown as FastifyInstance
  demandRoles(app)
  endConnections(app)
  demandHost(app)
  keepPrivate(app)
  checkRequests(app)
  answerProblems(app)
  await app.register(helmet, { contentSecurityPolicy: { directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] }, useDefaults: false }, hsts: { maxAge: 63_072_000 }, frameguard: { action: 'deny' } })
  // Before everything that may refuse, so that a page may read why.
  await allowSalesforce(app)
  await app.register(rateLimit, { global: false, max: deps.config.RATE_LIMIT, timeWindow: 60_000, ipv6Subnet: 64, errorResponseBuilder: (_request, { ttl }) => new TooManyRequests(seconds(ttl)) })
  // Before the caller is known and for unknown routes too: guessing keys or addresses is limited like everything else.
  app.addHook('onRequest', app.rateLimit())
  readBodies(app)
  await app.register(underPressure, { maxEventLoopDelay: 2000, exposeStatusRoute: false })
  // The keys are the tenants' own and are chosen for each token (tenants/authenticate.ts); a verification that names none fails.
  await app.register(jwt, { secret: async () => { throw new Unauthenticated() }, verify: { algorithms: ['RS256'] } })
  await describeApi(app)
  app.decorateRequest('rawBody')
  app.decorateRequest('claims', null)
  app.decorateRequest('tenant')
  await app.register(cookie)
  authenticate(app, deps, findCallerByCookie)
  await app.register(healthRoutes(deps))
  await app.register(aboutRoutes(deps.config))
  for (const routes of [historyRoutes(deps), userRoutes(deps), ssoRoutes(deps), tenantRoutes(deps, demandFresh), keyRoutes(deps), offboardingRoutes(deps), documentRoutes, ledgerRoutes, fileRoutes, viewRoutes, templateRoutes, mappingRoutes, serviceRoutes, envelopeRoutes, workRoutes, personRoutes, incidentRoutes]) await app.register(routes, { prefix: '/v1' })
  await app.register(consoleRoutes(console))
  return app
}

/** Headers have 30 seconds to arrive, and slow ones are looked for every 5. A request without a host is answered by demandHost, in the form of every other problem. */
function serverOptions (config: Config): object {
  const options = { requireHostHeader: false, headersTimeout: 30_000, connectionsCheckingInterval: 5000 }
  return config.TLS_CERT === '' ? { http: options } : { https: { ...options, ...readTls(config) } }
}

/** Who is not known yet may send this much. */
const MOST_FROM_ANYONE = 64_000

declare module 'fastify' {
  interface FastifyInstance { roles: Map<string, string> }
}

/** A route that does not say who may call it does not boot. `app.roles` keeps what each of them said: `GET /v1/documents` → `general`. */
function demandRoles (app: FastifyInstance): void {
  app.decorate('roles', new Map())
  app.addHook('onRoute', (route) => {
    // The reference pages come from a plugin and show nothing but the reference; the route of preflights answers nothing.
    if (route.url.startsWith('/docs') || (route.method === 'OPTIONS' && route.url === '*')) route.config = { ...route.config, role: 'anyone' }
    if (route.method === 'HEAD') return
    if (route.config?.role === undefined) throw new RouteWithoutRole(String(route.method), route.url)
    if (route.config.role === 'anyone') route.bodyLimit ??= MOST_FROM_ANYONE
    app.roles.set(`${String(route.method)} ${route.url}`, route.config.role)
  })
}

function seconds (ms: number): Both {
  const count = Math.ceil(ms / 1000)
  return both(`${count} ${count === 1 ? 'second' : 'seconds'}`, `${count} 秒`)
}
