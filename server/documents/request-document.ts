import { createHash } from 'node:crypto'
import type { Transaction } from 'kysely'
import { IdempotencyKeyReused } from '../errors.ts'
import type { Tables } from '../io/tables.ts'
import { newestVersion } from '../definitions/get-definition.ts'
import { mappingKind } from '../mappings/kind.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import type { AskDocument } from './schema.ts'
import { commitLater } from './commit-later.ts'
import { toLongId } from '../views/record-id.ts'
import { outputKey } from './output-key.ts'

export interface Asked { documentId: string, parcelId: string, replayed: boolean }

/**
 * Plans a Run of one and commits it before anything is answered. The same Idempotency-Key with the same body finds the same document again
 * (https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/); with another body it is refused.
 */
export async function requestDocument (tenant: Tenant, ask: AskDocument & { requestKey?: string }): Promise<Asked> {
  const recordId = toLongId(ask.recordId)
  const body = createHash('sha256').update(JSON.stringify([ask.mapping, recordId, ask.save !== false, ...ask.saveAs === 'version' ? ['version'] : []])).digest('hex')
  const asked = await tenant.db(async (trx) => {
    const known = ask.requestKey === undefined ? null : await claimKey(trx, tenant, { key: ask.requestKey, body })
    return known ?? await planRun(trx, tenant, { ...ask, recordId, release: await newestVersion(trx, mappingKind.name, ask.mapping) })
  })
  if (!asked.replayed) await ring(tenant, asked.parcelId)
  return asked
}

/** Null when the key is new (and now ours); otherwise the document it already stands for. A concurrent twin waits here for our commit. */
async function claimKey (trx: Transaction<Tables>, tenant: Tenant, { key, body }: { key: string, body: string }): Promise<Asked | null> {
  const mine = await trx.insertInto('request_key')
    .values({ tenant_id: tenant.id, who: tenant.user.username, key, body_sha256: body, run_id: null })
    .onConflict((clash) => clash.doNothing()).executeTakeFirst()
  if (mine.numInsertedOrUpdatedRows === 1n) return null
  const known = await trx.selectFrom('request_key')
    .innerJoin('parcel', 'parcel.run_id', 'request_key.run_id').innerJoin('document', 'document.parcel_id', 'parcel.id')
    .select(['request_key.body_sha256', 'parcel.id as parcelId', 'document.id as documentId'])
    .where('who', '=', tenant.user.username).where('request_key.key', '=', key).executeTakeFirst()
  if (known?.body_sha256 !== body) throw new IdempotencyKeyReused()
  return { documentId: known.documentId, parcelId: known.parcelId, replayed: true }
}

async function planRun (trx: Transaction<Tables>, tenant: Tenant, plan: AskDocument & { release: number, requestKey?: string }): Promise<Asked> {
  const run = await trx.insertInto('run')
    .values({ tenant_id: tenant.id, kind: 'click', who: tenant.user.username, source: JSON.stringify({ recordId: plan.recordId }), request_key: plan.requestKey ?? null })
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
    .values({ tenant_id: tenant.id, parcel_id: parcel.id, mapping: plan.mapping, release: plan.release, record_id: plan.recordId, created_by: tenant.user.username })
    .returning('id').executeTakeFirstOrThrow()
  await trx.insertInto('outbox').values({ tenant_id: tenant.id, parcel_id: parcel.id, lane: 'interactive' }).execute()
  if (plan.requestKey !== undefined) {
    await trx.updateTable('request_key').set({ run_id: run.id }).where('who', '=', tenant.user.username).where('key', '=', plan.requestKey).execute()
  }
  return { documentId: document.id, parcelId: parcel.id, replayed: false }
}

/** The fast way to the worker. When the queue is away the bell stays in the outbox and ring-outbox.ts rings it later. */
async function ring (tenant: Tenant, parcelId: string): Promise<void> {
  try {
    await tenant.queue.ring('interactive', { tenantId: tenant.id, parcelId, epoch: 0 })
  } catch (error) {
    tenant.log.warn({ parcel: parcelId, reason: (error as Error).message }, 'the queue did not take the bell; it stays in the outbox')
    return
  }
  // Nobody waits for this mark: without it the bell is rung once more, which changes nothing.
  markRung(tenant, parcelId).catch((error: unknown) => tenant.log.info({ parcel: parcelId, err: error }, 'a rung bell was not marked'))
}

async function markRung (tenant: Tenant, parcelId: string): Promise<void> {
  await tenant.db(async (trx) => {
    await commitLater(trx)
    await trx.updateTable('outbox').set({ dispatched_at: tenant.now() }).where('parcel_id', '=', parcelId).where('epoch', '=', 0).execute()
  })
}
