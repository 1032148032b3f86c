import { sql, type Transaction } from 'kysely'
import { DestructionElsewhere, DestructionNotMeant, DocumentsHeld, OtherAdminNeeded, TakeoverNeeded } from '../errors.ts'
import { recordHistory } from '../histories/record-history.ts'
import type { Tables } from '../io/tables.ts'
import { demandFreshAdmin } from './demand-fresh-admin.ts'
import { getSettings } from './get-settings.ts'
import type { AskDestruction, Destruction } from './key-schema.ts'
import type { Tenant } from './open-tenant.ts'

/**
 * An admin asks that the keys of the org be destroyed; nothing happens before another one confirms it.
 * Errors: FreshSignInNeeded, DestructionNotMeant, DestructionElsewhere, DocumentsHeld, TakeoverNeeded.
 */
export async function requestDestruction (tenant: Tenant, { confirm, takeover = false }: AskDestruction): Promise<Destruction> {
  return tenant.db(async (trx) => {
    const login = await demandFreshAdmin(trx, tenant)
    if (confirm !== tenant.id) throw new DestructionNotMeant()
    await demandFreedom(trx, { takeover, now: tenant.now() })
    const asked = await trx.insertInto('key_destruction').values({ tenant_id: tenant.id, asked_by: login, takeover }).onConflict((clash) => clash.doNothing()).executeTakeFirst()
    if (asked.numInsertedOrUpdatedRows !== 1n) throw new DestructionElsewhere()
    await recordHistory(trx, tenant.id, { kind: 'change', who: tenant.user.username, what: 'request-key-destruction', about: tenant.id, result: 'done', detail: { by: login, takeover } })
    return readDestruction(trx)
  })
}

/** The second admin; the days that the tenant has chosen begin. Errors: FreshSignInNeeded, DestructionElsewhere, OtherAdminNeeded, DocumentsHeld. */
export async function confirmDestruction (tenant: Tenant): Promise<Destruction> {
  return tenant.db(async (trx) => {
    const login = await demandFreshAdmin(trx, tenant)
    const asked = await trx.selectFrom('key_destruction').select(['asked_by', 'takeover']).where('state', '=', 'asked').forUpdate().executeTakeFirst()
    if (!asked) throw new DestructionElsewhere()
    if (asked.asked_by === login) throw new OtherAdminNeeded()
    await demandFreedom(trx, { takeover: asked.takeover, now: tenant.now() })
    const { keys: { destroyDelayDays: days } } = await getSettings(trx)
    await trx.updateTable('key_destruction').set({ state: 'waiting', confirmed_by: login, due_at: sql<Date>`now() + make_interval(days => ${days})` }).execute()
    await recordHistory(trx, tenant.id, { kind: 'change', who: tenant.user.username, what: 'confirm-key-destruction', about: tenant.id, result: 'done', detail: { by: login, days } })
    return readDestruction(trx)
  })
}

/** Any admin, until it is done. Errors: FreshSignInNeeded, DestructionElsewhere. */
export async function cancelDestruction (tenant: Tenant): Promise<Destruction> {
  return tenant.db(async (trx) => {
    const login = await demandFreshAdmin(trx, tenant)
    const { numDeletedRows } = await trx.deleteFrom('key_destruction').where('state', '!=', 'done').executeTakeFirst()
    if (numDeletedRows !== 1n) throw new DestructionElsewhere()
    await recordHistory(trx, tenant.id, { kind: 'change', who: tenant.user.username, what: 'cancel-key-destruction', about: tenant.id, result: 'done', detail: { by: login } })
    return readDestruction(trx)
  })
}

export async function readDestruction (trx: Transaction<Tables>): Promise<Destruction> {
  const row = await trx.selectFrom('key_destruction').selectAll().executeTakeFirst()
  return {
    state: row?.state ?? 'none',
    askedBy: row?.asked_by ?? null,
    askedAt: row?.asked_at.toISOString() ?? null,
    confirmedBy: row?.confirmed_by ?? null,
    dueAt: row?.due_at?.toISOString() ?? null,
    doneAt: row?.done_at?.toISOString() ?? null
  }
}

/** A document that is held, say for a court, keeps its key. One that the law wants kept loses it only where the org says that it has kept it itself. */
async function demandFreedom (trx: Transaction<Tables>, { takeover, now }: { takeover: boolean, now: Date }): Promise<void> {
  const { held, kept } = await trx.selectFrom('document')
    .select((eb) => [eb.fn.count<number>('held_at').as('held'), eb.fn.max<Date | null>('retain_until').as('kept')]).executeTakeFirstOrThrow()
  if (held > 0) throw new DocumentsHeld(held)
  if (!takeover && kept !== null && kept > now) throw new TakeoverNeeded(kept.toISOString().slice(0, 10))
}
