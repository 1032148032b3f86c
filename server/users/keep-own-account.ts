import type { Deps } from '../deps.ts'
import { PasswordWrong, SessionEnded, SessionUnknown } from '../errors.ts'
import { recordHistory } from '../histories/record-history.ts'
import type { Account, ChangeAccount, ChangePassword, OwnSession } from './account-schema.ts'
import { demandGoodPassword } from './demand-good-password.ts'
import { FRESH_MS } from './demand-fresh.ts'
import { demandsFactor, listFactors } from './find-account.ts'
import type { SignedIn } from './find-session.ts'
import { hashPassword, isPassword } from './hash-password.ts'
import { countGuess, takeBackGuess } from './slow-guesses.ts'

/** Everything about one's own account. */
export async function showAccount (deps: Deps, { tenantId, userId, sessionId }: SignedIn): Promise<Account> {
  return deps.database.withTenant(tenantId, async (trx) => {
    const row = await trx.selectFrom('user_account').selectAll().where('id', '=', userId).executeTakeFirst()
    const session = await trx.selectFrom('session').select('fresh_at').where('id', '=', sessionId).executeTakeFirst()
    if (!row || !session) throw new SessionEnded()
    const passkeys = await trx.selectFrom('passkey').select(['id', 'label', 'backed_up', 'created_at', 'used_at']).where('user_id', '=', userId).orderBy('created_at').execute()
    const { totp, recoveryCodes } = await listFactors(trx, userId)
    return {
      id: row.id,
      login: row.login,
      name: row.label,
      mail: row.mail,
      role: row.role,
      username: row.username,
      language: row.language,
      labels: row.labels,
      hasPassword: row.password_hash !== null,
      totp,
      recoveryCodes,
      passkeys: passkeys.map((key) => ({ id: key.id, label: key.label, backedUp: key.backed_up, createdAt: key.created_at.toISOString(), usedAt: key.used_at?.toISOString() ?? null })),
      secondFactorNeeded: await demandsFactor(trx, deps.config, row.role),
      freshUntil: new Date(session.fresh_at.getTime() + FRESH_MS).toISOString()
    }
  })
}

/** Changes what is named. Answers the mail address that was there before when it changed, so that its owner can be told. */
export async function changeAccount (deps: Deps, { tenantId, userId, login }: SignedIn, { name, ...change }: ChangeAccount): Promise<string | null> {
  return deps.database.withTenant(tenantId, async (trx) => {
    const before = await trx.selectFrom('user_account').select('mail').where('id', '=', userId).forUpdate().executeTakeFirst()
    await trx.updateTable('user_account').set({ ...change, ...name !== undefined && { label: name } }).where('id', '=', userId).execute()
    await recordHistory(trx, tenantId, { kind: 'change', who: login, what: 'change-account', about: login, result: 'done', detail: { changed: Object.keys({ ...change, ...name !== undefined && { name } }) } })
    return change.mail !== undefined && before?.mail !== change.mail ? before?.mail ?? null : null
  })
}

/** A new password, for who knows the old one; all other sessions, and links to set one, end. Errors: PasswordWrong, PasswordTooWeak, TooManyRequests, ServiceBusy. */
export async function changePassword (deps: Deps, signedIn: SignedIn, { old, new: password, network, orgName }: ChangePassword & { network: string, orgName: string }): Promise<void> {
  const { tenantId, userId, login, sessionId, name, user } = signedIn
  const guess = { kind: 'password', about: login, network } as const
  await countGuess(deps, guess)
  const row = await deps.database.withTenant(tenantId, (trx) => trx.selectFrom('user_account').select('password_hash').where('id', '=', userId).executeTakeFirst())
  if (!await isPassword(old, row?.password_hash ?? null)) {
    await deps.database.withTenant(tenantId, (trx) => recordHistory(trx, tenantId, { kind: 'login', who: login, what: 'change-password', result: 'refused', detail: { network } }))
    throw new PasswordWrong()
  }
  await takeBackGuess(deps, guess)
  demandGoodPassword(password, { role: user.role, words: [login, name, orgName] })
  const hash = await hashPassword(password)
  await deps.database.withTenant(tenantId, async (trx) => {
    await trx.updateTable('user_account').set({ password_hash: hash }).where('id', '=', userId).execute()
    await trx.deleteFrom('session').where('user_id', '=', userId).where('id', '!=', sessionId).execute()
    await trx.deleteFrom('invite').where('user_id', '=', userId).where('used_at', 'is', null).execute()
    await recordHistory(trx, tenantId, { kind: 'change', who: login, what: 'change-password', about: login, result: 'done' })
  })
}

/** Where one is signed in; what was begun and not completed is not there. */
export async function listSessions (deps: Deps, { tenantId, userId, sessionId }: SignedIn): Promise<OwnSession[]> {
  const rows = await deps.database.withTenant(tenantId, (trx) => trx.selectFrom('session').select(['id', 'device', 'network', 'way', 'created_at', 'seen_at'])
    .where('user_id', '=', userId).where('needs', 'is', null).where('expires_at', '>', deps.now()).orderBy('seen_at', 'desc').limit(200).execute())
  return rows.map(({ id, device, network, way, created_at: startedAt, seen_at: seenAt }) => ({ id, device, network, way, startedAt: startedAt.toISOString(), seenAt: seenAt.toISOString(), current: id === sessionId }))
}

/** Ends one session, or all but the present one; elsewhere they are noticed within five seconds. Errors: SessionUnknown. */
export async function endSessions (deps: Deps, { tenantId, userId, sessionId, login }: SignedIn, id?: string): Promise<void> {
  await deps.database.withTenant(tenantId, async (trx) => {
    const own = trx.deleteFrom('session').where('user_id', '=', userId)
    const gone = await (id === undefined ? own.where('id', '!=', sessionId) : own.where('id', '=', id)).executeTakeFirst()
    if (id !== undefined && gone.numDeletedRows === 0n) throw new SessionUnknown()
    await recordHistory(trx, tenantId, { kind: 'login', who: login, what: 'end-sessions', result: 'done', detail: { ended: Number(gone.numDeletedRows) } })
  })
}
