import type { Transaction } from 'kysely'
import type { Tables } from '../io/tables.ts'
import { newestVersion } from '../definitions/get-definition.ts'
import { bindKey, claimKey, hashRequest } from '../documents/claim-key.ts'
import { outputKey } from '../documents/output-key.ts'
import { ringNow } from '../documents/ring-now.ts'
import { recordHistory } from '../histories/record-history.ts'
import { mappingKind } from '../mappings/kind.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { sealJson } from '../tenants/seal-text.ts'
import { toLongId } from '../views/record-id.ts'
import { getRun } from './get-run.ts'
import { sourcePlace } from './places.ts'
import type { Run, Source, StartRun } from './schema.ts'

/** A run as it is asked for, with everything said that a request may leave away. */
type Asked = Required<StartRun>

/**
 * Commits a run of many and the parcel that will plan it; the source is read afterwards, by a worker. The same `requestKey` with the same request
 * finds the same run again. Errors: DefinitionUnknown, NotPublished, IdempotencyKeyReused.
 */
export async function startRun (tenant: Tenant, { requestKey: key, ...ask }: StartRun & { requestKey?: string }): Promise<Run> {
  const asked: Asked = { join: 'separate', save: true, saveAs: 'file', ...ask, source: longIds(ask.source) }
  const { mapping, source, join, save, saveAs } = asked
  const { runId, planId } = await tenant.db(async (trx) => {
    const known = key === undefined ? null : await claimKey(trx, tenant, { key, body: hashRequest(['run', mapping, source, join, save, saveAs]) })
    return known === null ? addRun(trx, tenant, { ...asked, key }) : { runId: known, planId: null }
  })
  if (planId !== null) await ringNow(tenant, { lane: 'interactive', parcelIds: [planId] })
  return getRun(tenant, runId)
}

function longIds (source: Source): Source {
  if ('recordIds' in source) return { recordIds: [...new Set(source.recordIds.map(toLongId))] }
  return 'parentId' in source ? { ...source, parentId: toLongId(source.parentId) } : source
}

async function addRun (trx: Transaction<Tables>, tenant: Tenant, { mapping, source, join, save, saveAs, key }: Asked & { key?: string | undefined }): Promise<{ runId: string, planId: string }> {
  const own = { tenant_id: tenant.id, mapping, release: await newestVersion(trx, mappingKind.name, mapping) }
  const { id: runId } = await trx.insertInto('run')
    .values({ ...own, kind: 'bulk', who: tenant.user.username, options: JSON.stringify({ join, save, saveAs }), request_key: key ?? null })
    .returning('id').executeTakeFirstOrThrow()
  // Its number has to be known to whoever seals something for it.
  await trx.updateTable('run').set({ source: await sealJson(tenant, sourcePlace(runId), source) }).where('id', '=', runId).execute()
  // Planned by a worker, for its lease and its retries; in the lane of clicks, for somebody waits to see how many there are.
  const { id: planId } = await trx.insertInto('parcel')
    .values({ ...own, run_id: runId, kind: 'plan', lane: 'interactive', key: outputKey([tenant.id, runId, 'plan']), record_ids: [], last_error: null })
    .returning('id').executeTakeFirstOrThrow()
  await trx.insertInto('outbox').values({ tenant_id: tenant.id, parcel_id: planId, lane: 'interactive' }).execute()
  if (key !== undefined) await bindKey(trx, tenant, { key, runId })
  await recordHistory(trx, tenant.id, { kind: 'job', who: tenant.user.username, what: 'start-run', about: runId, result: 'done', detail: { mapping, release: own.release, source: Object.keys(source)[0], join, save } })
  return { runId, planId }
}
