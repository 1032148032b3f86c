import { recordHistory } from '../histories/record-history.ts'
import type { Tenant } from '../tenants/open-tenant.ts'

/** Who saw what: `download-…` when bytes leave the house, `view-…` for pictures of pages, `preview-document` for what is not kept; `about` is the document, file or record. */
export interface Seen { what: 'download-document' | 'view-document' | 'download-file' | 'view-file' | 'preview-document', about: string, detail?: Record<string, unknown> }

/** Puts on record that this user sees it, before they do: what cannot be put on record is not shown. */
export async function recordView<Shown> (tenant: Tenant, shown: Shown, { what, about, detail }: Seen): Promise<Shown> {
  await tenant.db((trx) => recordHistory(trx, tenant.id, { kind: 'output', who: tenant.user.username, what, about, result: 'done', detail }))
  return shown
}
