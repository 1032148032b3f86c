import { createHash, randomBytes } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { Deps } from '../deps.ts'
import { SessionEnded, SsoRequired } from '../errors.ts'
import { recordHistory } from '../histories/record-history.ts'
import type { Tables } from '../io/tables.ts'
import { getSettings } from '../tenants/get-settings.ts'
import type { SignedIn } from './find-session.ts'
import type { Needed } from './find-account.ts'

const LONGEST_MS = 24 * 3_600_000
/** Long enough to look for one's device, and to set up a first factor. */
const HALF_MS = 30 * 60_000

/** From where and with what somebody comes. `device` is a name for people. */
export interface Visitor { network: string, device: string }

export interface Start extends Visitor { tenantId: string, userId: string, login: string, way: string, needs: Needed }

/** Begins a session and returns the token for the cookie; only its hash is stored. One that `needs` something opens nothing until that is there. */
export async function openSession (deps: Pick<Deps, 'database' | 'now'>, start: Start): Promise<string> {
  return deps.database.withTenant(start.tenantId, (trx) => beginSession(trx, start, deps.now()))
}

/** The same in the transaction of what lets somebody in. Errors: SsoRequired. */
export async function beginSession (trx: Transaction<Tables>, { tenantId, userId, login, way, needs, network, device }: Start, now: Date): Promise<string> {
  await demandSso(trx, { userId, way, needs })
  const token = newToken()
  const endsAt = new Date(now.getTime() + (needs === null ? LONGEST_MS : HALF_MS))
  await trx.deleteFrom('session').where('expires_at', '<', now).execute()
  await trx.insertInto('session').values({ tenant_id: tenantId, hash: hashToken(token), user_id: userId, needs, device, network, way, seen_at: now, fresh_at: now, expires_at: endsAt }).execute()
  if (needs === null) await trx.updateTable('user_account').set({ signed_in_at: now }).where('id', '=', userId).execute()
  await recordHistory(trx, tenantId, { kind: 'login', who: login, what: 'sign-in', result: needs === null ? 'done' : 'second-factor', detail: { way, network } })
  return token
}

/** Where a tenant has its people come by single sign-on alone, only an admin with a second factor comes another way: somebody must get in on the day the provider fails. */
async function demandSso (trx: Transaction<Tables>, { userId, way, needs }: Pick<Start, 'userId' | 'way' | 'needs'>): Promise<void> {
  if (way === 'sso' || way === 'demo') return
  const { sso } = await getSettings(trx)
  if (sso?.required !== true) return
  const { role } = await trx.selectFrom('user_account').select('role').where('id', '=', userId).executeTakeFirstOrThrow()
  if (role !== 'admin' || (needs !== 'give' && way !== 'passkey')) throw new SsoRequired()
}

/** The second factor is there: the session opens what its user may do, under a new token. Errors: SessionEnded when it was completed or ended meanwhile. */
export async function completeSession (trx: Transaction<Tables>, { tenantId, sessionId, userId, login }: Pick<SignedIn, 'tenantId' | 'sessionId' | 'userId' | 'login'>, { way, now }: { way: string, now: Date }): Promise<string> {
  const token = newToken()
  const done = await trx.updateTable('session').set({ hash: hashToken(token), needs: null, fresh_at: now, expires_at: new Date(now.getTime() + LONGEST_MS) })
    .where('id', '=', sessionId).where('needs', 'is not', null).executeTakeFirst()
  if (done.numUpdatedRows !== 1n) throw new SessionEnded()
  await trx.updateTable('user_account').set({ signed_in_at: now }).where('id', '=', userId).execute()
  await recordHistory(trx, tenantId, { kind: 'login', who: login, what: 'second-factor', result: 'done', detail: { way } })
  return token
}

/** 256 random bits, as a cookie and a link can carry them. */
export function newToken (): string {
  return randomBytes(32).toString('base64url')
}

/** 256 random bits need no slow hash. */
export function hashToken (token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
