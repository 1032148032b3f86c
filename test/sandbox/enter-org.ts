/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-return --
   answers are JSON of many shapes: a wrong guess fails the test */
import { createSign, generateKeyPairSync } from 'node:crypto'
import jsforce from 'jsforce'
import { startSandbox } from '../../server/sandbox/start-sandbox.ts'
import type { Sandbox, SandboxOptions } from '../../server/sandbox/start-sandbox.ts'

const keys = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } })
export const app = { consumerKey: 'test-app', certificate: keys.publicKey }

/** The places of the users in `sandbox.users`. */
export const who = { admin: 0, rep: 1, limited: 2, private: 3, unapproved: 4, english: 5 }

/** An answer of the REST API, however it was asked. */
export interface Answer {
  status: number
  body: any
  headers: Headers
}

/** The same words for raw fetch and for jsforce, so that a case can be held to both. */
export interface Client {
  name: 'fetch' | 'jsforce'
  token: string
  /** Path below `/services/data/v66.0`, or a full one. Errors come back as their body. */
  send: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>
  query: (soql: string) => Promise<any>
}

interface TearDown {
  teardown: (fn: () => unknown) => void
}

const clocks = new WeakMap<Sandbox, () => Date>()

/** A sandbox org that closes with the test. */
export async function enterOrg (t: TearDown, options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ size: 5, apps: [app], ...options })
  t.teardown(() => sandbox.close())
  if (options.now !== undefined) clocks.set(sandbox, options.now)
  return sandbox
}

export function makeAssertion (claims: Record<string, unknown>, { key = keys.privateKey, header = { alg: 'RS256' } } = {}): string {
  const write = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url')
  const signed = `${write(header)}.${write(claims)}`
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(key, 'base64url')}`
}

/** Good claims for one of the users, by the org's clock. */
export function claimsFor (sandbox: Sandbox, user: number): Record<string, unknown> {
  const now = clocks.get(sandbox)?.() ?? new Date()
  return { iss: app.consumerKey, sub: sandbox.users[user]?.username, aud: 'https://login.salesforce.com', exp: Math.floor(now.getTime() / 1000) + 120 }
}

export async function askToken (sandbox: Sandbox, assertion: string): Promise<Answer> {
  const body = new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion })
  return readAnswer(await fetch(`${sandbox.url}/services/oauth2/token`, { method: 'POST', body }))
}

export async function readAnswer (response: Response): Promise<Answer> {
  const text = await response.text()
  const json = text !== '' && response.headers.get('content-type')?.startsWith('application/json') === true
  return { status: response.status, body: json ? JSON.parse(text) : text, headers: response.headers }
}

export async function logIn (sandbox: Sandbox, user: number = who.admin): Promise<Client> {
  const { body } = await askToken(sandbox, makeAssertion(claimsFor(sandbox, user)))
  const token = String(body.access_token)
  const send: Client['send'] = async (method, path, content, headers = {}) => {
    const url = path.startsWith('/services') ? path : `/services/data/v66.0${path}`
    const body = content === undefined ? {} : content instanceof FormData ? { body: content } : { body: JSON.stringify(content) }
    const type: Record<string, string> = content === undefined || content instanceof FormData ? {} : { 'content-type': 'application/json' }
    return readAnswer(await fetch(sandbox.url + url, { method, headers: { authorization: `Bearer ${token}`, ...type, ...headers }, ...body }))
  }
  return { name: 'fetch', token, send, query: async soql => (await send('GET', `/query?q=${encodeURIComponent(soql)}`)).body }
}

export async function openJsforce (sandbox: Sandbox, user: number = who.admin): Promise<jsforce.Connection> {
  const connection = new jsforce.Connection({ loginUrl: sandbox.url, instanceUrl: sandbox.url, version: '66.0' })
  await connection.authorize({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: makeAssertion(claimsFor(sandbox, user)) })
  return connection
}

/** jsforce behind the words of `Client`. */
export async function logInByJsforce (sandbox: Sandbox, user: number = who.admin): Promise<Client> {
  const connection = await openJsforce(sandbox, user)
  const send: Client['send'] = async (method, path, content, headers = {}) => {
    try {
      const body = content === undefined ? {} : { body: JSON.stringify(content) }
      const answer: unknown = await connection.request({ method: method as 'GET', url: path.startsWith('/services') ? path : `/services/data/v66.0${path}`, headers: { 'content-type': 'application/json', ...headers }, ...body })
      return { status: 200, body: answer, headers: new Headers() }
    } catch (error) {
      const { errorCode, message, data } = error as { errorCode: string, message: string, data?: unknown }
      return { status: 400, body: [{ errorCode, message, ...(typeof data === 'object' ? data : {}) }], headers: new Headers() }
    }
  }
  const query: Client['query'] = async soql => {
    try {
      return await connection.query(soql)
    } catch (error) {
      const { errorCode, message } = error as { errorCode: string, message: string }
      return [{ errorCode, message }]
    }
  }
  return { name: 'jsforce', token: connection.accessToken ?? '', send, query }
}

export async function bothClients (sandbox: Sandbox, user: number = who.admin): Promise<Client[]> {
  return [await logIn(sandbox, user), await logInByJsforce(sandbox, user)]
}
