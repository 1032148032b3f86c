import { setTimeout as pause } from 'node:timers/promises'
import type { Deps } from '../deps.ts'
import { SecondFactorRefused, SessionEnded } from '../errors.ts'
import { recordHistory } from '../histories/record-history.ts'
import { findSession, forgetSession } from './find-session.ts'
import { completeSession } from './open-session.ts'
import type { Challenge } from './passkey-challenge.ts'
import { proveFactor, wayOf } from './prove-factor.ts'
import type { SecondFactor } from './schema.ts'
import { REFUSAL_MS } from './sign-in.ts'
import { countGuess, takeBackGuess } from './slow-guesses.ts'

interface Given { token: string, factor: SecondFactor, challenge: Challenge | null, network: string }

/**
 * Completes a sign-in with its second factor and returns the new token for the cookie. Wrong codes count as guesses, the first as well.
 * Errors: SessionEnded, SecondFactorRefused, TooManyRequests.
 */
export async function giveSecondFactor (deps: Deps, { token, factor, challenge, network }: Given): Promise<string> {
  const half = await findSession(deps, token)
  if (half?.needs !== 'give') throw new SessionEnded()
  const guess = { kind: 'factor', about: half.userId, network } as const
  await countGuess(deps, guess)
  const refusal = pause(REFUSAL_MS)
  const way = wayOf(factor)
  const spend = await proveFactor(deps, half, { factor, challenge })
  const renewed = spend && await deps.database.withTenant(half.tenantId, async (trx) => await spend(trx) ? completeSession(trx, half, { way, now: deps.now() }) : null)
  if (renewed === null) {
    await deps.database.withTenant(half.tenantId, (trx) => recordHistory(trx, half.tenantId, { kind: 'login', who: half.login, what: 'second-factor', result: 'refused', detail: { way, network } }))
    await refusal
    throw new SecondFactorRefused()
  }
  forgetSession(deps, token)
  await takeBackGuess(deps, guess)
  await takeBackGuess(deps, { kind: 'password', about: half.login, network })
  return renewed
}
