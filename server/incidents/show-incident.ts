import type { Selectable } from 'kysely'
import { IncidentUnknown } from '../errors.ts'
import { sayTime } from '../histories/times.ts'
import type { IncidentNoticeTable, IncidentTable } from '../io/incidents-tables.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { deadlines, overdueOf } from './deadlines.ts'
import { reportPlace } from './declare-incident.ts'
import { recipientPlace } from './queue-notices.ts'
import type { Incident, Report } from './schema.ts'

type Row = Selectable<IncidentTable>
type NoticeRow = Selectable<IncidentNoticeTable>

/** The incidents of the tenant, newest first; at most 200. */
export async function listIncidents (tenant: Tenant): Promise<{ incidents: Incident[] }> {
  const { rows, notices } = await tenant.db(async (trx) => {
    const rows = await trx.selectFrom('incident').selectAll().orderBy('id', 'desc').limit(200).execute()
    const notices = rows.length === 0 ? [] : await trx.selectFrom('incident_notice').selectAll().where('incident_id', 'in', rows.map(({ id }) => id)).orderBy('queued_at').execute()
    return { rows, notices }
  })
  return { incidents: await Promise.all(rows.map((row) => shapeIncident(tenant, row, notices.filter((one) => one.incident_id === row.id)))) }
}

/** One incident with its clocks and notices. Errors: IncidentUnknown. */
export async function showIncident (tenant: Tenant, id: string): Promise<Incident> {
  const { row, notices } = await tenant.db(async (trx) => ({
    row: await trx.selectFrom('incident').selectAll().where('id', '=', id).executeTakeFirst(),
    notices: await trx.selectFrom('incident_notice').selectAll().where('incident_id', '=', id).orderBy('queued_at').execute()
  }))
  if (!row) throw new IncidentUnknown()
  return shapeIncident(tenant, row, notices)
}

/** The nine items, opened. */
export async function openReport (tenant: Tenant, { id, report }: Pick<Row, 'id' | 'report'>): Promise<Report> {
  return JSON.parse((await tenant.secrets.open(reportPlace(id), report)).toString('utf8')) as Report
}

async function shapeIncident (tenant: Tenant, row: Row, notices: NoticeRow[]): Promise<Incident> {
  const time = (moment: Date | null): string | null => moment && sayTime(moment)
  const { preliminaryFrom } = deadlines({ noticedAt: row.noticed_at, malicious: row.malicious })
  return {
    id: row.id,
    rule: row.rule,
    about: row.about,
    state: row.state,
    malicious: row.malicious,
    declaredBy: row.declared_by,
    noticedAt: sayTime(row.noticed_at),
    preliminaryFrom: sayTime(preliminaryFrom),
    preliminaryDue: sayTime(row.preliminary_due),
    finalDue: sayTime(row.final_due),
    preliminaryAt: time(row.preliminary_at),
    finalAt: time(row.final_at),
    closedAt: time(row.closed_at),
    overdue: overdueOf(row, tenant.now()),
    persons: row.persons,
    documents: row.document_ids,
    report: await openReport(tenant, row),
    notices: await Promise.all(notices.map(async (notice) => ({
      kind: notice.kind,
      to: (await tenant.secrets.open(recipientPlace({ incidentId: row.id, kind: notice.kind }), notice.recipient)).toString('utf8'),
      queuedAt: sayTime(notice.queued_at),
      sentAt: time(notice.sent_at),
      tries: notice.tries
    })))
  }
}
