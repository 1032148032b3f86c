import { authorizationCodeGrant, fetchUserInfo, type Configuration } from 'openid-client'
import type { Transaction } from 'kysely'
import type { Deps } from '../deps.ts'
import { SsoRefused } from '../errors.ts'
import { recordHistory } from '../histories/record-history.ts'
import type { Tables } from '../io/tables.ts'
import { addAccount } from './accept-invite.ts'
import type { Trip } from './begin-sso.ts'
import { FRESH_MS } from './demand-fresh.ts'
import { readAccount, type Account } from './find-account.ts'
import { findSso } from './find-sso.ts'
import { beginSession, hashToken, type Visitor } from './open-session.ts'

/** Who somebody is at the provider. `isStrong`: he showed more than one factor there. `at`: when he signed in there, if it says so. */
interface Person { subject: string, mail: string | null, isStrong: boolean, at: Date | null }

/** `query`: of the address the provider sent the browser back to. */
export interface Return extends Visitor { org: string, trip: Trip, query: string }

/**
 * Signs in whom the tenant's provider vouches for: the account linked with who it is there, or else the one whose login is the mail address the provider has
 * verified; nobody gets an account by this who was not invited. A second factor is asked for as ever unless the provider says (`amr`, RFC 8176) it has asked for one. Returns
 * the token for the cookie. Errors: SsoRefused, SsoUnknown, SsoUnavailable.
 */
export async function signInBySso (deps: Deps, { org, trip, query, ...visitor }: Return): Promise<string> {
  const { issuer, provider } = await findSso(deps, org)
  const person = await askWho(deps, provider, { trip, query })
  const now = deps.now()
  const token = await deps.database.withTenant(org, async (trx) => {
    const account = await findLinked(trx, deps, { org, issuer, person })
    if (!account) return null
    const needs = person.isStrong ? null : account.needs
    const begun = await beginSession(trx, { ...account, ...visitor, way: 'sso', needs }, now)
    // A first factor is set up at once; for other changes the provider must have asked just now.
    const freshAt = needs !== null || trip.isFresh ? now : person.at ?? new Date(now.getTime() - FRESH_MS - 1)
    await trx.updateTable('session').set({ fresh_at: freshAt < now ? freshAt : now }).where('hash', '=', hashToken(begun)).execute()
    return begun
  })
  if (token === null) throw refuse(deps, org, 'no account is linked with this person, or has his verified mail address as its login')
  return token
}

async function askWho (deps: Deps, provider: Configuration, { trip, query }: Pick<Return, 'trip' | 'query'>): Promise<Person> {
  const url = new URL(`/v1/session/sso/return?${query}`, deps.config.publicUrl)
  try {
    const tokens = await authorizationCodeGrant(provider, url, { expectedState: trip.state, expectedNonce: trip.nonce, pkceCodeVerifier: trip.verifier, idTokenExpected: true })
    const claims = tokens.claims()
    if (!claims) throw new Error('no identity')
    const { auth_time: at, amr } = claims
    const ways = Array.isArray(amr) ? amr : []
    // What an ID token leaves out stands in the user info of the same person.
    const more = claims.email === undefined && provider.serverMetadata().userinfo_endpoint !== undefined ? await fetchUserInfo(provider, tokens.access_token, claims.sub) : claims
    const mail = more.email_verified === true && typeof more.email === 'string' ? more.email.trim().toLowerCase() : null
    return { subject: claims.sub.slice(0, 500), mail, isStrong: ways.includes('mfa'), at: typeof at === 'number' ? new Date(at * 1000) : null }
  } catch (error) {
    throw refuse(deps, provider.serverMetadata().issuer, (error as Error).message)
  }
}

/** The account that is this person, linked from now on. A mail address that was not verified proves nothing: https://openid.net/specs/openid-connect-core-1_0.html#ClaimStability */
async function findLinked (trx: Transaction<Tables>, { config, now: clock }: Deps, { org, issuer, person }: { org: string, issuer: string, person: Person }): Promise<Account | null> {
  const linked = await trx.selectFrom('user_account').select('id').where('sso_issuer', '=', issuer).where('sso_subject', '=', person.subject).executeTakeFirst()
  if (linked) return readAccount(trx, config, org, linked.id)
  if (person.mail === null) return null
  const now = clock()
  await acceptOpenInvite(trx, { mail: person.mail, now })
  // One that is linked with somebody else at this provider stays his: addresses are given to others.
  const fitting = await trx.updateTable('user_account').set({ sso_issuer: issuer, sso_subject: person.subject }).where('login', '=', person.mail).where('state', '=', 'active')
    .where((eb) => eb.or([eb('sso_issuer', 'is', null), eb('sso_issuer', '!=', issuer)])).returning('id').executeTakeFirst()
  if (!fitting) return null
  await recordHistory(trx, org, { kind: 'change', who: person.mail, what: 'link-sso', about: person.mail, result: 'done', detail: { issuer } })
  return readAccount(trx, config, org, fitting.id)
}

/** Who was invited and comes by single sign-on gets the account without a password: the provider knows the address to be his, as the link would have shown. */
async function acceptOpenInvite (trx: Transaction<Tables>, { mail, now }: { mail: string, now: Date }): Promise<void> {
  const invite = await trx.updateTable('invite').set({ used_at: now }).where('login', '=', mail).where('kind', '=', 'invite').where('used_at', 'is', null).where('expires_at', '>', now).returningAll().executeTakeFirst()
  if (!invite) return
  await addAccount(trx, invite, null)
  await recordHistory(trx, invite.tenant_id, { kind: 'change', who: mail, what: 'accept-invite', about: mail, result: 'done' })
}

/** One answer for every reason; the reason is for the operator's log. */
function refuse (deps: Deps, about: string, reason: string): Error {
  deps.log.warn({ about, reason }, 'single sign-on refused')
  return new SsoRefused()
}
