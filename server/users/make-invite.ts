import type { Selectable, Transaction } from 'kysely'
import type { Deps } from '../deps.ts'
import { InviteUnknown, LoginTaken, UserUnknown } from '../errors.ts'
import { recordHistory } from '../histories/record-history.ts'
import type { Tables } from '../io/tables.ts'
import type { InviteTable } from '../io/users-tables.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import type { InviteMade, NewInvite, ShownInvite } from './account-schema.ts'
import { hashToken, newToken } from './open-session.ts'
import { oneLine, sendLetter } from './send-news.ts'
import { writeInvite } from './write-letter.ts'

const HOURS = 24
const HOUR_MS = 3_600_000
const KEPT_MS = 30 * 24 * HOUR_MS

type Invite = Selectable<InviteTable>

/** Invites somebody: a link that works once, within a day; only its hash is stored. It is mailed, or answered this once to be handed over. Errors: LoginTaken. */
export async function makeInvite (deps: Deps, tenant: Tenant, { name, ...given }: NewInvite): Promise<InviteMade> {
  const login = given.login.normalize('NFC').toLowerCase()
  const token = newToken()
  const invite = await tenant.db(async (trx) => {
    const known = await trx.selectFrom('user_account').select('id').where('login', '=', login).executeTakeFirst()
    if (known) throw new LoginTaken()
    await dropOld(trx, { login, kind: 'invite', now: tenant.now() })
    const row = await trx.insertInto('invite').values({ ...basics(tenant, token), kind: 'invite', user_id: null, login, label: name, role: given.role, username: given.username, labels: given.labels ?? [], language: given.language ?? 'ja' }).returningAll().executeTakeFirstOrThrow()
    await recordHistory(trx, tenant.id, { kind: 'change', who: tenant.user.username, what: 'make-invite', about: login, result: 'done', detail: { role: row.role, username: row.username } })
    return row
  })
  return hand(deps, { invite, token, org: tenant.name, to: login, now: tenant.now() })
}

/** A link for somebody who has an account, to set a new password with; with `factors` the second factors go at once. Errors: UserUnknown. */
export async function makeReset (deps: Deps, tenant: Tenant, { id, factors }: { id: string, factors: boolean }): Promise<InviteMade> {
  const token = newToken()
  const { invite, mail } = await tenant.db(async (trx) => {
    const account = await trx.selectFrom('user_account').selectAll().where('id', '=', id).where('state', '=', 'active').executeTakeFirst()
    if (!account) throw new UserUnknown()
    if (factors) await dropFactors(trx, id)
    const row = await insertReset(trx, { ...basics(tenant, token), account, now: tenant.now() })
    await recordHistory(trx, tenant.id, { kind: 'change', who: tenant.user.username, what: 'reset-user', about: account.login, result: 'done', detail: { factors } })
    return { invite: row, mail: account.mail ?? account.login }
  })
  return hand(deps, { invite, token, org: tenant.name, to: mail, now: tenant.now() })
}

type Account = Pick<Selectable<Tables['user_account']>, 'id' | 'login' | 'label' | 'role' | 'username' | 'labels' | 'language'>
type Basics = ReturnType<typeof basics>

/** The row of a reset; an earlier one is good no more. */
export async function insertReset (trx: Transaction<Tables>, { account, now, ...rest }: Basics & { account: Account, now: Date }): Promise<Invite> {
  const { id, login, label, role, username, labels, language } = account
  await dropOld(trx, { login, kind: 'reset', now })
  return trx.insertInto('invite').values({ ...rest, kind: 'reset', user_id: id, login, label, role, username, labels, language }).returningAll().executeTakeFirstOrThrow()
}

/** Open invites, and those that were used or have ended within 30 days. */
export async function listInvites (tenant: Tenant): Promise<ShownInvite[]> {
  const rows = await tenant.db((trx) => trx.selectFrom('invite').selectAll().orderBy('created_at', 'desc').limit(1000).execute())
  return rows.map((row) => showInvite(row, tenant.now()))
}

/** Withdraws an invite. Errors: InviteUnknown when it is not open. */
export async function withdrawInvite (tenant: Tenant, id: string): Promise<void> {
  await tenant.db(async (trx) => {
    const gone = await trx.deleteFrom('invite').where('id', '=', id).where('used_at', 'is', null).returning('login').executeTakeFirst()
    if (!gone) throw new InviteUnknown()
    await recordHistory(trx, tenant.id, { kind: 'change', who: tenant.user.username, what: 'withdraw-invite', about: gone.login, result: 'done' })
  })
}

/** Where the link leads to. The token stands behind the `#`: it is sent to no server, so it is in no log. */
export function linkOf ({ config }: Pick<Deps, 'config'>, kind: 'invite' | 'reset', token: string): string {
  return `${config.publicUrl.replace(/\/$/, '')}/${kind}#${token}`
}

function basics (tenant: Pick<Tenant, 'id' | 'user' | 'now'>, token: string) {
  return { tenant_id: tenant.id, hash: hashToken(token), made_by: tenant.user.login ?? tenant.user.username, expires_at: new Date(tenant.now().getTime() + HOURS * HOUR_MS) }
}

async function dropOld (trx: Transaction<Tables>, { login, kind, now }: { login: string, kind: 'invite' | 'reset', now: Date }): Promise<void> {
  await trx.deleteFrom('invite').where('login', '=', login).where('kind', '=', kind).where('used_at', 'is', null).execute()
  await trx.deleteFrom('invite').where('expires_at', '<', new Date(now.getTime() - KEPT_MS)).execute()
}

/** Without second factors: the tenant may ask for new ones at the next sign-in. */
async function dropFactors (trx: Transaction<Tables>, userId: string): Promise<void> {
  await trx.updateTable('user_account').set({ totp_secret: null, totp_since: null, totp_step: 0 }).where('id', '=', userId).execute()
  await trx.deleteFrom('passkey').where('user_id', '=', userId).execute()
  await trx.deleteFrom('recovery_code').where('user_id', '=', userId).execute()
  await trx.deleteFrom('session').where('user_id', '=', userId).execute()
}

async function hand (deps: Deps, { invite, token, org, to, now }: { invite: Invite, token: string, org: string, to: string, now: Date }): Promise<InviteMade> {
  const link = linkOf(deps, invite.kind, token)
  const mailed = await sendLetter(deps, writeInvite({ to, language: invite.language, org: oneLine(org), link, kind: invite.kind, hours: HOURS }))
  return { invite: showInvite(invite, now), mailed, link: mailed ? null : link }
}

function showInvite (row: Invite, now: Date): ShownInvite {
  return {
    id: row.id,
    kind: row.kind,
    login: row.login,
    name: row.label,
    role: row.role,
    username: row.username,
    labels: row.labels,
    madeBy: row.made_by,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    state: row.used_at ? 'used' : row.expires_at <= now ? 'ended' : 'open'
  }
}
