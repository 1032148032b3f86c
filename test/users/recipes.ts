import { randomBytes } from 'node:crypto'
import type { InjectOptions } from 'fastify'
import { generateSync } from 'otplib'
import type { Recipe } from '../histories/recipes.ts'
import type { TestService } from '../service.ts'
import { keepAccount } from '../../server/users/keep-account.ts'
import { softwareAuthenticator } from './software-authenticator.ts'

const PASSWORD = 'a password of many words'
const NEW = 'nine small boats at dawn'
const PAGE = { 'sec-fetch-site': 'same-origin' }

interface Visitor { id: string, login: string, cookie: () => string, ask: (method: 'GET' | 'POST', path: string, body?: object) => Promise<Record<string, never>> }

/** A general user of the console who has just signed in; each has a login of its own. */
async function visitor ({ app, deps, sandbox }: TestService): Promise<Visitor> {
  const login = `r${randomBytes(4).toString('hex')}@recipe.example`
  await keepAccount(deps, { tenantId: sandbox.orgId, login, label: 'R', password: PASSWORD, role: 'general', username: 'recipe@recipe.example', language: 'ja' })
  const { id } = await deps.database.withTenant(sandbox.orgId, (trx) => trx.selectFrom('user_account').select('id').where('login', '=', login).executeTakeFirstOrThrow())
  const cookies = new Map<string, string>()
  const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const ask: Visitor['ask'] = async (method, path, body) => {
    const answer = await app.inject({ method, url: `/v1${path}`, headers: { ...PAGE, cookie: cookie() }, ...body && { body } })
    for (const { name, value } of answer.cookies) cookies.set(name, value)
    return answer.body === '' ? {} : answer.json<Record<string, never>>()
  }
  await ask('POST', '/session', { user: login, password: PASSWORD })
  return { id, login, cookie, ask }
}

/** The call of somebody signed in, after what `prepare` puts in place. */
function own (prepare: (one: Visitor, service: TestService) => Promise<InjectOptions> | InjectOptions = () => ({})): Recipe {
  return async (service) => {
    const one = await visitor(service)
    const call = await prepare(one, service)
    return { ...call, headers: { ...PAGE, cookie: one.cookie() } }
  }
}

const code = (secret: string) => generateSync({ secret })

async function withTotp ({ ask }: Visitor): Promise<string> {
  const { secret } = await ask('POST', '/account/totp') as unknown as { secret: string }
  await ask('POST', '/account/totp/confirm', { code: code(secret) })
  return secret
}

async function withPasskey ({ deps, sandbox }: TestService, { id }: Visitor): Promise<string> {
  const key = await deps.database.withTenant(sandbox.orgId, (trx) => trx.insertInto('passkey').values({ tenant_id: sandbox.orgId, user_id: id, credential_id: randomBytes(12).toString('base64url'), public_key: Buffer.alloc(1), counter: 0, label: 'k', backed_up: false }).returning('id').executeTakeFirstOrThrow())
  return key.id
}

const invite = () => ({ login: `i${randomBytes(4).toString('hex')}@recipe.example`, name: 'R', role: 'general', username: 'recipe@recipe.example' })

/** Calls about accounts that succeed (test/histories/recipes.ts). */
export const ACCOUNT_RECIPES: Record<string, Recipe> = {
  'POST /v1/session/second-factor': own(async (one, { deps, sandbox }) => {
    const secret = await withTotp(one)
    await deps.database.withTenant(sandbox.orgId, (trx) => trx.updateTable('user_account').set({ totp_step: 0 }).where('id', '=', one.id).execute())
    await one.ask('POST', '/session', { user: one.login, password: PASSWORD })
    return { body: { totp: code(secret) } }
  }),
  'POST /v1/session/reset': async (service) => {
    const { id, login } = await visitor(service)
    service.deps.mail = { send: async () => {}, close: async () => {} }
    await service.deps.database.withTenant(service.sandbox.orgId, (trx) => trx.updateTable('user_account').set({ mail: login }).where('id', '=', id).execute())
    return { body: { user: login } }
  },
  'PATCH /v1/account': own(() => ({ body: { name: 'Changed' } })),
  'POST /v1/account/password': own(() => ({ body: { old: PASSWORD, new: NEW } })),
  'POST /v1/account/confirmation': own(() => ({ body: { password: PASSWORD } })),
  'POST /v1/account/totp': own(),
  'POST /v1/account/totp/confirm': own(async ({ ask }) => ({ body: { code: code((await ask('POST', '/account/totp') as unknown as { secret: string }).secret) } })),
  'DELETE /v1/account/totp': own(async (one) => {
    await withTotp(one)
    return {}
  }),
  'POST /v1/account/passkeys': own(async ({ ask }) => {
    const options = await ask('GET', '/account/passkeys/options') as unknown as { challenge: string, user: { id: string } }
    return { body: { label: 'k', passkey: softwareAuthenticator({ origin: 'https://chohyo.test', rpId: 'chohyo.test' }).create(options) } }
  }),
  'PATCH /v1/account/passkeys/{id}': own(async (one, service) => ({ url: `/v1/account/passkeys/${await withPasskey(service, one)}`, body: { label: 'renamed' } })),
  'DELETE /v1/account/passkeys/{id}': own(async (one, service) => ({ url: `/v1/account/passkeys/${await withPasskey(service, one)}` })),
  'POST /v1/account/recovery-codes': own(),
  'DELETE /v1/account/sessions': own(),
  'DELETE /v1/account/sessions/{id}': own(async ({ ask }) => {
    const { sessions } = await ask('GET', '/account/sessions') as unknown as { sessions: Array<{ id: string }> }
    return { url: `/v1/account/sessions/${sessions[0]?.id}` }
  }),
  'PATCH /v1/users/{id}': async (service) => ({ url: `/v1/users/${(await visitor(service)).id}`, body: { role: 'auditor' } }),
  'DELETE /v1/users/{id}': async (service) => ({ url: `/v1/users/${(await visitor(service)).id}` }),
  'POST /v1/users/{id}/reset': async (service) => ({ url: `/v1/users/${(await visitor(service)).id}/reset`, body: { factors: true } }),
  'POST /v1/invites': () => ({ body: invite() }),
  'DELETE /v1/invites/{id}': async ({ call }) => ({ url: `/v1/invites/${(await call({ method: 'POST', url: '/v1/invites', body: invite() })).json<{ invite: { id: string } }>().invite.id}` }),
  'POST /v1/invites/accept': async ({ call, deps }) => {
    deps.mail = null
    const { link } = (await call({ method: 'POST', url: '/v1/invites', body: invite() })).json<{ link: string }>()
    return { headers: PAGE, body: { token: link.split('#')[1], password: NEW } }
  },
  'POST /v1/api-keys': () => ({ body: { label: 'r', username: 'recipe@recipe.example', role: 'general', scopes: ['documents:read'] } }),
  'DELETE /v1/api-keys/{id}': async ({ call }) => ({ url: `/v1/api-keys/${(await call({ method: 'POST', url: '/v1/api-keys', body: { label: 'r', username: 'recipe@recipe.example', role: 'general', scopes: ['documents:read'] } })).json<{ apiKey: { id: string } }>().apiKey.id}` })
}
