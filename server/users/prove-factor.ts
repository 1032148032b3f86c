import type { Transaction } from 'kysely'
import type { Deps } from '../deps.ts'
import type { Tables } from '../io/tables.ts'
import { findTotpStep, spendStep } from './check-totp.ts'
import type { Challenge } from './passkey-challenge.ts'
import { takeRecoveryCode } from './recovery-codes.ts'
import type { SecondFactor, Way } from './schema.ts'
import { takePasskey, type PasskeyOwner } from './take-passkey.ts'

/** What uses the factor up, in the transaction of what it opens; says no when another request was faster. */
export type Spend = (trx: Transaction<Tables>) => Promise<boolean>

/** Looks whether a second factor is that of the account, without using it up; null when it is not. */
export async function proveFactor (deps: Deps, owner: PasskeyOwner, { factor, challenge }: { factor: SecondFactor, challenge: Challenge | null }): Promise<Spend | null> {
  const { tenantId, userId } = owner
  if ('recovery' in factor) return (trx) => takeRecoveryCode(trx, { userId, code: factor.recovery, now: deps.now() })
  if ('passkey' in factor) return (await takePasskey(deps, { answer: factor.passkey, challenge, only: { tenantId, userId } }))?.spend ?? null
  const step = await findTotpStep(deps, owner, factor.totp)
  return step === null ? null : (trx) => spendStep(trx, userId, step)
}

export function wayOf (factor: SecondFactor): Way {
  return 'totp' in factor ? 'totp' : 'recovery' in factor ? 'recovery' : 'passkey'
}
