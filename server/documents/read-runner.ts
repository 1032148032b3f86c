import type { Deps } from '../deps.ts'
import type { Bell } from '../io/queue.ts'
import type { User } from '../tenants/schema.ts'

/** The user a parcel's run was started by: the worker acts as nobody else. Null when the parcel is gone. */
export async function readRunner (deps: Pick<Deps, 'database'>, bell: Bell): Promise<User | null> {
  const row = await deps.database.withTenant(bell.tenantId, (trx) => trx.selectFrom('parcel')
    .innerJoin('run', 'run.id', 'parcel.run_id').select('run.who').where('parcel.id', '=', bell.parcelId).executeTakeFirst())
  return row ? { username: row.who, role: 'general', via: 'run' } : null
}
