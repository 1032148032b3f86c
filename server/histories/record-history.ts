import type { Transaction } from 'kysely'
import type { HistoryKind } from '../io/histories-tables.ts'
import type { Tables } from '../io/tables.ts'

/** One line: who did what, to what, with which result. `about` is an id or name; `detail` holds no record contents and no secrets. */
export interface HistoryLine {
  kind: HistoryKind
  who: string
  what: string
  about?: string
  result: string
  detail?: Record<string, unknown>
}

/** Adds one line to the tenant's history, in the transaction of the change it speaks of, so that neither is there without the other. */
export async function recordHistory (trx: Transaction<Tables>, tenantId: string, line: HistoryLine): Promise<void> {
  await trx.insertInto('history').values({
    tenant_id: tenantId,
    kind: line.kind,
    who: line.who,
    what: line.what,
    about: line.about ?? null,
    result: line.result,
    detail: JSON.stringify(line.detail ?? {})
  }).execute()
}
