import { createSign } from 'node:crypto'
import { join } from 'node:path'
import type { Test } from 'tap'
import { signAsApex, testService, type ServiceOptions, type TestService } from '../../service.ts'
import { methodsOf, readApex } from '../apex.ts'
import { openApex, type Apex } from '../apex-play/open-apex.ts'
import type { Answer, Call, World } from '../apex-play/platform-classes.ts'
import { isObject, thrown, Thrown, toText, type ApexObject } from '../apex-play/values.ts'

export const project = join(import.meta.dirname, '../../..')

/** What is otherwise than in an org that is set up. */
export interface Differences {
  username?: string
  language?: string
  permissions?: string[]
  orgId?: string
  /** what the administrator has set; by default the address of the service */
  settings?: Record<string, string>
  now?: () => number
  sign?: World['sign']
  /** where `callout:Chohyo` leads */
  base?: string
  /** another package than the project's */
  root?: string
  /** what happens to a request on its way */
  altered?: (call: Call) => Call
}

export interface ConformanceOrg extends TestService {
  /** the service's own address, over HTTP */
  base: string
  /** the Apex of the package in this org */
  apex: (differences?: Differences) => Apex
  /** requests as they left Apex, the last one last */
  sent: Call[]
  /** as a browser on a page of Salesforce sends it with a pass */
  browse: (pass: Pass, options?: { body?: string, origin?: string }) => Promise<Response>
  rep: string
}

export interface Pass { url: string, method: string, token: string }

const PUBLIC_URL = 'https://chohyo.test'

/** The running service, the sandbox org, and our Apex, which is played from its sources. */
export async function openOrg (t: Test, options: ServiceOptions = {}): Promise<ConformanceOrg> {
  // Parsing takes seconds in which the service, in the same process, would hold itself for busy.
  readApex(project)
  const service = await testService(t, options)
  const { sandbox, app } = service
  const base = await app.listen({ host: '127.0.0.1', port: 0 })
  const sent: Call[] = []
  const rep = sandbox.users[1]?.username ?? ''
  const apex: ConformanceOrg['apex'] = (differences = {}) => openApex(differences.root ?? project, {
    orgId: differences.orgId ?? sandbox.orgId,
    user: {
      id: sandbox.users.find(({ username }) => username === (differences.username ?? rep))?.id ?? '',
      username: differences.username ?? rep,
      language: differences.language ?? 'en_US',
      permissions: differences.permissions ?? ['Chohyo_Use']
    },
    settings: differences.settings ?? { ServiceUrl__c: PUBLIC_URL },
    now: differences.now ?? Date.now,
    sign: differences.sign ?? ((certificate, content) => {
      if (certificate !== 'Chohyo_Signing') throw thrown('InvalidParameterValueException', 'Invalid certificate')
      return createSign('sha256').update(content).sign(sandbox.signingKey)
    }),
    send: async (call) => {
      sent.push(call)
      return await send(differences.base ?? base, differences.altered?.(structuredClone(call)) ?? call)
    }
  })
  return { ...service, base, apex, sent, rep, browse: (pass, more) => browse(base, pass, more) }
}

/** HttpRequest → HTTP → HttpResponse, with Salesforce's words for what may happen on the way. */
export async function send (base: string, { method, endpoint, headers, body, timeout }: Call): Promise<Answer> {
  if (!endpoint.startsWith('callout:Chohyo/')) throw thrown('CalloutException', `Unauthorized endpoint, please check Setup->Security->Remote site settings. endpoint = ${endpoint}`)
  try {
    const answer = await fetch(base + endpoint.slice('callout:Chohyo'.length), { method, headers: [...headers], signal: AbortSignal.timeout(timeout), redirect: 'manual', ...body !== '' && { body } })
    return { status: answer.status, headers: new Map(answer.headers), body: await answer.text() }
  } catch (error) {
    throw thrown('CalloutException', (error as Error).name === 'TimeoutError' ? 'Read timed out' : `${(error as Error & { cause?: { code?: string } }).cause?.code ?? 'Connection refused'}`)
  }
}

async function browse (base: string, { url, method, token }: Pass, { body, origin = 'https://acme.lightning.force.com' }: { body?: string, origin?: string } = {}): Promise<Response> {
  if (!url.startsWith(`${PUBLIC_URL}/`)) throw new Error(`The pass leads elsewhere: ${url}`)
  return await fetch(base + url.slice(PUBLIC_URL.length), { method, headers: { origin, authorization: `Bearer ${token}`, 'accept-language': 'ja', ...body !== undefined && { 'content-type': 'application/json' } }, ...body !== undefined && { body } })
}

/** JSON of an answer that Apex gives as text. */
export async function json<T = Record<string, unknown>> (answer: Promise<unknown>): Promise<T> {
  return JSON.parse(await answer as string) as T
}

export interface Refusal { status: number, code: string, detail: string, requestId: string | null }

/** What a component gets when Apex refuses: the message of an AuraHandledException. */
export async function refusal (answer: Promise<unknown>): Promise<Refusal> {
  const value = await exception(answer)
  if (value.type !== 'AuraHandledException') throw new Error(`${value.type} instead of an AuraHandledException`)
  return JSON.parse(toText(value.fields.get('message') ?? null)) as Refusal
}

/** What other Apex and Flow get. */
export async function exception (answer: Promise<unknown>): Promise<ApexObject> {
  try {
    const value = await answer
    throw new Error(`Not refused: ${JSON.stringify(value)}`)
  } catch (error) {
    if (error instanceof Thrown) return error.value
    throw error
  }
}

export function fieldsOf (value: unknown): Record<string, unknown> {
  if (!isObject(value as never)) throw new Error('No object of Apex')
  return Object.fromEntries((value as ApexObject).fields)
}

export function tokenOf (call: Call | undefined): string {
  return call?.headers.get('authorization')?.replace('Bearer ', '') ?? ''
}

export function partsOf (token: string): Array<Record<string, unknown>> {
  return token.split('.').slice(0, 2).map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>)
}

/** Methods that somebody outside may call: components, Flow, other Apex, REST. */
export function openMethods (className: string): string[] {
  const outside = ['auraenabled', 'invocablemethod', 'httppost', 'httpget', 'httpput', 'httpdelete', 'httppatch']
  const methods = readApex(project).filter(({ name }) => name === className).flatMap(methodsOf)
  return [...new Set(methods.filter(({ annotations, modifiers, owner }) => owner === className && (outside.some((each) => annotations.has(each)) || modifiers.includes('global'))).map(({ name }) => `${className}.${name}`))].sort()
}

export { signAsApex }
