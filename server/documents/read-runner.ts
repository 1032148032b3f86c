import type { Deps } from '../deps.ts'
import type { Bell } from '../io/queue.ts'
import type { Lane, ParcelKind } from '../io/tables.ts'
import type { User } from '../tenants/schema.ts'

/** Who a parcel is worked on for, and what it is. `cancelled`: its run was, and nobody has it: it is not to be begun any more. */
export interface Runner { user: User, kind: ParcelKind, lane: Lane, cancelled: boolean }

/** The user a parcel's run was started by: the worker acts as nobody else. Null when the parcel is gone. */
export async function readRunner (deps: Pick<Deps, 'database'>, bell: Bell): Promise<Runner | null> {
  const row = await deps.database.withTenant(bell.tenantId, (trx) => trx.selectFrom('parcel')
    .innerJoin('run', 'run.id', 'parcel.run_id').select(['run.who', 'run.state as run', 'parcel.state', 'parcel.kind', 'parcel.lane']).where('parcel.id', '=', bell.parcelId).executeTakeFirst())
  return row ? { user: { username: row.who, role: 'general', via: 'run' }, kind: row.kind, lane: row.lane, cancelled: row.run === 'cancelled' && row.state === 'ready' } : null
}
