import type { Transaction } from 'kysely'
import { recordHistory } from '../histories/record-history.ts'
import type { Tables } from '../io/tables.ts'
import type { Config } from '../config.ts'
import { SecondFactorNeeded } from '../errors.ts'
import { demandsFactor, hasFactor, listFactors } from './find-account.ts'
import type { SignedIn } from './find-session.ts'
import { completeSession } from './open-session.ts'
import { makeRecoveryCodes } from './recovery-codes.ts'

/** `recoveryCodes` come with the first factor; `token` when it completes a sign-in that had none. */
export interface Added { recoveryCodes: string[] | null, token: string | null }

/** What follows when an account has got a factor, in the transaction in which it got it. */
export async function addFactor (trx: Transaction<Tables>, signedIn: SignedIn, { way, now }: { way: 'totp' | 'passkey', now: Date }): Promise<Added> {
  const { tenantId, userId, login, needs } = signedIn
  const { recoveryCodes } = await listFactors(trx, userId)
  await recordHistory(trx, tenantId, { kind: 'change', who: login, what: 'add-second-factor', about: login, result: 'done', detail: { way } })
  return {
    recoveryCodes: recoveryCodes === 0 ? await makeRecoveryCodes(trx, { tenantId, userId }) : null,
    token: needs === null ? null : await completeSession(trx, signedIn, { way, now })
  }
}

/** What follows when one was removed; the last one stays where the tenant asks for one. Errors: SecondFactorNeeded. */
export async function removeFactor (trx: Transaction<Tables>, config: Config, { tenantId, userId, login, user, way }: SignedIn & { way: string }): Promise<void> {
  if (!await hasFactor(trx, userId)) {
    if (await demandsFactor(trx, config, user.role)) throw new SecondFactorNeeded()
    await trx.deleteFrom('recovery_code').where('user_id', '=', userId).execute()
  }
  await recordHistory(trx, tenantId, { kind: 'change', who: login, what: 'remove-second-factor', about: login, result: 'done', detail: { way } })
}
