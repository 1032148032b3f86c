import type { Transaction } from 'kysely'
import type { Config } from '../config.ts'
import type { Deps } from '../deps.ts'
import type { Tables } from '../io/tables.ts'
import { getSettings } from '../tenants/get-settings.ts'
import type { Role } from '../tenants/schema.ts'

/** What a session still lacks: the second factor that its account has, or one altogether. */
export type Needed = 'give' | 'enrol' | null

/** An account as far as signing in must know it. */
export interface Account { tenantId: string, userId: string, login: string, role: Role, passwordHash: string | null, needs: Needed }

/** The active account with this login, in whichever tenant. */
export async function findAccount (deps: Pick<Deps, 'database' | 'config'>, login: string): Promise<Account | null> {
  const found = await deps.database.withDoor((trx) => trx.selectFrom('user_account').select(['tenant_id', 'id', 'state']).where('login', '=', login).executeTakeFirst())
  if (found?.state !== 'active') return null
  return deps.database.withTenant(found.tenant_id, (trx) => readAccount(trx, deps.config, found.tenant_id, found.id))
}

export async function readAccount (trx: Transaction<Tables>, config: Config, tenantId: string, userId: string): Promise<Account | null> {
  const row = await trx.selectFrom('user_account').select(['login', 'role', 'password_hash']).where('id', '=', userId).where('state', '=', 'active').executeTakeFirst()
  if (!row) return null
  const needs = await hasFactor(trx, userId) ? 'give' : await demandsFactor(trx, config, row.role) ? 'enrol' : null
  return { tenantId, userId, login: row.login, role: row.role, passwordHash: row.password_hash, needs }
}

/** The tenant asks users of this role for a second factor; in production it always asks its admins. */
export async function demandsFactor (trx: Transaction<Tables>, { NODE_ENV }: Pick<Config, 'NODE_ENV'>, role: Role): Promise<boolean> {
  const { signIn: { secondFactor } } = await getSettings(trx)
  return secondFactor === 'everyone' || (role === 'admin' && (secondFactor === 'admins' || NODE_ENV === 'production'))
}

export async function hasFactor (trx: Transaction<Tables>, userId: string): Promise<boolean> {
  const { totp, passkeys } = await listFactors(trx, userId)
  return totp || passkeys > 0
}

/** The factors of an account, and how many recovery codes are left. */
export async function listFactors (trx: Transaction<Tables>, userId: string): Promise<{ totp: boolean, passkeys: number, recoveryCodes: number }> {
  const row = await trx.selectFrom('user_account').select((eb) => [
    'totp_since',
    eb.selectFrom('passkey').select(eb.fn.countAll<number>().as('count')).where('user_id', '=', userId).as('passkeys'),
    eb.selectFrom('recovery_code').select(eb.fn.countAll<number>().as('count')).where('user_id', '=', userId).where('used_at', 'is', null).as('codes')
  ]).where('id', '=', userId).executeTakeFirst()
  return { totp: row?.totp_since != null, passkeys: row?.passkeys ?? 0, recoveryCodes: row?.codes ?? 0 }
}
