import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { ArchiveNotProven, OffboardingElsewhere, TakeoverNeeded } from '../errors.ts'
import { recordHistory } from '../histories/record-history.ts'
import { demandFreshAdmin } from './demand-fresh-admin.ts'
import { getSettings } from './get-settings.ts'
import { demandMove } from './move-offboarding.ts'
import type { HandOver, Offboarding } from './offboarding-schema.ts'
import type { Tenant } from './open-tenant.ts'
import { readOffboarding } from './show-offboarding.ts'

/** The prefix tells scanners and people what it is. */
const PREFIX = 'chc_'

/**
 * An admin proves to have the archive, and takes over the duty of keeping what has to be kept; the time of grace begins. The token shows the certificate later.
 * Errors: FreshSignInNeeded, OffboardingElsewhere, ArchiveNotProven, TakeoverNeeded.
 */
export async function handOverArchive (tenant: Tenant, { sha256, takeover }: HandOver): Promise<Offboarding & { certificateToken: string }> {
  const token = PREFIX + randomBytes(32).toString('base64url')
  return tenant.db(async (trx) => {
    const login = await demandFreshAdmin(trx, tenant)
    const row = await trx.selectFrom('offboarding').select(['archive', 'kept_until']).where('state', '=', 'archived').forUpdate().executeTakeFirst()
    if (!row?.archive) throw new OffboardingElsewhere()
    if (row.archive.sha256 !== sha256) throw new ArchiveNotProven()
    if (row.kept_until !== null && row.kept_until > tenant.now() && !takeover) throw new TakeoverNeeded(row.kept_until.toISOString().slice(0, 10))
    const { offboarding: { graceDays } } = await getSettings(trx)
    await trx.updateTable('offboarding').set({
      handed_over_by: login,
      handed_over_at: tenant.now(),
      takeover,
      grace_until: sql<Date>`now() + make_interval(days => ${graceDays})`,
      token_hash: hashToken(token)
    }).execute()
    await demandMove(trx, tenant.id, 'grace')
    await recordHistory(trx, tenant.id, { kind: 'change', who: tenant.user.username, what: 'hand-over-archive', about: tenant.id, result: 'done', detail: { by: login, sha256, takeover, graceDays } })
    return { ...await readOffboarding(trx), certificateToken: token }
  })
}

/** 256 random bits need no slow hash. */
export function hashToken (token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
