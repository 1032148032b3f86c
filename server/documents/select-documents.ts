import { sql, type Selectable, type Transaction } from 'kysely'
import type { DocumentTable, KeptProblem, ParcelState, Tables } from '../io/tables.ts'

/** A document and what its parcel tells of its progress. `held`: a worker has it now; `filing`: an attempt to file it is on record; `corrected_by`: its finished correction. */
export type DocumentRow = Selectable<DocumentTable> & { parcel_state: ParcelState, attempt: number, next_at: Date | null, run_id: string, last_error: KeptProblem | null, held: boolean, filing: boolean, corrected_by: string | null }

/** Documents with their progress, to be narrowed by columns of `document`. */
export function selectDocuments (trx: Transaction<Tables>) {
  return trx.selectFrom('document').innerJoin('parcel', 'parcel.id', 'document.parcel_id')
    .selectAll('document')
    .select(['parcel.state as parcel_state', 'parcel.attempt', 'parcel.next_at', 'parcel.run_id', 'parcel.last_error'])
    .select(sql<boolean>`parcel.state = 'running' and parcel.lease_until > now()`.as('held'))
    .select((one) => one.exists(one.selectFrom('effect').select('effect.id').whereRef('effect.parcel_id', '=', 'parcel.id').where('effect.state', '=', 'started')).$castTo<boolean>().as('filing'))
    .select((one) => one.selectFrom('document as later').select('later.id').whereRef('later.corrects', '=', 'document.id').where('later.state', '=', 'done').as('corrected_by'))
}
