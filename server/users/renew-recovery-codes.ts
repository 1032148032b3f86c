import type { Deps } from '../deps.ts'
import { recordHistory } from '../histories/record-history.ts'
import type { SignedIn } from './find-session.ts'
import { makeRecoveryCodes } from './recovery-codes.ts'

/** New recovery codes, returned once; those of before are good no more. */
export async function renewRecoveryCodes (deps: Deps, { tenantId, userId, login }: SignedIn): Promise<string[]> {
  return deps.database.withTenant(tenantId, async (trx) => {
    await recordHistory(trx, tenantId, { kind: 'change', who: login, what: 'renew-recovery-codes', about: login, result: 'done' })
    return makeRecoveryCodes(trx, { tenantId, userId })
  })
}
