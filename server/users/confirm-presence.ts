import { setTimeout as pause } from 'node:timers/promises'
import type { Deps } from '../deps.ts'
import { PasswordWrong, SecondFactorRefused } from '../errors.ts'
import { recordHistory } from '../histories/record-history.ts'
import type { SignedIn } from './find-session.ts'
import { isPassword } from './hash-password.ts'
import type { Challenge } from './passkey-challenge.ts'
import { proveFactor, wayOf, type Spend } from './prove-factor.ts'
import type { Confirmation } from './schema.ts'
import { REFUSAL_MS } from './sign-in.ts'
import { countGuess, takeBackGuess } from './slow-guesses.ts'

/**
 * Who is signed in proves to be there at this moment, by the password, a code of the app, or a passkey: for ten minutes factors and roles may be changed
 * (demand-fresh.ts). Errors: PasswordWrong, SecondFactorRefused, TooManyRequests.
 */
export async function confirmPresence (deps: Deps, signedIn: SignedIn, { by, challenge, network }: { by: Confirmation, challenge: Challenge | null, network: string }): Promise<void> {
  const { tenantId, sessionId, login, userId } = signedIn
  const guess = 'password' in by ? { kind: 'password', about: login, network } as const : { kind: 'factor', about: userId, network } as const
  await countGuess(deps, guess)
  const refusal = pause(REFUSAL_MS)
  const way = 'password' in by ? 'password' : wayOf(by)
  const spend = await prove(deps, signedIn, { by, challenge })
  const isThere = spend !== null && await deps.database.withTenant(tenantId, async (trx) => {
    if (!await spend(trx)) return false
    await trx.updateTable('session').set({ fresh_at: deps.now() }).where('id', '=', sessionId).execute()
    await recordHistory(trx, tenantId, { kind: 'login', who: login, what: 'confirm-presence', result: 'done', detail: { way } })
    return true
  })
  if (isThere) return takeBackGuess(deps, guess)
  await deps.database.withTenant(tenantId, (trx) => recordHistory(trx, tenantId, { kind: 'login', who: login, what: 'confirm-presence', result: 'refused', detail: { way, network } }))
  await refusal
  throw 'password' in by ? new PasswordWrong() : new SecondFactorRefused()
}

async function prove (deps: Deps, signedIn: SignedIn, { by, challenge }: { by: Confirmation, challenge: Challenge | null }): Promise<Spend | null> {
  if (!('password' in by)) return proveFactor(deps, signedIn, { factor: by, challenge })
  const row = await deps.database.withTenant(signedIn.tenantId, (trx) => trx.selectFrom('user_account').select('password_hash').where('id', '=', signedIn.userId).executeTakeFirst())
  return await isPassword(by.password, row?.password_hash ?? null) ? async () => true : null
}
