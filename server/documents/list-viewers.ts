import { sayTime } from '../histories/times.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { readDocument } from './get-document.ts'
import type { Viewer, Viewers } from './viewer-schema.ts'

/** What lets somebody see a document: lines that are written before it is shown. */
const SEEING = ['download-document', 'view-document', 'export-document']
const MOST = 1000

/** Who saw this document, how and when, the newest first: the histories' own lines. Errors: DocumentUnknown. */
export async function listViewers (tenant: Tenant, id: string): Promise<Viewers> {
  await readDocument(tenant, id)
  const rows = await tenant.db((trx) => trx.selectFrom('history').select(['at', 'who', 'what'])
    .where('about', '=', id).where('what', 'in', SEEING).where('result', '=', 'done').orderBy('at', 'desc').orderBy('seq', 'desc').limit(MOST + 1).execute())
  const viewers: Viewer[] = rows.slice(0, MOST).map(({ at, who, what }) => ({ at: sayTime(at), who, what }))
  return { viewers, more: rows.length > MOST }
}
