import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Transaction } from 'kysely'
import type { Deps } from '../deps.ts'
import { SignInRefused, TooManyRequests } from '../errors.ts'
import { both } from '../errors-ja.ts'
import { recordHistory } from '../histories/record-history.ts'
import type { Tables } from '../io/tables.ts'
import { isPassword } from './hash-password.ts'
import { guessesOf } from './slow-guesses.ts'

const LONGEST_MS = 24 * 3_600_000
/** No refusal comes sooner, so that its time does not tell whether there is such a user. */
const REFUSAL_MS = 250

/** A try to sign in with a password, from a network (network-of.ts). */
export interface Attempt { login: string, password: string, network: string }

interface Account { tenantId: string, id: string, passwordHash: string }

/**
 * Signs in and returns the token for the cookie; only its hash is stored. One answer for a wrong password, an unknown user and a closed account.
 * Errors: SignInRefused, TooManyRequests after wrong guesses, ServiceBusy.
 */
export async function signIn (deps: Deps, { login: written, password, network }: Attempt): Promise<string> {
  const login = written.trim().toLowerCase()
  const guesses = guessesOf(deps)
  const seconds = guesses.mustWait(login, network)
  if (seconds > 0) throw Object.assign(new TooManyRequests(both(`${seconds} seconds`, `${seconds} 秒`)), { seconds })
  guesses.failed(login, network)
  const refusal = pause(REFUSAL_MS)
  const account = await findAccount(deps, login)
  if (await isPassword(password, account?.passwordHash ?? null) && account) {
    guesses.succeeded(login, network)
    return openSession(deps, account, { login, way: 'password', network })
  }
  await recordRefusal(deps, account, { login, network })
  await refusal
  throw new SignInRefused()
}

/** Whether the account has this password; asks without counting guesses and without a session. */
export async function isRightPassword (deps: Deps, login: string, password: string): Promise<boolean> {
  const account = await findAccount(deps, login)
  return isPassword(password, account?.passwordHash ?? null)
}

/** Signs in without a password; whether that may be is asked before (demo-users.ts). */
export async function signInForDemo (deps: Deps, { login, network }: Omit<Attempt, 'password'>): Promise<string> {
  const account = await findAccount(deps, login)
  if (!account) throw new SignInRefused()
  return openSession(deps, account, { login, way: 'demo', network })
}

async function findAccount (deps: Deps, login: string): Promise<Account | null> {
  const found = await deps.database.withDoor((trx) => trx.selectFrom('user_account').select(['tenant_id', 'id', 'state']).where('login', '=', login).executeTakeFirst())
  if (found?.state !== 'active') return null
  const row = await deps.database.withTenant(found.tenant_id, (trx) => trx.selectFrom('user_account').select('password_hash').where('id', '=', found.id).executeTakeFirst())
  return row ? { tenantId: found.tenant_id, id: found.id, passwordHash: row.password_hash } : null
}

interface How { login: string, way: string, network: string }

async function openSession (deps: Deps, { tenantId, id }: Account, { login, ...detail }: How): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const now = deps.now()
  await deps.database.withTenant(tenantId, async (trx) => {
    await forgetEnded(trx, now)
    await trx.insertInto('session').values({ tenant_id: tenantId, hash: hashToken(token), user_id: id, seen_at: now, expires_at: new Date(now.getTime() + LONGEST_MS) }).execute()
    await recordHistory(trx, tenantId, { kind: 'login', who: login, what: 'sign-in', result: 'done', detail })
  })
  return token
}

async function forgetEnded (trx: Transaction<Tables>, now: Date): Promise<void> {
  await trx.deleteFrom('session').where('expires_at', '<', now).execute()
}

/** What was typed for a user is not kept where there is no such user: people type passwords there. */
async function recordRefusal (deps: Deps, account: Account | null, { login, network }: Omit<How, 'way'>): Promise<void> {
  deps.log.warn({ network, known: account !== null }, 'sign-in refused')
  if (account) await deps.database.withTenant(account.tenantId, (trx) => recordHistory(trx, account.tenantId, { kind: 'login', who: login, what: 'sign-in', result: 'refused', detail: { way: 'password', network } }))
}

/** 256 random bits need no slow hash. */
export function hashToken (token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
