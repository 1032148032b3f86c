import { createHash, createPublicKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { tmpdir } from 'node:os'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { pino, type Logger } from 'pino'
import type { Test } from 'tap'
import { buildApp } from '../server/app.ts'
import { readConfig } from '../server/config.ts'
import { openDeps, type Deps } from '../server/deps.ts'
import { openChrome } from '../server/io/chrome.ts'
import { installStarter } from '../server/mappings/install-starter.ts'
import { startSandbox, type Sandbox, type SandboxOptions } from '../server/sandbox/start-sandbox.ts'
import { makeApiKey } from '../server/tenants/api-keys.ts'
import { keepTenant } from '../server/tenants/keep-tenant.ts'
import { openTenant, type Tenant } from '../server/tenants/open-tenant.ts'
import type { Role } from '../server/tenants/schema.ts'
import { startWorker } from '../server/worker.ts'
import { openLateChrome } from './chrome.ts'
import { dataFolder } from './data-folder.ts'
import './plain-children.ts'
import { silent, testDatabaseUrl, testFolder } from './stores.ts'

export interface TestService {
  app: FastifyInstance
  deps: Deps
  sandbox: Sandbox
  /** The tenant as the org's administrator sees it, or as another of its users. */
  tenant: (username?: string, role?: Role) => Promise<Tenant>
  /** Calls as the administrator with an API key, or with another bearer token. */
  call: (request: InjectOptions & { token?: string }) => Promise<LightMyRequestResponse>
  apiKey: (username: string, role?: Role) => Promise<string>
  /** A bearer token as Apex signs it for exactly this request. */
  signed: (request: Signed) => string
}

export interface Signed { method: string, url: string, body?: string, username?: string, claims?: Record<string, unknown>, header?: Record<string, unknown>, key?: string }

export interface ServiceOptions { sandbox?: SandboxOptions, settings?: Record<string, string>, worker?: boolean, starter?: boolean, log?: Logger, chrome?: 'late' | 'at once' }

/** The key pair of the app `test-app`, by which the service logs in to the sandbox org. */
export const KEYS = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } })

/** The very service we ship, on a database of its own and a sandbox org, closed when the test ends. Its Chrome starts with the first print, or at once for what asks after it. */
export async function testService (t: Test, { sandbox: org = {}, settings = {}, worker = true, starter = true, log, chrome = 'late' }: ServiceOptions = {}): Promise<TestService> {
  const sandbox = await startSandbox({ size: 5, apps: [{ consumerKey: 'test-app', certificate: KEYS.publicKey }], ...org })
  t.teardown(() => sandbox.close())
  const config = readConfig({ DATABASE_URL: await testDatabaseUrl(t), DATA_DIR: await dataFolder(t), ANCHOR_DIR: await testFolder(t), NODE_ENV: 'test', PUBLIC_URL: 'https://chohyo.test', CHROME_PAGES: '1', PATH: '', HOME: tmpdir(), ...settings })
  const deps = await openDeps(config, log ?? (process.env.TEST_LOG === undefined ? silent : pino({ level: process.env.TEST_LOG })), chrome === 'late' ? openLateChrome : openChrome)
  t.teardown(() => deps.close())
  await register(deps, sandbox)
  const tenant: TestService['tenant'] = (username = sandbox.users[0]?.username ?? '', role = 'admin') => openTenant(deps, sandbox.orgId, { username, role, via: 'api-key' })
  if (starter) await installStarter(await tenant())
  if (worker) {
    const running = await startWorker(deps)
    t.teardown(async () => { await deps.queue.close(); await running.close() })
  }
  const app = await buildApp(deps)
  t.teardown(() => app.close())
  const apiKey: TestService['apiKey'] = (username, role = 'general') => makeApiKey(deps, { tenantId: sandbox.orgId, label: 'test', username, role })
  const adminKey = await apiKey(sandbox.users[0]?.username ?? '', 'admin')
  return {
    app,
    deps,
    sandbox,
    tenant,
    apiKey,
    call: ({ token = adminKey, headers, ...request }) => app.inject({ ...request, headers: { authorization: `Bearer ${token}`, ...headers } }),
    signed: (request) => signAsApex(sandbox, request)
  }
}

async function register (deps: Deps, sandbox: Sandbox): Promise<void> {
  await keepTenant(deps, {
    id: sandbox.orgId,
    name: 'Test org',
    instanceUrl: sandbox.url,
    loginUrl: sandbox.url,
    consumerKey: 'test-app',
    privateKey: KEYS.privateKey,
    certificates: [createPublicKey(sandbox.certificate).export({ type: 'spki', format: 'pem' }).toString()]
  })
}

/** Auth.JWT and Auth.JWS of Apex: the claims of salesforce to service, signed RS256 with the org's certificate. */
export function signAsApex (sandbox: Sandbox, { method, url, body = '', username, claims, header, key }: Signed): string {
  const now = Math.floor(Date.now() / 1000)
  const payload = {
    iss: sandbox.orgId,
    sub: username ?? sandbox.users[0]?.username,
    role: 'general',
    aud: 'https://chohyo.test',
    iat: now,
    exp: now + 120,
    jti: randomUUID(),
    htm: method,
    htu: url,
    bh: createHash('sha256').update(body).digest('base64'),
    ...claims
  }
  const text = [{ alg: 'RS256', typ: 'JWT', ...header }, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  return `${text}.${sign('sha256', Buffer.from(text), key ?? sandbox.signingKey).toString('base64url')}`
}
