import type { Tenant } from '../tenants/open-tenant.ts'
import { getDocument } from './get-document.ts'
import type { Document } from './schema.ts'

/** The document as it is when it is finished, or after `seconds`. A signal that is missed costs a second, not the document. */
export async function awaitDocument (tenant: Tenant, { documentId, parcelId, seconds }: { documentId: string, parcelId: string, seconds: number }): Promise<Document> {
  const until = Date.now() + seconds * 1000
  for (;;) {
    const left = until - Date.now()
    const stop = new AbortController()
    const signal = tenant.parcels.wait(parcelId, Math.min(Math.max(left, 0), 1000), stop.signal)
    const document = await getDocument(tenant, documentId)
    if (document.state !== 'queued' || left <= 0) {
      stop.abort()
      return document
    }
    await signal
  }
}

/** `Prefer: wait=10` in seconds (RFC 7240, 4.3), at most 60; 0 when it is not there. */
export function readPrefer (header: string | string[] | undefined): number {
  const [, seconds] = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,4})"?/i.exec(String(header ?? '')) ?? []
  return Math.min(Number(seconds ?? 0), 60)
}
