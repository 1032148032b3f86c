import { sql, type Transaction } from 'kysely'
import { FreshSignInNeeded } from '../errors.ts'
import type { Tables } from '../io/tables.ts'
import type { Tenant } from './open-tenant.ts'

/** The login of an admin who signed in to the console a moment ago: neither a key nor a forgotten browser ends a service. Errors: FreshSignInNeeded. */
export async function demandFreshAdmin (trx: Transaction<Tables>, { user }: Pick<Tenant, 'user'>): Promise<string> {
  const { login } = user
  if (user.via !== 'session' || user.role !== 'admin' || login === undefined) throw new FreshSignInNeeded()
  const fresh = await trx.selectFrom('session').innerJoin('user_account', 'user_account.id', 'session.user_id').select('session.id')
    .where('user_account.login', '=', login).where('session.fresh_at', '>', sql<Date>`now() - interval '10 minutes'`).where('session.needs', 'is', null).executeTakeFirst()
  if (!fresh) throw new FreshSignInNeeded()
  return login
}
