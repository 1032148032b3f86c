import { setTimeout as pause } from 'node:timers/promises'
import type { Deps } from '../deps.ts'
import { SignInRefused } from '../errors.ts'
import { recordHistory } from '../histories/record-history.ts'
import { findAccount, type Account } from './find-account.ts'
import { hashPassword, isOutdated, isPassword } from './hash-password.ts'
import { openSession, type Visitor } from './open-session.ts'
import { countGuess, takeBackGuess } from './slow-guesses.ts'

/** No refusal comes sooner, so that its time does not tell whether there is such a user. */
export const REFUSAL_MS = 250

/** A try to sign in with a password. `exemptOrg`: the demo's org, when it is tried out from the computer it runs on: it asks nobody to set up a second factor. */
export interface Attempt extends Visitor { login: string, password: string, exemptOrg?: string }

/**
 * Signs in and returns the token for the cookie. One answer for a wrong password, an unknown user and a closed account. Where a second factor
 * is asked for, the try counts as a guess until that is there too. Errors: SignInRefused, TooManyRequests after wrong guesses, ServiceBusy.
 */
export async function signIn (deps: Deps, { login: written, password, exemptOrg, ...visitor }: Attempt): Promise<string> {
  const login = written.trim().toLowerCase()
  const guess = { kind: 'password', about: login, network: visitor.network } as const
  await countGuess(deps, guess)
  const refusal = pause(REFUSAL_MS)
  const account = await findAccount(deps, login)
  if (await isPassword(password, account?.passwordHash ?? null) && account) {
    const needs = account.needs === 'enrol' && account.tenantId === exemptOrg ? null : account.needs
    if (needs !== 'give') await takeBackGuess(deps, guess)
    await renewHash(deps, account, password)
    return openSession(deps, { ...account, ...visitor, way: 'password', needs })
  }
  await recordRefusal(deps, account, { login, network: visitor.network })
  await refusal
  throw new SignInRefused()
}

/** Whether the account has this password; asks without counting guesses and without a session. */
export async function isRightPassword (deps: Deps, login: string, password: string): Promise<boolean> {
  const account = await findAccount(deps, login)
  return isPassword(password, account?.passwordHash ?? null)
}

/** Signs in without a password; whether that may be is asked before (demo-users.ts). */
export async function signInForDemo (deps: Deps, { login, ...visitor }: Visitor & { login: string }): Promise<string> {
  const account = await findAccount(deps, login)
  if (!account) throw new SignInRefused()
  return openSession(deps, { ...account, ...visitor, way: 'demo', needs: null })
}

/** The cost of a hash was raised since it was made, and only now is the password at hand. */
async function renewHash (deps: Deps, { tenantId, userId, passwordHash }: Account, password: string): Promise<void> {
  if (passwordHash === null || !isOutdated(passwordHash)) return
  const renewed = await hashPassword(password)
  await deps.database.withTenant(tenantId, (trx) => trx.updateTable('user_account').set({ password_hash: renewed }).where('id', '=', userId).where('password_hash', '=', passwordHash).execute())
}

/** What was typed for a user is not kept where there is no such user: people type passwords there. */
async function recordRefusal (deps: Deps, account: Account | null, { login, network }: { login: string, network: string }): Promise<void> {
  deps.log.warn({ network, known: account !== null }, 'sign-in refused')
  if (account) await deps.database.withTenant(account.tenantId, (trx) => recordHistory(trx, account.tenantId, { kind: 'login', who: login, what: 'sign-in', result: 'refused', detail: { way: 'password', network } }))
}
