/** The console's door to the service: the REST API, as who is signed in. It has what the door through Apex has (lwc/shared/lwc/chohyoApi). */
import { ask, askBlob } from '../../../ask.ts'
import type { ChohyoDocument, Choices, DocumentList, DocumentPages, GenerateDocument, ListChoices, ListDocuments, PageImages, PreviewPages } from '../../../../../../lwc/shared/lwc/chohyoApi/chohyoTypes.ts'
import type { ObjectDescription } from '../../../../../../lwc/shared/lwc/chohyoApi/recordTypes.ts'
import type { ListParcels, ListRuns, ParcelList, Run, RunList, StartRun } from '../../../../../../lwc/shared/lwc/chohyoApi/runTypes.ts'

/** Printing takes its time, and one waits for a turn too. */
const PRINTING = 60

/** The mappings this user may use for a record, or for an object. */
export function listChoices ({ recordId, objectName }: ListChoices): Promise<Choices> {
  return ask('/choices', { query: recordId === undefined ? { object: objectName } : { recordId } })
}

/** Submits one document and comes back at once; follow it with `getDocument`. */
export function generateDocument ({ requestKey, ...body }: GenerateDocument): Promise<ChohyoDocument> {
  return ask('/documents', { method: 'POST', body, requestKey })
}

export function getDocument (documentId: string): Promise<ChohyoDocument> {
  return ask(`/documents/${documentId}`)
}

/** The documents of a record, newest first. */
export function listDocuments ({ recordId, after }: ListDocuments): Promise<DocumentList> {
  return ask('/documents', { query: { recordId, after } })
}

/** Pages of what would be made, as pictures, without keeping anything. */
export function previewPages (body: PreviewPages): Promise<PageImages> {
  return ask('/previews', { method: 'POST', body: { ...body, as: 'pages' }, seconds: PRINTING })
}

/** Pages of a finished document, as pictures. */
export function documentPages ({ documentId, from, count }: DocumentPages): Promise<PageImages> {
  return ask(`/documents/${documentId}/pages`, { query: { from, count }, seconds: PRINTING })
}

/** The bytes of a finished document. */
export function downloadDocument ({ id }: Pick<ChohyoDocument, 'id'>): Promise<Blob> {
  return askBlob(`/documents/${id}/content`)
}

/** The fields and child lists of an object that this user may read. */
export function describeObject (objectName: string): Promise<ObjectDescription> {
  return ask(`/objects/${objectName}`)
}

/** Submits one run and comes back at once; follow it with `getRun`. */
export function startRun ({ requestKey, ...body }: StartRun): Promise<Run> {
  return ask('/runs', { method: 'POST', body, requestKey })
}

export function getRun (runId: string): Promise<Run> {
  return ask(`/runs/${runId}`)
}

/** This user's runs, newest first. */
export function listRuns ({ after }: ListRuns = {}): Promise<RunList> {
  return ask('/runs', { query: { after } })
}

export function listParcels ({ runId, state, after }: ListParcels): Promise<ParcelList> {
  return ask(`/runs/${runId}/parcels`, { query: { state, after } })
}

/** Tries the failed records of a run once more. */
export function retryRun (runId: string): Promise<Run> {
  return ask(`/runs/${runId}/retry`, { method: 'POST' })
}

/** Stops a run: what is done stays, what waits is not made. */
export function cancelRun (runId: string): Promise<Run> {
  return ask(`/runs/${runId}/cancel`, { method: 'POST' })
}
