import { createHash, randomBytes } from 'node:crypto'
import type { Deps } from '../deps.ts'
import { recordHistory } from '../histories/record-history.ts'
import type { Role, User } from './schema.ts'

// The prefix lets secret scanners find a leaked key and tells a key from a signed token at a glance.
const PREFIX = 'chy_'

export interface NewApiKey { tenantId: string, label: string, username: string, role: Role, expiresAt?: Date }

/** Makes an API key that acts as one Salesforce user. The key is returned once; only its hash is stored. */
export async function makeApiKey (deps: Deps, { tenantId, label, username, role, expiresAt }: NewApiKey): Promise<string> {
  const key = PREFIX + randomBytes(32).toString('base64url')
  await deps.database.withTenant(tenantId, async (trx) => {
    await trx.insertInto('api_key').values({ tenant_id: tenantId, hash: hashKey(key), label, username, role, expires_at: expiresAt ?? null }).execute()
    await recordHistory(trx, tenantId, { kind: 'change', who: username, what: 'make-api-key', about: label, result: 'done' })
  })
  return key
}

export function isApiKey (token: string): boolean {
  return token.startsWith(PREFIX)
}

interface Holder { tenantId: string, user: User, expiresAt: Date | null, readAt: number }

// A key is looked up again after this time: a revoked one is shut out within five seconds.
const KEPT_MS = 5000
const MOST_KEPT = 10_000
const kept = new WeakMap<Deps, Map<string, Holder>>()

/** The tenant and user an API key stands for, or null when it is unknown, expired or revoked. 256 random bits need no slow hash. */
export async function findApiKey (deps: Deps, key: string): Promise<{ tenantId: string, user: User } | null> {
  const holders = kept.get(deps) ?? new Map<string, Holder>()
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

async function readHolder (deps: Deps, hash: Buffer): Promise<Holder | null> {
  const found = await deps.database.withDoor((trx) => trx.selectFrom('api_key').select(['tenant_id', 'id', 'expires_at', 'revoked_at']).where('hash', '=', hash).executeTakeFirst())
  if (!found || found.revoked_at || (found.expires_at && found.expires_at <= deps.now())) return null
  const row = await deps.database.withTenant(found.tenant_id, (trx) => trx.selectFrom('api_key').select(['username', 'role']).where('id', '=', found.id).executeTakeFirst())
  return row ? { tenantId: found.tenant_id, user: { username: row.username, role: row.role, via: 'api-key' }, expiresAt: found.expires_at, readAt: deps.now().getTime() } : null
}

function hashKey (key: string): Buffer {
  return createHash('sha256').update(key).digest()
}
