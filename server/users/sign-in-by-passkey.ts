import { setTimeout as pause } from 'node:timers/promises'
import type { Deps } from '../deps.ts'
import { SecondFactorRefused } from '../errors.ts'
import { readAccount } from './find-account.ts'
import { beginSession, type Visitor } from './open-session.ts'
import type { Challenge } from './passkey-challenge.ts'
import type { PasskeyAnswer } from './schema.ts'
import { REFUSAL_MS } from './sign-in.ts'
import { countGuess, takeBackGuess } from './slow-guesses.ts'
import { takePasskey } from './take-passkey.ts'

/**
 * Signs in with a passkey alone: it is something one has, and its device has asked for something one knows or is, so it counts as both factors.
 * Errors: SecondFactorRefused, TooManyRequests.
 */
export async function signInByPasskey (deps: Deps, { answer, challenge, ...visitor }: Visitor & { answer: PasskeyAnswer, challenge: Challenge | null }): Promise<string> {
  const guess = { kind: 'password', about: `passkey ${answer.id}`, network: visitor.network } as const
  await countGuess(deps, guess)
  const refusal = pause(REFUSAL_MS)
  const used = await takePasskey(deps, { answer, challenge })
  const token = used && await deps.database.withTenant(used.tenantId, async (trx) => {
    const account = await readAccount(trx, deps.config, used.tenantId, used.userId)
    return account && await used.spend(trx) ? beginSession(trx, { ...account, ...visitor, way: 'passkey', needs: null }, deps.now()) : null
  })
  if (!token) {
    deps.log.warn({ network: visitor.network }, 'passkey refused')
    await refusal
    throw new SecondFactorRefused()
  }
  await takeBackGuess(deps, guess)
  return token
}
