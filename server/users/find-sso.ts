import { createHash } from 'node:crypto'
import { ClientSecretPost, None, allowInsecureRequests, customFetch, discovery, enableNonRepudiationChecks, type Configuration, type CustomFetch } from 'openid-client'
import type { Deps } from '../deps.ts'
import { SsoUnavailable, SsoUnknown } from '../errors.ts'
import { fetchOutside } from '../io/outside-fetch.ts'
import { getSettings } from '../tenants/get-settings.ts'

/** A tenant's provider of single sign-on, as it described itself (OpenID Connect Discovery 1.0). `issuer` is what an account is linked under. */
export interface Sso { issuer: string, provider: Configuration }

interface Kept { name: string, provider: Promise<Configuration>, until: number }

const KEPT_MS = 300_000
/** One that did not answer is not asked by every visitor. */
const FAILED_MS = 10_000
const kept = new WeakMap<Deps, Map<string, Kept>>()

/** The provider of this org. Errors: SsoUnknown when it has none, SsoUnavailable when it does not answer as it should. */
export async function findSso (deps: Deps, tenantId: string): Promise<Sso> {
  const sso = await deps.database.withTenant(tenantId, async (trx) => {
    const row = await trx.selectFrom('tenant').select('tenant_id').where('state', 'in', ['active', 'leaving']).executeTakeFirst()
    return row ? (await getSettings(trx)).sso : null
  })
  if (!sso) throw new SsoUnknown()
  const { issuer, clientId, clientSecret } = sso
  const providers = kept.get(deps) ?? new Map<string, Kept>()
  kept.set(deps, providers)
  const name = createHash('sha256').update(JSON.stringify([issuer, clientId, clientSecret])).digest('hex')
  const now = deps.now().getTime()
  const known = providers.get(tenantId)
  if (known?.name === name && now < known.until) return { issuer, provider: await known.provider }
  const entry: Kept = { name, until: now + KEPT_MS, provider: discover(deps, tenantId, { issuer, clientId, clientSecret }) }
  providers.set(tenantId, entry)
  entry.provider.catch(() => { entry.until = now + FAILED_MS })
  return { issuer, provider: await entry.provider }
}

async function discover (deps: Deps, tenantId: string, { issuer, clientId, clientSecret }: { issuer: string, clientId: string, clientSecret?: string }): Promise<Configuration> {
  const isTest = deps.config.NODE_ENV === 'test'
  try {
    const secret = clientSecret === undefined ? null : await deps.secretsOf(tenantId).open({ table: 'tenant', column: 'settings', row: 'sso.clientSecret' }, Buffer.from(clientSecret, 'base64'))
    const provider = await discovery(new URL(issuer), clientId, undefined, secret === null ? None() : ClientSecretPost(secret.toString('utf8')), {
      [customFetch]: reachOutside(deps, isTest),
      timeout: 10,
      // The identity is signed by the provider; that it came over TLS is not taken for that.
      execute: [enableNonRepudiationChecks, ...isTest ? [allowInsecureRequests] : []]
    })
    const { authorization_endpoint: page = '' } = provider.serverMetadata()
    if (!page.startsWith('https://') && !isTest) throw new Error('its sign-in page is not https')
    return provider
  } catch (error) {
    deps.log.warn({ tenant: tenantId, reason: (error as Error).message }, 'the provider of single sign-on did not answer as it should')
    throw new SsoUnavailable()
  }
}

/** An admin of a tenant named the address, and it names others: none of them leads into our own network. */
function reachOutside ({ config }: Deps, http: boolean): CustomFetch {
  return async (url, { method, headers, body, signal }) => {
    const answer = await fetchOutside({ url, method: method === 'POST' ? 'POST' : 'GET', headers, signal, allowed: config.webhookNetworks, http, ...body instanceof URLSearchParams && { body: body.toString() } })
    const type = answer.headers['content-type']
    return new Response(answer.body.length === 0 ? null : new Uint8Array(answer.body), { status: Math.max(200, answer.status), headers: type === undefined ? {} : { 'content-type': type } })
  }
}
