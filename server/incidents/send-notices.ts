import type { Deps } from '../deps.ts'
import type { NoticeKind } from '../io/incidents-tables.ts'
import { openTenant, type Tenant } from '../tenants/open-tenant.ts'
import { reminderOf } from './deadlines.ts'
import { queueNotices, recipientPlace } from './queue-notices.ts'

/** One notice on its way; what it says names the incident by its id and nobody by name, since mail is open. */
export interface Letter { to: string, kind: NoticeKind, incidentId: string, tenantName: string }
/** Sends one letter; rejects when it could not. The second try comes a minute later, then with doubling pauses of at most an hour. */
export type SendLetter = (letter: Letter) => Promise<void>

const AT_ONCE = 100
const LONGEST_PAUSE_MS = 3_600_000

/**
 * Reminds the admins of all tenants of what is due, and sends the notices that wait. Each notice is made once and tried until it is sent; without `send`
 * they wait where the API and the console show them. Returns how many were sent.
 */
export async function sendNotices (deps: Deps, send: SendLetter | null): Promise<number> {
  const now = deps.now()
  const { open, waiting } = await deps.database.withDoor(async (trx) => ({
    open: await trx.selectFrom('incident').innerJoin('tenant', 'tenant.tenant_id', 'incident.tenant_id').select('incident.tenant_id').distinct().where('tenant.state', '=', 'active').where('incident.state', '<>', 'closed').execute(),
    waiting: await trx.selectFrom('incident_notice').innerJoin('tenant', 'tenant.tenant_id', 'incident_notice.tenant_id').select('incident_notice.tenant_id').distinct().where('tenant.state', '=', 'active').where('sent_at', 'is', null).where('next_at', '<=', now).execute()
  }))
  const watched = new Set(open.map(({ tenant_id: id }) => id))
  let sent = 0
  for (const id of new Set([...watched, ...waiting.map(({ tenant_id: one }) => one)])) {
    const tenant = await openTenant(deps, id, { username: 'service', role: 'admin', via: 'run' })
    if (watched.has(id)) await queueReminders(tenant)
    if (send !== null) sent += await sendWaiting(tenant, send)
  }
  return sent
}

async function queueReminders (tenant: Tenant): Promise<void> {
  await tenant.db(async (trx) => {
    const incidents = await trx.selectFrom('incident').select(['id', 'state', 'preliminary_due', 'final_due', 'preliminary_at', 'final_at']).where('state', '<>', 'closed').execute()
    for (const incident of incidents) {
      const kind = reminderOf(incident, tenant.now())
      if (kind !== null) await queueNotices(trx, tenant, { incidentId: incident.id, kind })
    }
  })
}

async function sendWaiting (tenant: Tenant, send: SendLetter): Promise<number> {
  const due = await tenant.db((trx) => trx.selectFrom('incident_notice').selectAll().where('sent_at', 'is', null).where('next_at', '<=', tenant.now()).orderBy('next_at').limit(AT_ONCE).execute())
  let sent = 0
  for (const notice of due) {
    const { incident_id: incidentId, kind, recipient_index: index, tries } = notice
    // Taken before it is sent, so that two processes do not both send it; a crash in between is made good after the pause.
    const taken = await tenant.db((trx) => trx.updateTable('incident_notice').set({ tries: tries + 1, next_at: new Date(tenant.now().getTime() + Math.min(60_000 * 2 ** tries, LONGEST_PAUSE_MS)) })
      .where('incident_id', '=', incidentId).where('kind', '=', kind).where('recipient_index', '=', index).where('tries', '=', tries).where('sent_at', 'is', null).executeTakeFirst())
    if (taken.numUpdatedRows === 0n) continue
    const to = (await tenant.secrets.open(recipientPlace({ incidentId, kind }), notice.recipient)).toString('utf8')
    const error = await send({ to, kind, incidentId, tenantName: tenant.name }).then(() => null, (failure: unknown) => failure)
    if (error !== null) tenant.log.warn({ err: error, incident: incidentId, kind }, 'a notice could not be sent')
    await tenant.db((trx) => trx.updateTable('incident_notice').set(error === null ? { sent_at: tenant.now(), error: null } : { error: (error as Error).name })
      .where('incident_id', '=', incidentId).where('kind', '=', kind).where('recipient_index', '=', index).execute())
    if (error === null) sent += 1
  }
  return sent
}
