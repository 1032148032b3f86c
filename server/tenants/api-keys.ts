import { createHash, randomBytes } from 'node:crypto'
import type { Deps } from '../deps.ts'
import { recordHistory } from '../histories/record-history.ts'
import type { Role, User } from './schema.ts'
import type { Scope } from './scopes.ts'

// The prefix lets secret scanners find a leaked key and tells a key from a signed token at a glance.
const PREFIX = 'chy_'

export interface NewApiKey { tenantId: string, label: string, username: string, role: Role, scopes?: Scope[], expiresAt?: Date, madeBy?: { login: string, username: string } }

/** Makes an API key that acts as one Salesforce user. The key is returned once; only its hash is stored. */
export async function makeApiKey (deps: Pick<Deps, 'database'>, { tenantId, label, username, role, scopes = ['all'], expiresAt, madeBy }: NewApiKey): Promise<string> {
  const key = PREFIX + randomBytes(32).toString('base64url')
  await deps.database.withTenant(tenantId, async (trx) => {
    await trx.insertInto('api_key').values({ tenant_id: tenantId, hash: hashKey(key), label, username, role, scopes, made_by: madeBy?.login ?? null, expires_at: expiresAt ?? null }).execute()
    await recordHistory(trx, tenantId, { kind: 'change', who: madeBy?.username ?? username, what: 'make-api-key', about: label, result: 'done', detail: { username, role, scopes } })
  })
  return key
}

export function isApiKey (token: string): boolean {
  return token.startsWith(PREFIX)
}

/** Whom an API key stands for, and what it may be used for. */
export interface Holder { tenantId: string, user: User, scopes: readonly string[] }

interface Kept extends Holder { expiresAt: Date | null, readAt: number }

// A key is looked up again after this time: a revoked one is shut out within five seconds.
const KEPT_MS = 5000
const MOST_KEPT = 10_000
const HOUR_MS = 3_600_000
const kept = new WeakMap<Deps, Map<string, Kept>>()

/** The tenant and user an API key stands for, or null when it is unknown, expired or revoked. 256 random bits need no slow hash. */
export async function findApiKey (deps: Deps, key: string): Promise<Holder | null> {
  const holders = kept.get(deps) ?? new Map<string, Kept>()
  kept.set(deps, holders)
  const hash = hashKey(key)
  const name = hash.toString('base64')
  const known = holders.get(name)
  const now = deps.now()
  if (known && now.getTime() - known.readAt < KEPT_MS && (!known.expiresAt || known.expiresAt > now)) return known
  holders.delete(name)
  const holder = await readHolder(deps, hash)
  if (holder && holders.size < MOST_KEPT) holders.set(name, holder)
  else if (holder) holders.clear()
  return holder
}

async function readHolder (deps: Deps, hash: Buffer): Promise<Kept | null> {
  const now = deps.now()
  const found = await deps.database.withDoor((trx) => trx.selectFrom('api_key').select(['tenant_id', 'id', 'expires_at', 'revoked_at']).where('hash', '=', hash).executeTakeFirst())
  if (!found || found.revoked_at || (found.expires_at && found.expires_at <= now)) return null
  return deps.database.withTenant(found.tenant_id, async (trx) => {
    const row = await trx.selectFrom('api_key').select(['username', 'role', 'scopes', 'used_at']).where('id', '=', found.id).executeTakeFirst()
    if (!row) return null
    const hour = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS)
    if (!row.used_at || row.used_at < hour) await trx.updateTable('api_key').set({ used_at: hour }).where('id', '=', found.id).execute()
    return { tenantId: found.tenant_id, user: { username: row.username, role: row.role, via: 'api-key' as const }, scopes: row.scopes, expiresAt: found.expires_at, readAt: now.getTime() }
  })
}

function hashKey (key: string): Buffer {
  return createHash('sha256').update(key).digest()
}
