import type { Transaction } from 'kysely'
import type { NoticeKind } from '../io/incidents-tables.ts'
import type { Place } from '../io/secrets.ts'
import type { Tables } from '../io/tables.ts'
import { getSettings } from '../tenants/get-settings.ts'
import type { Tenant } from '../tenants/open-tenant.ts'

interface NoticeOf { incidentId: string, kind: NoticeKind }

/** Queues one notice for each admin of the tenant and for the contact of its settings, in the caller's transaction. A kind that was queued before is not queued again. Returns how many are new. */
export async function queueNotices (trx: Transaction<Tables>, tenant: Tenant, { incidentId, kind }: NoticeOf): Promise<number> {
  const accounts = await trx.selectFrom('user_account').select(['login', 'mail']).where('role', '=', 'admin').where('state', '=', 'active').execute()
  const { contact } = await getSettings(trx)
  const recipients = new Set([...accounts.map(({ login, mail }) => mail ?? login), ...contact.mail === null ? [] : [contact.mail]])
  const now = tenant.now()
  const rows = await Promise.all([...recipients].map(async (recipient) => ({
    tenant_id: tenant.id,
    incident_id: incidentId,
    kind,
    recipient: await tenant.secrets.seal(recipientPlace({ incidentId, kind }), recipient),
    recipient_index: await tenant.secrets.index('incident_notice.recipient', recipient),
    queued_at: now,
    next_at: now
  })))
  if (rows.length === 0) return 0
  const queued = await trx.insertInto('incident_notice').values(rows).onConflict((clash) => clash.doNothing()).executeTakeFirst()
  return Number(queued.numInsertedOrUpdatedRows ?? 0)
}

/** What the sealed recipient of a notice belongs to. */
export function recipientPlace ({ incidentId, kind }: NoticeOf): Place {
  return { table: 'incident_notice', column: 'recipient', row: `${incidentId}/${kind}` }
}
