import type { Place } from '../io/secrets.ts'

/** What the sealed source of a run belongs to. */
export function sourcePlace (runId: string): Place {
  return { table: 'run', column: 'source', row: runId }
}

/** What the sealed name of a record belongs to: known before its parcel has an id. */
export function recordNamePlace (runId: string, recordId: string): Place {
  return { table: 'parcel', column: 'record_name', row: `${runId}/${recordId}` }
}
