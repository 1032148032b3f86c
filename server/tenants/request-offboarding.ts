import type { Transaction } from 'kysely'
import { OffboardingElsewhere, OffboardingNotMeant, OffboardingRunsGoing, SecondAdminNeeded } from '../errors.ts'
import { recordHistory } from '../histories/record-history.ts'
import type { Tables } from '../io/tables.ts'
import { demandFreshAdmin } from './demand-fresh-admin.ts'
import { demandMove } from './move-offboarding.ts'
import type { AskOffboarding, Offboarding } from './offboarding-schema.ts'
import type { Tenant } from './open-tenant.ts'
import { readOffboarding } from './show-offboarding.ts'

/**
 * An admin asks for the end of the service. Another one confirms it; where there is none, it begins after 24 hours.
 * Errors: FreshSignInNeeded, OffboardingNotMeant, OffboardingRunsGoing, OffboardingElsewhere.
 */
export async function requestOffboarding (tenant: Tenant, { confirm, reason, runs = 'refuse' }: AskOffboarding): Promise<Offboarding> {
  const sealed = await tenant.secrets.seal({ table: 'offboarding', column: 'reason', row: tenant.id }, reason)
  return tenant.db(async (trx) => {
    const login = await demandFreshAdmin(trx, tenant)
    const { name } = await trx.selectFrom('tenant').select('name').executeTakeFirstOrThrow()
    if (confirm !== name) throw new OffboardingNotMeant()
    await settleRuns(trx, tenant, runs)
    const alone = await countAdmins(trx) < 2
    await trx.deleteFrom('offboarding').where('state', '=', 'cancelled').execute()
    const asked = await trx.insertInto('offboarding').values({ tenant_id: tenant.id, reason: sealed, requested_by: login, alone })
      .onConflict((clash) => clash.doNothing()).executeTakeFirst()
    if (asked.numInsertedOrUpdatedRows !== 1n) throw new OffboardingElsewhere()
    await recordHistory(trx, tenant.id, { kind: 'change', who: tenant.user.username, what: 'request-offboarding', about: tenant.id, result: 'done', detail: { by: login, alone, runs } })
    return readOffboarding(trx)
  })
}

/** The second admin. Errors: FreshSignInNeeded, SecondAdminNeeded, OffboardingElsewhere. */
export async function confirmOffboarding (tenant: Tenant): Promise<Offboarding> {
  return tenant.db(async (trx) => {
    const login = await demandFreshAdmin(trx, tenant)
    const asked = await trx.selectFrom('offboarding').select('requested_by').where('state', '=', 'requested').executeTakeFirst()
    if (!asked) throw new OffboardingElsewhere()
    if (asked.requested_by === login) throw new SecondAdminNeeded()
    await trx.updateTable('offboarding').set({ confirmed_by: login, confirmed_at: tenant.now() }).execute()
    await demandMove(trx, tenant.id, 'archiving')
    await freeze(trx, tenant.id)
    await recordHistory(trx, tenant.id, { kind: 'change', who: tenant.user.username, what: 'confirm-offboarding', about: tenant.id, result: 'done', detail: { by: login } })
    return readOffboarding(trx)
  })
}

/** Until the keys are destroyed nothing is lost. Errors: FreshSignInNeeded, OffboardingElsewhere. */
export async function cancelOffboarding (tenant: Tenant): Promise<Offboarding> {
  return tenant.db(async (trx) => {
    await demandFreshAdmin(trx, tenant)
    await demandMove(trx, tenant.id, 'cancelled')
    await trx.updateTable('tenant').set({ state: 'active' }).where('state', '=', 'leaving').execute()
    await recordHistory(trx, tenant.id, { kind: 'change', who: tenant.user.username, what: 'cancel-offboarding', about: tenant.id, result: 'done' })
    return readOffboarding(trx)
  })
}

/** From here on everything can be read and nothing changes, so that the archive is complete. Runs that were begun meanwhile are cancelled. */
export async function freeze (trx: Transaction<Tables>, tenantId: string): Promise<void> {
  await trx.updateTable('tenant').set({ state: 'leaving' }).where('state', 'in', ['active', 'parked']).execute()
  await cancelRuns(trx, tenantId, { who: 'operator', because: 'offboarding' })
}

async function settleRuns (trx: Transaction<Tables>, tenant: Tenant, runs: 'refuse' | 'cancel'): Promise<void> {
  const { count } = await trx.selectFrom('run').select((eb) => eb.fn.countAll<number>().as('count')).where('state', 'in', ['ready', 'running']).executeTakeFirstOrThrow()
  if (count === 0) return
  if (runs === 'refuse') throw new OffboardingRunsGoing(count)
  await cancelRuns(trx, tenant.id, { who: tenant.user.username, because: 'offboarding' })
}

/** The parcels that wait are cancelled by the workers, as in works/cancel-run.ts. */
export async function cancelRuns (trx: Transaction<Tables>, tenantId: string, { who, because }: { who: string, because: string }): Promise<void> {
  const cancelled = await trx.updateTable('run').set({ state: 'cancelled' }).where('state', 'in', ['ready', 'running']).returning('id').execute()
  for (const { id } of cancelled) await recordHistory(trx, tenantId, { kind: 'job', who, what: 'cancel-run', about: id, result: 'done', detail: { because } })
}

async function countAdmins (trx: Transaction<Tables>): Promise<number> {
  const { count } = await trx.selectFrom('user_account').select((eb) => eb.fn.countAll<number>().as('count')).where('role', '=', 'admin').where('state', '=', 'active').executeTakeFirstOrThrow()
  return count
}
