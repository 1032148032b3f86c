import type { Transaction } from 'kysely'
import type { Tables } from '../io/tables.ts'
import type { Offboarding } from './offboarding-schema.ts'

const DAY_MS = 86_400_000

/** How far the end of the tenant's service is. The SHA-256 of the archive is not told: to name it one has to have downloaded it. */
export async function readOffboarding (trx: Transaction<Tables>): Promise<Offboarding> {
  const row = await trx.selectFrom('offboarding').selectAll().executeTakeFirst()
  return {
    state: row?.state ?? 'none',
    requestedBy: row?.requested_by ?? null,
    requestedAt: row?.requested_at.toISOString() ?? null,
    confirmedBy: row?.confirmed_by ?? null,
    startsAt: row?.state === 'requested' && row.alone ? new Date(row.requested_at.getTime() + DAY_MS).toISOString() : null,
    archive: row?.archive ? { bytes: row.archive.bytes, files: row.archive.files, documents: row.archive.documents, lines: row.archive.lines } : null,
    keptUntil: row?.kept_until?.toISOString() ?? null,
    takeover: row?.takeover ?? false,
    graceUntil: row?.grace_until?.toISOString() ?? null
  }
}
