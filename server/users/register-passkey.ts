import { generateRegistrationOptions, verifyRegistrationResponse, type RegistrationResponseJSON } from '@simplewebauthn/server'
import type { FastifyReply } from 'fastify'
import type { Deps } from '../deps.ts'
import { PasskeyInvalid, PasskeyUnknown } from '../errors.ts'
import { recordHistory } from '../histories/record-history.ts'
import type { RegistrationOptions } from './account-schema.ts'
import { addFactor, removeFactor, type Added } from './add-factor.ts'
import type { SignedIn } from './find-session.ts'
import { giveChallenge, spendChallenge, type Challenge } from './passkey-challenge.ts'
import type { PasskeyAnswer } from './schema.ts'
import { siteOf } from './take-passkey.ts'

const MOST = 20
/** EdDSA, ES256, RS256: https://www.iana.org/assignments/cose. The later ones are an experiment of Node's still. */
const ALGORITHMS = [-8, -7, -257]

/** What a browser needs to make a passkey: one that its device finds by itself, and that asks its owner for a PIN, fingerprint or face. */
export async function offerRegistration (deps: Deps, reply: FastifyReply, { tenantId, userId, login, name, sessionId }: SignedIn): Promise<RegistrationOptions> {
  const known = await deps.database.withTenant(tenantId, (trx) => trx.selectFrom('passkey').select(['credential_id', 'transports']).where('user_id', '=', userId).execute())
  return generateRegistrationOptions({
    rpName: 'Chohyo',
    rpID: siteOf(deps.config).rpID,
    userName: login,
    userDisplayName: name,
    userID: new Uint8Array(Buffer.from(userId)),
    challenge: new Uint8Array(Buffer.from(giveChallenge(deps, reply, { purpose: 'register', sessionId }), 'base64url')),
    timeout: 300_000,
    attestationType: 'none',
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: known.map(({ credential_id: id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' }
  }) as Promise<RegistrationOptions>
}

/** Keeps the passkey a device has made. Errors: PasskeyInvalid. */
export async function registerPasskey (deps: Deps, signedIn: SignedIn, { label, answer, challenge }: { label: string, answer: PasskeyAnswer, challenge: Challenge | null }): Promise<Added> {
  const { tenantId, userId } = signedIn
  if (!challenge) throw new PasskeyInvalid()
  const made = await verify(deps, answer, challenge).catch(async (error: unknown) => {
    await deps.database.withTenant(tenantId, (trx) => spendChallenge(trx, tenantId, challenge))
    throw error
  })
  return deps.database.withTenant(tenantId, async (trx) => {
    if (!await spendChallenge(trx, tenantId, challenge)) throw new PasskeyInvalid()
    const { count } = await trx.selectFrom('passkey').select(({ fn }) => fn.countAll<number>().as('count')).where('user_id', '=', userId).executeTakeFirstOrThrow()
    if (count >= MOST) throw new PasskeyInvalid()
    const kept = await trx.insertInto('passkey').values({ tenant_id: tenantId, user_id: userId, label, ...made }).onConflict((clash) => clash.doNothing()).executeTakeFirst()
    if (kept.numInsertedOrUpdatedRows !== 1n) throw new PasskeyInvalid()
    return addFactor(trx, signedIn, { way: 'passkey', now: deps.now() })
  })
}

async function verify (deps: Deps, answer: PasskeyAnswer, { challenge }: Challenge): Promise<{ credential_id: string, public_key: Buffer, counter: number, transports: string[], backed_up: boolean }> {
  const { rpID, origin } = siteOf(deps.config)
  const found = await verifyRegistrationResponse({ response: answer as unknown as RegistrationResponseJSON, expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: rpID, requireUserVerification: true, supportedAlgorithmIDs: ALGORITHMS }).catch((error: Error) => {
    deps.log.info({ reason: error.message }, 'passkey not registered')
    throw new PasskeyInvalid()
  })
  if (!found.verified) throw new PasskeyInvalid()
  const { credential: { id, publicKey, counter, transports = [] }, credentialBackedUp } = found.registrationInfo
  const known = transports.filter((transport) => /^[a-z-]{1,20}$/.test(transport)).slice(0, 10)
  return { credential_id: id, public_key: Buffer.from(publicKey), counter, transports: known, backed_up: credentialBackedUp }
}

/** Errors: PasskeyUnknown. */
export async function renamePasskey (deps: Deps, { tenantId, userId, login }: SignedIn, { id, label }: { id: string, label: string }): Promise<void> {
  await deps.database.withTenant(tenantId, async (trx) => {
    const named = await trx.updateTable('passkey').set({ label }).where('id', '=', id).where('user_id', '=', userId).executeTakeFirst()
    if (named.numUpdatedRows !== 1n) throw new PasskeyUnknown()
    await recordHistory(trx, tenantId, { kind: 'change', who: login, what: 'rename-passkey', about: id, result: 'done' })
  })
}

/** Errors: PasskeyUnknown, SecondFactorNeeded. */
export async function removePasskey (deps: Deps, signedIn: SignedIn, id: string): Promise<void> {
  await deps.database.withTenant(signedIn.tenantId, async (trx) => {
    const gone = await trx.deleteFrom('passkey').where('id', '=', id).where('user_id', '=', signedIn.userId).executeTakeFirst()
    if (gone.numDeletedRows !== 1n) throw new PasskeyUnknown()
    await removeFactor(trx, deps.config, { ...signedIn, way: 'passkey' })
  })
}
