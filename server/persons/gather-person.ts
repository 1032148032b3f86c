import { sql, type Transaction } from 'kysely'
import { plainName } from '../documents/plain-name.ts'
import { INDEX } from '../documents/seal-ledger.ts'
import { selectDocuments, type DocumentRow } from '../documents/select-documents.ts'
import type { ShownLine } from '../histories/schema.ts'
import { sayTime } from '../histories/times.ts'
import type { Tables } from '../io/tables.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { isRecordId, toLongId } from '../views/record-id.ts'
import type { Because } from './schema.ts'

/** The newest of each that are looked at in one request. */
export const MOST = 1000

export interface Gathered { rows: Array<{ because: Because, row: DocumentRow }>, lines: ShownLine[], more: boolean }

/** Documents and lines of the histories that concern a person, found by hashes of the name and by ids, never by reading all names. */
export async function gatherPerson (tenant: Tenant, text: string): Promise<Gathered> {
  const person = text.trim()
  const name = await tenant.secrets.index(INDEX.counterparty, plainName(person))
  const record = isRecordId(person) ? toLongId(person) : null
  return tenant.db(async (trx) => {
    const documents = await selectDocuments(trx)
      .where((either) => either.or([either('document.counterparty_index', '=', name), either('document.created_by', '=', person), ...record === null ? [] : [either('document.record_id', '=', record)]]))
      .orderBy('document.id', 'desc').limit(MOST + 1).execute()
    const rows = documents.slice(0, MOST).map((row) => ({ because: reasonOf(row, { name, record }), row }))
    const own = rows.filter(({ because }) => because !== 'user').map(({ row }) => row.id)
    const lines = await selectLines(trx, [person, ...record === null ? [] : [record], ...own], person)
    return { rows, lines: lines.slice(0, MOST), more: documents.length > MOST || lines.length > MOST }
  })
}

function reasonOf (row: DocumentRow, { name, record }: { name: Buffer, record: string | null }): Because {
  if (row.counterparty_index?.equals(name)) return 'counterparty'
  return record !== null && row.record_id === record ? 'record' : 'user'
}

async function selectLines (trx: Transaction<Tables>, about: string[], who: string): Promise<ShownLine[]> {
  const lines = await trx.selectFrom('history').select(['number', 'at', 'kind', 'who', 'what', 'about', 'result', 'detail'])
    .where((either) => either.or([either('who', '=', who), either('about', '=', sql<string>`any(${about}::text[])`)]))
    .orderBy('at', 'desc').orderBy('seq', 'desc').limit(MOST + 1).execute()
  return lines.map((line) => ({ ...line, at: sayTime(line.at) }))
}
