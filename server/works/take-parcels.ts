import type { Transaction } from 'kysely'
import type { ParcelState, Tables } from '../io/tables.ts'

/** Parcels of one run in these states, at most `limit` documents of them; `endedBefore` leaves out what came to its end later. */
export interface Take { runId: string, states: ParcelState[], limit: number, endedBefore?: Date | undefined }

/** Locks parcels that are to change together; those that somebody is taking or ending at this moment are left out. `steps` are plans and merges. */
export async function takeParcels (trx: Transaction<Tables>, { runId, states, limit, endedBefore }: Take) {
  const parcels = trx.selectFrom('parcel').select(['id', 'kind']).where('run_id', '=', runId).where('state', 'in', states)
    .$if(endedBefore !== undefined, (query) => query.where('done_at', '<', endedBefore as Date)).forUpdate().skipLocked()
  return {
    documents: await parcels.where('kind', '=', 'document').where('position', 'is not', null).orderBy('position').limit(limit).execute(),
    steps: await parcels.where('kind', '<>', 'document').execute()
  }
}
