import type { Transaction } from 'kysely'
import { LastAdmin, UserUnknown } from '../errors.ts'
import { recordHistory } from '../histories/record-history.ts'
import type { Tables } from '../io/tables.ts'
import { revokeKeysOf } from '../tenants/keep-api-keys.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import type { ChangeUser, ListUsers, ShownUser } from './account-schema.ts'

/** The accounts of the tenant by login; `next` continues. */
export async function listUsers (tenant: Tenant, { search, label, role, state, limit = 100, after }: ListUsers): Promise<{ users: ShownUser[], next: string | null }> {
  const rows = await tenant.db(async (trx) => {
    let users = readUsers(trx)
    if (role !== undefined) users = users.where('role', '=', role)
    if (state !== undefined) users = users.where('state', '=', state)
    if (label !== undefined) users = users.where((eb) => eb(eb.val(label), '=', eb.fn.any('labels')))
    if (after !== undefined) users = users.where('login', '>', after)
    if (search !== undefined && search !== '') {
      const part = `%${search.replace(/[\\%_]/g, '\\$&')}%`
      users = users.where((eb) => eb.or([eb('login', 'ilike', part), eb('label', 'ilike', part), eb('mail', 'ilike', part), eb('username', 'ilike', part)]))
    }
    return users.orderBy('login').limit(limit + 1).execute()
  })
  return { users: rows.slice(0, limit).map(show), next: rows.length > limit ? rows[limit - 1]?.login ?? null : null }
}

/** One account. Errors: UserUnknown. */
export async function getUser (tenant: Tenant, id: string): Promise<ShownUser> {
  const row = await tenant.db((trx) => readUsers(trx).where('user_account.id', '=', id).executeTakeFirst())
  if (!row) throw new UserUnknown()
  return show(row)
}

/**
 * Changes what is named. Who is closed, or gets another role, is signed out; the API keys of who is closed or no longer an admin, and the links he made,
 * are good no more. The last active admin stays one: the database sees to it. Errors: UserUnknown, LastAdmin.
 */
export async function changeUser (tenant: Tenant, id: string, { name, ...change }: ChangeUser): Promise<ShownUser> {
  await tenant.db(async (trx) => {
    const before = await trx.selectFrom('user_account').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
    if (!before) throw new UserUnknown()
    await trx.updateTable('user_account').set({ ...change, ...name !== undefined && { label: name } }).where('id', '=', id).execute()
    const isClosed = change.state === 'closed'
    const isOther = change.role !== undefined && change.role !== before.role
    if (isClosed || isOther) await trx.deleteFrom('session').where('user_id', '=', id).execute()
    const isOut = isClosed || (isOther && before.role === 'admin')
    const keys = isOut ? await revokeKeysOf(trx, { id, login: before.login, username: before.username, isClosed, now: tenant.now() }) : 0
    // Nor does a link open that somebody made for himself, or for whoever, while he could.
    if (isOut) await trx.deleteFrom('invite').where('made_by', '=', before.login).where('used_at', 'is', null).execute()
    const after = { role: change.role ?? before.role, state: change.state ?? before.state, username: change.username ?? before.username }
    const detail = { changed: Object.keys({ ...change, ...name !== undefined && { name } }), before: { role: before.role, state: before.state, username: before.username }, after, keys }
    await recordHistory(trx, tenant.id, { kind: 'change', who: tenant.user.username, what: isClosed ? 'close-user' : 'change-user', about: before.login, result: 'done', detail })
  }).catch((error: Error & { code?: string }) => { throw error.code === 'CHO02' ? new LastAdmin() : error })
  return getUser(tenant, id)
}

function readUsers (trx: Transaction<Tables>) {
  return trx.selectFrom('user_account').select((eb) => ['user_account.id', 'login', 'user_account.label', 'mail', 'role', 'username', 'language', 'labels', 'state', 'totp_since', 'signed_in_at', 'user_account.created_at',
    eb.exists(eb.selectFrom('passkey').select('passkey.id').whereRef('passkey.user_id', '=', 'user_account.id')).as('has_passkey')])
}

function show (row: Awaited<ReturnType<ReturnType<typeof readUsers>['execute']>>[number]): ShownUser {
  return {
    id: row.id,
    login: row.login,
    name: row.label,
    mail: row.mail,
    role: row.role,
    username: row.username,
    language: row.language,
    labels: row.labels,
    state: row.state,
    factors: [...row.totp_since ? ['totp' as const] : [], ...row.has_passkey ? ['passkey' as const] : []],
    signedInAt: row.signed_in_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString()
  }
}
