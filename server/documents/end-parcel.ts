import { sql, type Transaction } from 'kysely'
import { recordHistory } from '../histories/record-history.ts'
import type { KeptProblem, Tables } from '../io/tables.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { holdLease, type Lease } from './claim-parcel.ts'
import { countEnd } from './close-run.ts'
import { sealProblem } from './seal-problem.ts'
import { isPermanent, toProblem } from './to-problem.ts'

/** Tries after the first, with these pauses: 1 s, 4 s, 16 s, 64 s. */
const MOST_TRIES = 5
/** Ends of an attempt after which the file may be in Salesforce although nobody saw it there. */
const MAYBE_FILED = ['CHOHYO_ATTACH_UNKNOWN', 'crashed']

/** The last write of a parcel that succeeded, in the caller's transaction. */
export async function finishParcel (trx: Transaction<Tables>, tenant: Tenant, lease: Lease): Promise<void> {
  await endAttempt(trx, lease, 'done')
  await trx.updateTable('parcel').set({ state: 'done', done_at: sql<Date>`now()`, last_error: null }).where('id', '=', lease.parcelId).where('lease_epoch', '=', lease.epoch).execute()
  await countEnd(trx, tenant, lease, null)
}

/** A failure that time may heal goes back to the queue; any other ends the parcel with its reason. */
export async function returnParcel (tenant: Tenant, lease: Lease, error: unknown): Promise<void> {
  const problem = await sealProblem(tenant, lease.runId, toProblem(error))
  const final = isPermanent(error) || lease.attempt >= MOST_TRIES
  await tenant.db(async (trx) => {
    await holdLease(trx, lease)
    await endAttempt(trx, lease, problem.code)
    if (final) await failParcel(trx, tenant, lease, problem)
    else await retryLater(trx, tenant, lease, problem)
  })
}

async function failParcel (trx: Transaction<Tables>, tenant: Tenant, lease: Lease, problem: KeptProblem): Promise<void> {
  const error = JSON.stringify(problem)
  const document = await trx.updateTable('document').set({ state: 'failed', error }).where('parcel_id', '=', lease.parcelId).returning('id').executeTakeFirst()
  await trx.updateTable('parcel').set({ state: 'failed', done_at: sql<Date>`now()`, last_error: error }).where('id', '=', lease.parcelId).execute()
  await closeEffect(trx, lease)
  const what = document ? { kind: 'output', what: 'generate-document', about: lease.recordId } as const : { kind: 'job', what: 'plan-run', about: lease.runId } as const
  await recordHistory(trx, tenant.id, { ...what, who: tenant.user.username, result: problem.code, detail: { document: document?.id ?? null, mapping: lease.mapping, release: lease.release } })
  await countEnd(trx, tenant, lease, problem)
}

async function closeEffect (trx: Transaction<Tables>, { parcelId }: Lease): Promise<void> {
  const doubt = await trx.selectFrom('parcel_attempt').select('epoch').where('parcel_id', '=', parcelId).where('outcome', 'in', MAYBE_FILED).limit(1).executeTakeFirst()
  await trx.updateTable('effect').set({ state: doubt ? 'unknown' : 'failed', updated_at: sql<Date>`now()` }).where('parcel_id', '=', parcelId).where('state', '=', 'started').execute()
}

async function retryLater (trx: Transaction<Tables>, tenant: Tenant, lease: Lease, problem: KeptProblem): Promise<void> {
  const pause = 4 ** (lease.attempt - 1)
  await trx.updateTable('parcel')
    .set({ state: 'ready', lease_owner: null, lease_until: null, next_at: sql<Date>`now() + make_interval(secs => ${pause})`, last_error: JSON.stringify(problem) })
    .where('id', '=', lease.parcelId).execute()
  await trx.insertInto('outbox').values({ tenant_id: tenant.id, parcel_id: lease.parcelId, epoch: lease.epoch, lane: lease.lane }).execute()
}

async function endAttempt (trx: Transaction<Tables>, lease: Lease, outcome: string): Promise<void> {
  await trx.updateTable('parcel_attempt').set({ ended_at: sql<Date>`now()`, outcome }).where('parcel_id', '=', lease.parcelId).where('epoch', '=', lease.epoch).execute()
}
