import { verifyAuthenticationResponse, type AuthenticationResponseJSON } from '@simplewebauthn/server'
import type { Selectable, Transaction } from 'kysely'
import type { Config } from '../config.ts'
import type { Deps } from '../deps.ts'
import { raiseAlert } from '../histories/raise-alert.ts'
import type { Tables } from '../io/tables.ts'
import type { PasskeyTable } from '../io/users-tables.ts'
import { spendChallenge, type Challenge } from './passkey-challenge.ts'
import type { PasskeyAnswer } from './schema.ts'

/** Whose passkey it turned out to be; `spend` counts the use, in the transaction of what it opens, and says no to a copied one. */
export interface UsedPasskey extends PasskeyOwner { spend: (trx: Transaction<Tables>) => Promise<boolean> }

export interface PasskeyOwner { tenantId: string, userId: string }

/** This site as a passkey knows it: it is bound to the host, and answers pages of exactly this origin. https://www.w3.org/TR/webauthn-3/#rp-id */
export function siteOf ({ publicUrl }: Pick<Config, 'publicUrl'>): { rpID: string, origin: string } {
  const { hostname, origin } = new URL(publicUrl)
  return { rpID: hostname, origin }
}

/**
 * Whose passkey signed this challenge, with its owner known to the device by PIN, fingerprint or face; null when none did. The challenge is used up by the
 * try. `only`: the account it must be of.
 */
export async function takePasskey (deps: Deps, { answer, challenge, only }: { answer: PasskeyAnswer, challenge: Challenge | null, only?: PasskeyOwner }): Promise<UsedPasskey | null> {
  const found = await deps.database.withDoor((trx) => trx.selectFrom('passkey').select('tenant_id').where('credential_id', '=', answer.id).executeTakeFirst())
  if (!found || !challenge || (only && only.tenantId !== found.tenant_id)) return null
  const tenantId = found.tenant_id
  if (!await deps.database.withTenant(tenantId, (trx) => spendChallenge(trx, tenantId, challenge))) return null
  const key = await deps.database.withTenant(tenantId, (trx) => trx.selectFrom('passkey').selectAll().where('credential_id', '=', answer.id).executeTakeFirst())
  if (!key || (only && only.userId !== key.user_id) || !isHandleOf(answer, key.user_id)) return null
  const counter = await readCounter(deps, key, { answer, challenge })
  return counter === null ? null : { tenantId, userId: key.user_id, spend: (trx) => moveCounter(trx, key, { counter, now: deps.now() }) }
}

/** What the device says is its owner, where it says so. */
function isHandleOf ({ response: { userHandle } }: PasskeyAnswer, userId: string): boolean {
  return userHandle === undefined || userHandle === null || userHandle === Buffer.from(userId).toString('base64url')
}

/** How often the key was used, as its device says; null when the answer is not good. */
async function readCounter (deps: Deps, key: Selectable<PasskeyTable>, { answer, challenge }: { answer: PasskeyAnswer, challenge: Challenge }): Promise<number | null> {
  const { rpID, origin } = siteOf(deps.config)
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: answer as unknown as AuthenticationResponseJSON,
      expectedChallenge: challenge.challenge,
      expectedOrigin: origin,
      expectedRPID: rpID,
      requireUserVerification: true,
      // Counters are compared below, where a lower one can be told from any other fault.
      credential: { id: key.credential_id, publicKey: new Uint8Array(key.public_key), counter: 0 }
    })
    return verified ? authenticationInfo.newCounter : null
  } catch (error) {
    deps.log.info({ reason: (error as Error).message }, 'passkey refused')
    return null
  }
}

/** A counter that does not rise is the sign of a copied key: https://www.w3.org/TR/webauthn-3/#sctn-sign-counter. Devices that do not count say 0. */
async function moveCounter (trx: Transaction<Tables>, { id, tenant_id: tenantId, user_id: userId }: Selectable<PasskeyTable>, { counter, now }: { counter: number, now: Date }): Promise<boolean> {
  const moved = await trx.updateTable('passkey').set({ counter, used_at: now }).where('id', '=', id)
    .where((eb) => eb.or([eb('counter', '<', counter), eb.and([eb('counter', '=', 0), eb.val(counter === 0)])])).executeTakeFirst()
  if (moved.numUpdatedRows === 1n) return true
  const account = await trx.selectFrom('user_account').select('login').where('id', '=', userId).executeTakeFirst()
  await raiseAlert(trx, tenantId, { rule: 'passkey-copied', subject: account?.login, minutes: 10, detail: { passkey: id } })
  return false
}
