import type { Document, Progress } from './schema.ts'
import type { DocumentRow } from './select-documents.ts'

/** A document as the API shows it. */
export function shapeDocument (row: DocumentRow): Document {
  return {
    id: row.id,
    state: row.state,
    mapping: row.mapping,
    release: row.release,
    recordId: row.record_id,
    fileName: row.file_name,
    contentType: row.content_type,
    bytes: row.bytes,
    pages: row.pages,
    sha256: row.sha256,
    salesforce: row.content_version_id && row.content_document_id ? { contentVersionId: row.content_version_id, contentDocumentId: row.content_document_id } : null,
    error: row.error,
    progress: shapeProgress(row),
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    timings: row.timings
  }
}

function shapeProgress (row: DocumentRow): Progress {
  const step = stepOf(row)
  return {
    step,
    attempt: row.attempt,
    nextTryAt: step === 'waiting' && row.attempt > 0 ? row.next_at?.toISOString() ?? null : null,
    error: step === 'done' ? null : row.error ?? row.last_error
  }
}

/** A parcel whose worker died waits for another, although it is still called running. */
function stepOf ({ state, parcel_state: parcel, held, filing }: DocumentRow): Progress['step'] {
  if (state !== 'queued') return state
  if (parcel !== 'ready' && parcel !== 'running') return 'failed'
  if (!held) return 'waiting'
  return filing ? 'saving' : 'making'
}
