import type { Transaction } from 'kysely'
import type { Tables } from '../io/tables.ts'
import { recordHistory } from '../histories/record-history.ts'
import { newestVersion } from '../definitions/get-definition.ts'
import { mappingKind } from '../mappings/kind.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { toLongId } from '../views/record-id.ts'
import { bindKey, claimKey, hashRequest } from './claim-key.ts'
import { outputKey } from './output-key.ts'
import { ringNow } from './ring-now.ts'
import type { AskDocument } from './schema.ts'

export interface Asked { documentId: string, parcelId: string, replayed: boolean }

/** Plans a Run of one and commits it before anything is answered. The same `requestKey` with the same request finds the same document again. */
export async function requestDocument (tenant: Tenant, ask: AskDocument & { requestKey?: string }): Promise<Asked> {
  const { requestKey: key } = ask
  const recordId = toLongId(ask.recordId)
  const body = hashRequest([ask.mapping, recordId, ask.save !== false, ...ask.saveAs === 'version' ? ['version'] : []])
  const asked = await tenant.db(async (trx) => {
    const known = key === undefined ? null : await claimKey(trx, tenant, { key, body })
    return known === null ? planClick(trx, tenant, { ...ask, recordId, release: await newestVersion(trx, mappingKind.name, ask.mapping) }) : findAsked(trx, known)
  })
  if (!asked.replayed) await ringNow(tenant, { lane: 'interactive', parcelIds: [asked.parcelId] })
  return asked
}

/** What a key that was used before stands for. */
export async function findAsked (trx: Transaction<Tables>, runId: string): Promise<Asked> {
  const known = await trx.selectFrom('parcel').innerJoin('document', 'document.parcel_id', 'parcel.id')
    .select(['parcel.id as parcelId', 'document.id as documentId']).where('parcel.run_id', '=', runId).executeTakeFirstOrThrow()
  return { ...known, replayed: true }
}

/** A document that takes the place of another: its id is made beforehand, since its reason is sealed for that row. */
export interface Correction { id: string, corrects: string, version: number, correction_reason: Buffer }

/** A Run of one with its parcel, its document and its bell, in the caller's transaction. */
export async function planClick (trx: Transaction<Tables>, tenant: Tenant, plan: AskDocument & { release: number, requestKey?: string, correction?: Correction }): Promise<Asked> {
  const run = await trx.insertInto('run')
    .values({ tenant_id: tenant.id, kind: 'click', who: tenant.user.username, source: JSON.stringify({ recordId: plan.recordId }), request_key: plan.requestKey ?? null, planned: 1, total: 1 })
    .returning('id').executeTakeFirstOrThrow()
  const parcel = await trx.insertInto('parcel').values({
    tenant_id: tenant.id,
    run_id: run.id,
    key: outputKey([tenant.id, run.id, plan.recordId, plan.mapping, plan.release]),
    mapping: plan.mapping,
    release: plan.release,
    record_ids: [plan.recordId],
    options: JSON.stringify({ save: plan.save !== false, saveAs: plan.saveAs ?? 'file' }),
    last_error: null
  }).returning('id').executeTakeFirstOrThrow()
  const document = await trx.insertInto('document')
    .values({ tenant_id: tenant.id, parcel_id: parcel.id, mapping: plan.mapping, release: plan.release, record_id: plan.recordId, created_by: tenant.user.username, ...plan.correction })
    .returning('id').executeTakeFirstOrThrow()
  await trx.insertInto('outbox').values({ tenant_id: tenant.id, parcel_id: parcel.id, lane: 'interactive' }).execute()
  await recordHistory(trx, tenant.id, { kind: 'job', who: tenant.user.username, what: 'request-document', about: plan.recordId, result: 'done', detail: { document: document.id, mapping: plan.mapping, release: plan.release } })
  if (plan.requestKey !== undefined) await bindKey(trx, tenant, { key: plan.requestKey, runId: run.id })
  return { documentId: document.id, parcelId: parcel.id, replayed: false }
}
