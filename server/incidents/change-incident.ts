import type { Selectable, Transaction } from 'kysely'
import { IncidentOrder, IncidentUnknown } from '../errors.ts'
import { recordHistory } from '../histories/record-history.ts'
import type { IncidentTable } from '../io/incidents-tables.ts'
import type { Tables } from '../io/tables.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { deadlines } from './deadlines.ts'
import { reportPlace } from './declare-incident.ts'
import type { ChangeIncident, Incident, Step } from './schema.ts'
import { openReport, showIncident } from './show-incident.ts'

/** Completes the report, or says that somebody meant it, which moves the final deadline. The histories name the items that changed, not what they say. Errors: IncidentUnknown, IncidentOrder. */
export async function changeIncident (tenant: Tenant, { id, malicious, report }: ChangeIncident & { id: string }): Promise<Incident> {
  await tenant.db(async (trx) => {
    const row = await lockIncident(trx, id)
    const whole = { ...await openReport(tenant, row), ...report }
    const meant = malicious ?? row.malicious
    await trx.updateTable('incident').set({
      malicious: meant,
      final_due: deadlines({ noticedAt: row.noticed_at, malicious: meant }).finalDue,
      report: await tenant.secrets.seal(reportPlace(id), JSON.stringify(whole))
    }).where('id', '=', id).execute()
    await recordHistory(trx, tenant.id, { kind: 'change', who: tenant.user.username, what: 'change-incident', about: id, result: 'done', detail: { items: Object.keys(report ?? {}), ...malicious !== undefined && { malicious } } })
  })
  return showIncident(tenant, id)
}

/** A report was filed, or everything is done: preliminary, then final, then closed; an incident that need not be reported is closed at once. Errors: IncidentUnknown, IncidentOrder. */
export async function stepIncident (tenant: Tenant, { id, step }: Step & { id: string }): Promise<Incident> {
  await tenant.db(async (trx) => {
    const row = await lockIncident(trx, id)
    if (step === 'preliminary' ? row.preliminary_at !== null || row.final_at !== null : step === 'final' && row.final_at !== null) throw new IncidentOrder()
    const now = tenant.now()
    const set = step === 'closed' ? { state: 'closed' as const, closed_at: now } : step === 'final' ? { state: 'reported' as const, final_at: now } : { preliminary_at: now }
    await trx.updateTable('incident').set(set).where('id', '=', id).execute()
    await recordHistory(trx, tenant.id, { kind: 'change', who: tenant.user.username, what: 'step-incident', about: id, result: 'done', detail: { step } })
  })
  return showIncident(tenant, id)
}

/** The incident, held until the end of the transaction. One that is closed is not changed any more. */
async function lockIncident (trx: Transaction<Tables>, id: string): Promise<Selectable<IncidentTable>> {
  const row = await trx.selectFrom('incident').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new IncidentUnknown()
  if (row.state === 'closed') throw new IncidentOrder()
  return row
}
