import { sql, type Transaction } from 'kysely'
import { FreshSignInNeeded } from '../errors.ts'
import type { Tables } from '../io/tables.ts'
import type { Tenant } from './open-tenant.ts'

/** The login of an admin who showed at this very session, a moment ago, that they are there: neither a key nor a forgotten browser ends a service. Errors: FreshSignInNeeded. */
export async function demandFreshAdmin (trx: Transaction<Tables>, { user }: Pick<Tenant, 'user'>): Promise<string> {
  const { login, sessionId } = user
  if (user.via !== 'session' || user.role !== 'admin' || login === undefined || sessionId === undefined) throw new FreshSignInNeeded()
  const fresh = await trx.selectFrom('session').select('session.id')
    .where('session.id', '=', sessionId).where('session.fresh_at', '>', sql<Date>`now() - interval '10 minutes'`).where('session.needs', 'is', null).executeTakeFirst()
  if (!fresh) throw new FreshSignInNeeded()
  return login
}
