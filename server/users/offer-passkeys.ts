import type { FastifyReply } from 'fastify'
import type { Deps } from '../deps.ts'
import type { SignedIn } from './find-session.ts'
import { giveChallenge, type Purpose } from './passkey-challenge.ts'
import type { PasskeyOptions } from './schema.ts'
import { siteOf } from './take-passkey.ts'

type Asked = { purpose: Purpose['purpose'], session: Pick<SignedIn, 'tenantId' | 'userId' | 'sessionId'> | null }

/** A challenge for the passkeys of who is (half) signed in; to sign in with, any passkey of this site that its device offers: naming them would tell who is who. */
export async function offerPasskeys (deps: Deps, reply: FastifyReply, { purpose, session }: Asked): Promise<PasskeyOptions> {
  const keys = session === null ? [] : await deps.database.withTenant(session.tenantId, (trx) => trx.selectFrom('passkey').select(['credential_id', 'transports']).where('user_id', '=', session.userId).execute())
  return {
    challenge: giveChallenge(deps, reply, { purpose, sessionId: session?.sessionId ?? null }),
    rpId: siteOf(deps.config).rpID,
    timeout: 300_000,
    userVerification: 'required',
    allowCredentials: keys.map(({ credential_id: id, transports }) => ({ id, type: 'public-key', transports }))
  }
}
