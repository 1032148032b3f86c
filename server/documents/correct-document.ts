import type { Transaction } from 'kysely'
import { newestVersion } from '../definitions/get-definition.ts'
import { CorrectionImpossible, DocumentCorrected, DocumentNotReady, DocumentWithdrawn } from '../errors.ts'
import { recordHistory } from '../histories/record-history.ts'
import type { Tables } from '../io/tables.ts'
import { mappingKind } from '../mappings/kind.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { claimKey, hashRequest } from './claim-key.ts'
import { readDocument } from './get-document.ts'
import { makeId } from './make-id.ts'
import { findAsked, planClick, type Asked } from './request-document.ts'
import { ringNow } from './ring-now.ts'
import type { Reason } from './schema.ts'
import { placeOf } from './seal-ledger.ts'
import type { DocumentRow } from './select-documents.ts'

/**
 * 訂正: plans a new version of a finished document, made from the same record as it is now by the newest release of the same mapping. The original stays
 * as it is and can be read; each leads to the other. Errors: DocumentUnknown, DocumentNotReady, DocumentWithdrawn, DocumentCorrected, CorrectionImpossible.
 */
export async function correctDocument (tenant: Tenant, { id, reason, requestKey: key }: Reason & { id: string, requestKey?: string }): Promise<Asked> {
  const original = await readDocument(tenant, id)
  const newId = await makeId(tenant)
  const correction = { id: newId, corrects: id, version: original.version + 1, correction_reason: await tenant.secrets.seal(placeOf('correction_reason', newId), reason) }
  const asked = await tenant.db(async (trx) => {
    const known = key === undefined ? null : await claimKey(trx, tenant, { key, body: hashRequest(['correct', id, reason]) })
    if (known !== null) return findAsked(trx, known)
    const ask = await demandCorrectable(trx, original)
    const planned = await planClick(trx, tenant, { ...ask, release: await newestVersion(trx, mappingKind.name, ask.mapping), correction, ...key !== undefined && { requestKey: key } })
    await recordHistory(trx, tenant.id, { kind: 'change', who: tenant.user.username, what: 'correct-document', about: id, result: 'done', detail: { document: newId, version: correction.version } })
    return planned
  })
  if (!asked.replayed) await ringNow(tenant, { lane: 'interactive', parcelIds: [asked.parcelId] })
  return asked
}

/** How the new version is asked for. A lock on the original lets one of two corrections come first; the unique index would refuse the other anyway. */
async function demandCorrectable (trx: Transaction<Tables>, { id, parcel_id: parcelId }: DocumentRow) {
  const row = await trx.selectFrom('document').select(['state', 'mapping', 'record_id', 'withdrawn_at', 'content_document_id']).where('id', '=', id).forUpdate().executeTakeFirst()
  const parcel = await trx.selectFrom('parcel').select(['kind', 'options']).where('id', '=', parcelId).executeTakeFirst()
  if (row?.state !== 'done') throw new DocumentNotReady()
  if (row.withdrawn_at !== null) throw new DocumentWithdrawn()
  if (parcel?.kind !== 'document' || row.record_id === null) throw new CorrectionImpossible()
  const later = await trx.selectFrom('document').select('id').where('corrects', '=', id).where('state', '<>', 'failed').executeTakeFirst()
  if (later) throw new DocumentCorrected(later.id)
  return { mapping: row.mapping, recordId: row.record_id, save: parcel.options['save'] !== false, saveAs: row.content_document_id === null ? 'file' as const : 'version' as const }
}
