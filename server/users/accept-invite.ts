import type { Selectable, Transaction } from 'kysely'
import type { Deps } from '../deps.ts'
import { InviteUnusable, LoginTaken } from '../errors.ts'
import { recordHistory } from '../histories/record-history.ts'
import type { Tables } from '../io/tables.ts'
import type { InviteTable } from '../io/users-tables.ts'
import type { AcceptInvite, OpenInvite } from './account-schema.ts'
import { demandGoodPassword } from './demand-good-password.ts'
import { readAccount } from './find-account.ts'
import { hashPassword } from './hash-password.ts'
import { beginSession, hashToken, type Visitor } from './open-session.ts'
import { countGuess, takeBackGuess } from './slow-guesses.ts'

type Invite = Selectable<InviteTable>

/** What a link is for, for who has it. Errors: InviteUnusable, TooManyRequests. */
export async function lookAtInvite (deps: Deps, token: string, { network }: Visitor): Promise<OpenInvite> {
  const { invite, org } = await findInvite(deps, token, network)
  const { kind, login, label, role, language, expires_at: expiresAt } = invite
  return { kind, login, name: label, role, org, language, expiresAt: expiresAt.toISOString() }
}

/**
 * Sets the password: of a new account, or of the one that is to be reset, whose other sessions end. Whoever has the link is signed in; a second factor is
 * asked for as ever. Returns the token for the cookie. Errors: InviteUnusable, PasswordTooWeak, LoginTaken, TooManyRequests, ServiceBusy.
 */
export async function acceptInvite (deps: Deps, { token, password, name, ...visitor }: AcceptInvite & Visitor): Promise<string> {
  const { invite, org } = await findInvite(deps, token, visitor.network)
  const label = invite.kind === 'invite' && name !== undefined ? name : invite.label
  demandGoodPassword(password, { role: invite.role, words: [invite.login, label, org] })
  const hash = await hashPassword(password)
  const now = deps.now()
  return deps.database.withTenant(invite.tenant_id, async (trx) => {
    const used = await trx.updateTable('invite').set({ used_at: now }).where('id', '=', invite.id).where('used_at', 'is', null).executeTakeFirst()
    if (used.numUpdatedRows !== 1n) throw new InviteUnusable()
    const userId = invite.user_id === null ? await addAccount(trx, { ...invite, label }, hash) : await renewPassword(trx, invite.user_id, hash)
    await recordHistory(trx, invite.tenant_id, { kind: 'change', who: invite.login, what: invite.kind === 'invite' ? 'accept-invite' : 'set-new-password', about: invite.login, result: 'done' })
    const account = await readAccount(trx, deps.config, invite.tenant_id, userId)
    if (!account) throw new InviteUnusable()
    return beginSession(trx, { ...account, ...visitor, way: 'link' }, now)
  })
}

/** 256 random bits are not guessed; who tries all the same waits. */
async function findInvite (deps: Deps, token: string, network: string): Promise<{ invite: Invite, org: string }> {
  const guess = { kind: 'link', about: 'any', network } as const
  await countGuess(deps, guess)
  const found = await deps.database.withDoor((trx) => trx.selectFrom('invite').select(['tenant_id', 'id']).where('hash', '=', hashToken(token)).executeTakeFirst())
  const row = found && await deps.database.withTenant(found.tenant_id, (trx) => trx.selectFrom('invite').innerJoin('tenant', 'tenant.tenant_id', 'invite.tenant_id')
    .selectAll('invite').select('tenant.name as org').where('invite.id', '=', found.id).where('used_at', 'is', null).where('expires_at', '>', deps.now()).where('tenant.state', '=', 'active').executeTakeFirst())
  if (!row) throw new InviteUnusable()
  await takeBackGuess(deps, guess)
  const { org, ...invite } = row
  return { invite, org }
}

/** A login is unique in the whole installation; that it is taken elsewhere is learnt by nobody but who was invited under it. */
export async function addAccount (trx: Transaction<Tables>, { tenant_id: tenantId, login, label, role, username, labels, language }: Invite, hash: string | null): Promise<string> {
  const mail = /^[^\s@]+@[^\s@]+$/.test(login) ? login : null
  const made = await trx.insertInto('user_account').values({ tenant_id: tenantId, login, label, password_hash: hash, role, username, labels, language, mail })
    .onConflict((clash) => clash.column('login').doNothing()).returning('id').executeTakeFirst()
  if (!made) throw new LoginTaken()
  return made.id
}

async function renewPassword (trx: Transaction<Tables>, userId: string, hash: string): Promise<string> {
  await trx.updateTable('user_account').set({ password_hash: hash }).where('id', '=', userId).execute()
  await trx.deleteFrom('session').where('user_id', '=', userId).execute()
  return userId
}
