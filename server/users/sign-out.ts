import type { Deps } from '../deps.ts'
import { recordHistory } from '../histories/record-history.ts'
import { findSession, forgetSession } from './find-session.ts'

/** Ends the session of this token. One that has ended already, or never was, is no error. */
export async function signOut (deps: Deps, token: string): Promise<void> {
  const found = await findSession(deps, token)
  forgetSession(deps, token)
  if (!found) return
  const { tenantId, sessionId, login } = found
  await deps.database.withTenant(tenantId, async (trx) => {
    const gone = await trx.deleteFrom('session').where('id', '=', sessionId).executeTakeFirst()
    if (gone.numDeletedRows > 0n) await recordHistory(trx, tenantId, { kind: 'login', who: login, what: 'sign-out', result: 'done' })
  })
}
