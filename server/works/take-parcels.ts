import type { Transaction } from 'kysely'
import type { ParcelState, Tables } from '../io/tables.ts'

/** Parcels of one run in these states, at most `limit` documents of them; or one parcel. */
export interface Take { runId: string, parcelId?: string | undefined, states: ParcelState[], limit: number }

/** Locks parcels that are to change together; those that somebody is taking or ending at this moment are left out. `steps` are plans and merges. */
export async function takeParcels (trx: Transaction<Tables>, { runId, parcelId, states, limit }: Take) {
  const parcels = trx.selectFrom('parcel').select(['id', 'kind']).where('run_id', '=', runId).where('state', 'in', states)
    .$if(parcelId !== undefined, (query) => query.where('id', '=', parcelId ?? '')).forUpdate().skipLocked()
  return {
    documents: await parcels.where('kind', '=', 'document').where('position', 'is not', null).orderBy('position').limit(limit).execute(),
    steps: await parcels.where('kind', '<>', 'document').execute()
  }
}
