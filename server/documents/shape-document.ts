import type { Tenant } from '../tenants/open-tenant.ts'
import type { Document, Progress } from './schema.ts'
import { openName } from './seal-name.ts'
import { openProblem } from './seal-problem.ts'
import { openLedger, openText, type SealedColumn } from './seal-ledger.ts'
import type { DocumentRow } from './select-documents.ts'

/** A document as the API shows it. What is sealed of it is opened here. */
export async function shapeDocument (tenant: Pick<Tenant, 'secrets'>, row: DocumentRow): Promise<Document> {
  return {
    id: row.id,
    state: row.state,
    mapping: row.mapping,
    release: row.release,
    recordId: row.record_id,
    fileName: row.file_name && await openName(tenant, row.id, row.file_name),
    contentType: row.content_type,
    bytes: row.bytes,
    pages: row.pages,
    sha256: row.sha256,
    salesforce: row.content_version_id && row.content_document_id ? { contentVersionId: row.content_version_id, contentDocumentId: row.content_document_id } : null,
    ledger: await openLedger(tenant, row),
    version: row.version,
    corrects: row.corrects,
    correctedBy: row.corrected_by,
    correctionReason: row.correction_reason && await openText(tenant, 'correction_reason', row.id, row.correction_reason),
    withdrawn: await openDeed(tenant, row.id, { column: 'withdrawal_reason', at: row.withdrawn_at, by: row.withdrawn_by, reason: row.withdrawal_reason }),
    hold: await openDeed(tenant, row.id, { column: 'hold_reason', at: row.held_at, by: row.held_by, reason: row.hold_reason }),
    released: await openDeed(tenant, row.id, { column: 'release_reason', at: row.released_at, by: row.released_by, reason: row.release_reason }),
    retainUntil: row.retain_until?.toISOString() ?? null,
    error: await openProblem(tenant, row.run_id, row.error),
    progress: await shapeProgress(tenant, row),
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    timings: row.timings
  }
}

interface SealedDeed { column: SealedColumn, at: Date | null, by: string | null, reason: Buffer | null }

async function openDeed (tenant: Pick<Tenant, 'secrets'>, id: string, { column, at, by, reason }: SealedDeed): Promise<Document['hold']> {
  if (at === null || by === null || reason === null) return null
  return { at: at.toISOString(), by, reason: await openText(tenant, column, id, reason) }
}

async function shapeProgress (tenant: Pick<Tenant, 'secrets'>, row: DocumentRow): Promise<Progress> {
  const step = stepOf(row)
  return {
    step,
    attempt: row.attempt,
    nextTryAt: step === 'waiting' && row.attempt > 0 ? row.next_at?.toISOString() ?? null : null,
    error: step === 'done' ? null : await openProblem(tenant, row.run_id, row.error ?? row.last_error)
  }
}

/** A parcel whose worker died waits for another, although it is still called running. */
function stepOf ({ state, parcel_state: parcel, held, filing }: DocumentRow): Progress['step'] {
  if (state !== 'queued') return state
  if (parcel !== 'ready' && parcel !== 'running') return 'failed'
  if (!held) return 'waiting'
  return filing ? 'saving' : 'making'
}
