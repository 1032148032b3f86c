import { createHash } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { InjectOptions } from 'fastify'
import { makeCertificate, makePrivateKey } from '../../server/cli/org-keys.ts'
import { stepOffboarding } from '../../server/tenants/step-offboarding.ts'
import { keepAccount } from '../../server/users/keep-account.ts'
import { ACCOUNT_RECIPES } from '../users/recipes.ts'
import type { Run } from '../../server/works/schema.ts'
import { asAdministrator } from './as-administrator.ts'
import type { TestService } from '../service.ts'

/** Puts in place what a call needs, and gives the call: one that succeeds and changes something. It is sent twice; the first time its line cannot be written, and nothing may change. */
export type Recipe = (service: TestService) => InjectOptions | Promise<InjectOptions>

/**
 * How each route that changes something is called with success. A NEW ROUTE NEEDS A LINE HERE: its method and path as /openapi.json has them, and a function
 * that prepares what the call is about (by `service.call` for the administrator, by `service.deps`, or by SQL) and returns the call itself, as `app.inject`
 * takes it; `service.call` sends it with an admin's API key unless `headers` say otherwise. Without a line every-change.test.ts fails and names the route.
 */
export const RECIPES: Record<string, Recipe> = {
  ...ACCOUNT_RECIPES,
  'POST /v1/session': async (service) => {
    await account(service)
    return signIn
  },
  'DELETE /v1/session': async (service) => {
    await account(service)
    const [cookie] = (await service.app.inject(signIn)).cookies
    return { headers: { cookie: `${cookie?.name}=${cookie?.value}`, 'sec-fetch-site': 'same-origin' } }
  },
  'PUT /v1/views/{name}': async (service) => ({ body: await bodyOf(service, 'views') }),
  'POST /v1/views/{name}/publish': (service) => draft(service, 'views'),
  'PUT /v1/templates/{name}': async (service) => ({ body: await bodyOf(service, 'templates') }),
  'POST /v1/templates/{name}/publish': (service) => draft(service, 'templates'),
  'PUT /v1/mappings/{name}': async (service) => ({ body: await bodyOf(service, 'mappings') }),
  'POST /v1/mappings/{name}/publish': (service) => draft(service, 'mappings'),
  'PUT /v1/services/{name}': () => ({ body: SERVICE }),
  'POST /v1/services/{name}/publish': (service) => keptService(service),
  'PUT /v1/services/{name}/secrets': async (service) => ({ ...await keptService(service), body: { signingSecret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLASw' } }),
  'POST /v1/services/{name}/check': async (service) => {
    await keptService(service)
    await service.call({ method: 'PUT', url: `/v1/services/${NAME}/secrets`, body: { signingSecret: 'a secret of many words' } })
    return {}
  },
  'PUT /v1/envelopes/{name}': () => ({ body: ENVELOPE }),
  'POST /v1/envelopes/{name}/publish': async (service) => {
    await service.call({ method: 'PUT', url: `/v1/envelopes/${NAME}`, body: ENVELOPE })
    return {}
  },
  'PUT /v1/works/{name}': () => ({ body: WORK }),
  'POST /v1/works/{name}/publish': async (service) => {
    await service.call({ method: 'PUT', url: `/v1/envelopes/${NAME}`, body: ENVELOPE })
    await service.call({ method: 'POST', url: `/v1/envelopes/${NAME}/publish` })
    await service.call({ method: 'PUT', url: `/v1/works/${NAME}`, body: WORK })
    return {}
  },
  'PUT /v1/assets/{name}': () => ({ headers: { 'content-type': 'application/octet-stream' }, payload: PIXEL }),
  'POST /v1/documents': (service) => ({ body: { mapping: NAME, recordId: quoteOf(service) } }),
  'POST /v1/documents/{id}/corrections': async (service) => ({ url: `/v1/documents/${await finished(service)}/corrections`, body: { reason: '数量の誤り' } }),
  'DELETE /v1/documents/{id}': async (service) => ({ url: `/v1/documents/${await finished(service)}`, body: { reason: '二重' } }),
  'PUT /v1/documents/{id}/hold': async (service) => ({ url: `/v1/documents/${await finished(service)}/hold`, body: { reason: '税務調査' } }),
  'DELETE /v1/documents/{id}/hold': async (service) => {
    const url = `/v1/documents/${await finished(service)}/hold`
    await service.call({ method: 'PUT', url, body: { reason: '税務調査' } })
    return { url, body: { reason: '終了' } }
  },
  'POST /v1/ledger/papers/{paper}': () => ({ url: '/v1/ledger/papers/rules', body: { company: '株式会社サンプル', responsible: '山田', processor: '佐藤', department: '経理部' } }),
  'POST /v1/persons/find': () => ({ body: { text: '株式会社サンプル' } }),
  'POST /v1/persons/export': () => ({ body: { text: '株式会社サンプル' } }),
  'POST /v1/persons/erase': async (service) => {
    await finished(service)
    return { body: { text: quoteOf(service), reason: '本人からの請求' } }
  },
  'POST /v1/incidents': () => ({ body: { overview: '誤送信' } }),
  'PATCH /v1/incidents/{id}': async (service) => ({ url: `/v1/incidents/${await declared(service)}`, body: { report: { cause: '宛先の誤り' } } }),
  'POST /v1/incidents/{id}/steps': async (service) => ({ url: `/v1/incidents/${await declared(service)}/steps`, body: { step: 'preliminary' } }),
  'POST /v1/tenant/keys/rotate': () => ({}),
  'POST /v1/tenant/keys/destroy': async (service) => ({ ...await adminAt(service, 'ask@recipe.example'), body: { confirm: service.sandbox.orgId, takeover: true } }),
  'POST /v1/tenant/keys/destroy/confirm': async (service) => {
    await askDestruction(service)
    return adminAt(service, 'confirm@recipe.example')
  },
  'DELETE /v1/tenant/keys/destroy': async (service) => {
    await askDestruction(service)
    return adminAt(service, 'cancel@recipe.example')
  },
  'POST /v1/tenant/certificates': async (service) => {
    await asAdministrator(service, 'update tenant set certificates = jsonb_build_array(certificates -> 0)')
    return { body: { certificate: makeCertificate(makePrivateKey(), 'Chohyo_Signing', new Date()) } }
  },
  'DELETE /v1/tenant/certificates/{thumbprint}': async (service) => {
    await asAdministrator(service, 'update tenant set certificates = jsonb_build_array(certificates -> 0)')
    const { thumbprint } = (await service.call({ method: 'POST', url: '/v1/tenant/certificates', body: { certificate: makeCertificate(makePrivateKey(), 'Chohyo_Signing', new Date()) } })).json<{ thumbprint: string }>()
    return { url: `/v1/tenant/certificates/${thumbprint}` }
  },
  'POST /v1/tenant/connection/test': () => ({}),
  'POST /v1/tenant/offboarding': async (service) => ({ ...await leaving(service, 'none'), body: LEAVE }),
  'POST /v1/tenant/offboarding/confirm': (service) => leaving(service, 'requested'),
  'POST /v1/tenant/offboarding/handover': async (service) => {
    const admin = await leaving(service, 'archived')
    const { rawPayload } = await service.app.inject({ url: '/v1/tenant/offboarding/archive', ...admin })
    return { ...admin, body: { sha256: createHash('sha256').update(rawPayload).digest('hex'), takeover: true } }
  },
  'DELETE /v1/tenant/offboarding': (service) => leaving(service, 'requested'),
  'PATCH /v1/tenant/settings': () => ({ body: { history: { zone: 'Europe/Berlin' } } }),
  'POST /v1/previews': (service) => ({ body: { mapping: NAME, recordId: quoteOf(service), as: 'data' } }),
  'POST /v1/runs': (service) => ({ body: { mapping: NAME, source: { recordIds: [quoteOf(service)] } } }),
  'POST /v1/runs/{id}/cancel': async (service) => ({ url: `/v1/runs/${(await startRun(service)).id}/cancel` }),
  'POST /v1/runs/{id}/retry': async (service) => {
    const { id } = await startRun(service)
    // As if a worker had given up reading the source.
    await asAdministrator(service, `update parcel set state = 'failed', last_error = '{"code": "X", "message": "x", "status": 500, "args": []}' where run_id = '${id}'; update run set state = 'failed' where id = '${id}'`)
    return { url: `/v1/runs/${id}/retry` }
  }
}

/** What is asked with POST because it is too large for an address, reads nothing of anybody and changes nothing: it leaves no line. */
export const QUIET: Record<string, Recipe> = {
  'POST /v1/schedules/preview': () => ({ body: { schedule: { timeZone: 'Asia/Tokyo', when: { every: 'day', at: ['09:00'] } }, count: 1 } }),
  'POST /v1/csv/preview': () => ({ body: 'no,item\n1,x\n', headers: { 'content-type': 'text/csv' } })
}

/** A definition of the starter, in all three kinds. */
const NAME = 'quote_ja'
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const LOGIN = { user: 'recipe@example.jp', password: 'a password of many words' }
const signIn: InjectOptions = { method: 'POST', url: '/v1/session', body: LOGIN, headers: { 'sec-fetch-site': 'same-origin' } }

const SERVICE = { label: 'Webhook', body: { connector: 'webhook', settings: { url: 'https://hooks.example/in' } } }

const ENVELOPE = { label: '見積書の送付', body: { documents: [{ mapping: NAME }], join: { as: 'separate' }, deliveries: [] } }
const WORK = { label: '月次', body: { runAs: 'batch@example.jp', source: { view: NAME }, routes: [{ envelope: NAME }] } }

async function keptService (service: TestService): Promise<InjectOptions> {
  await service.call({ method: 'PUT', url: `/v1/services/${NAME}`, body: SERVICE })
  return {}
}

function account ({ deps, sandbox }: TestService): Promise<void> {
  return keepAccount(deps, { tenantId: sandbox.orgId, login: LOGIN.user, label: 'R', password: LOGIN.password, role: 'general', username: sandbox.users[0]?.username ?? '', language: 'ja' })
}

/** What an admin sends along who has just signed in to the console. */
async function adminAt (service: TestService, user: string): Promise<InjectOptions> {
  const { app, deps, sandbox } = service
  const password = LOGIN.password
  await asAdministrator(service, 'update tenant set settings = \'{"signIn": {"secondFactor": "optional"}}\'')
  await keepAccount(deps, { tenantId: sandbox.orgId, login: user, label: 'A', password, role: 'admin', username: sandbox.users[0]?.username ?? '', language: 'ja' })
  const [cookie] = (await app.inject({ method: 'POST', url: '/v1/session', headers: { 'sec-fetch-site': 'same-origin' }, body: { user, password } })).cookies
  return { headers: { cookie: `${cookie?.name}=${cookie?.value}`, 'sec-fetch-site': 'same-origin' } }
}

async function askDestruction (service: TestService): Promise<void> {
  await asAdministrator(service, 'delete from key_destruction; update document set held_at = null')
  await service.app.inject({ method: 'POST', url: '/v1/tenant/keys/destroy', body: { confirm: service.sandbox.orgId, takeover: true }, ...await adminAt(service, 'first@recipe.example') })
}

const LEAVE = { confirm: 'Test org', reason: '乗り換え', runs: 'cancel' }

/** Takes the end of the service to this state, whatever it was, and gives what the admin sends along who goes on. */
async function leaving (service: TestService, state: 'none' | 'requested' | 'archived'): Promise<InjectOptions> {
  // What was made by the recipes before has no files that an archive could hold.
  await asAdministrator(service, "set session_replication_role = 'replica'; delete from offboarding; delete from effect; delete from document; update parcel set state = 'cancelled'; update run set state = 'cancelled'; update tenant set state = 'active'; set session_replication_role = 'origin'")
  // A process knows a tenant that leaves for so long.
  await setTimeout(5100)
  const [one, other] = [await adminAt(service, 'one@recipe.example'), await adminAt(service, 'other@recipe.example')]
  if (state === 'none') return one
  await service.app.inject({ method: 'POST', url: '/v1/tenant/offboarding', body: LEAVE, ...one })
  if (state === 'requested') return other
  await service.app.inject({ method: 'POST', url: '/v1/tenant/offboarding/confirm', ...other })
  await asAdministrator(service, "set session_replication_role = 'replica'; update offboarding set moved_at = now() - interval '1 minute'; set session_replication_role = 'origin'")
  await stepOffboarding(service.deps, service.sandbox.orgId)
  return other
}

export function quoteOf ({ sandbox }: TestService): string {
  return sandbox.records['quote'] ?? ''
}

async function bodyOf ({ call }: TestService, kind: string): Promise<{ label: string, body: object }> {
  const { label, draft } = (await call({ url: `/v1/${kind}/${NAME}` })).json<{ label: string, draft: object }>()
  return { label, body: draft }
}

/** A draft under a name that was never published: the same body again would be the same version. */
async function draft (service: TestService, kind: string): Promise<InjectOptions> {
  await service.call({ method: 'PUT', url: `/v1/${kind}/recipe`, body: await bodyOf(service, kind) })
  return { url: `/v1/${kind}/recipe/publish` }
}

/** The id of a document that is finished as far as the database knows. */
async function finished (service: TestService): Promise<string> {
  const { id } = (await service.call({ method: 'POST', url: '/v1/documents', body: { mapping: NAME, recordId: quoteOf(service) } })).json<{ id: string }>()
  await asAdministrator(service, `update document set state = 'done', file_name = 'x.pdf', bytes = 1, pages = 1, sha256 = repeat('0', 64), storage_key = 'x' where id = '${id}'`)
  return id
}

async function declared (service: TestService): Promise<string> {
  return (await service.call({ method: 'POST', url: '/v1/incidents', body: { overview: '誤送信' } })).json<{ id: string }>().id
}

async function startRun (service: TestService): Promise<Run> {
  return (await service.call({ method: 'POST', url: '/v1/runs', body: { mapping: NAME, source: { recordIds: [quoteOf(service)] } } })).json<Run>()
}
