import { sql } from 'kysely'
import type { Deps } from '../deps.ts'
import { openTenant } from '../tenants/open-tenant.ts'
import { raiseIncident } from './declare-incident.ts'

/** What an alert says when it is an incident by itself: records that were altered are damaged data under the law (毀損), whoever did it. */
const OVERVIEWS: Record<string, (about: string) => string> = {
  // In the language of the report, which goes to the commission (draft-report.ts).
  'chain-broken': (line) => `履歴の ${line} 行目が記録時の内容と一致しない(改ざんの疑い)`
}

/**
 * Declares an incident for each alert that is one: once, and not again for an alert that somebody has already closed the incident of.
 * Gives how many there were. The law's clocks run from here, and the admins of the tenant are told (queue-notices.ts).
 */
export async function raiseFromAlerts (deps: Deps): Promise<number> {
  const orgs = await deps.database.withDoor((trx) => trx.selectFrom('tenant').select('tenant_id').where('state', '=', 'active').execute())
  let raised = 0
  for (const { tenant_id: id } of orgs) {
    const alerts = await deps.database.withTenant(id, (trx) => trx.selectFrom('history')
      .select([sql<string>`detail ->> 'rule'`.as('rule'), 'about'])
      .where('kind', '=', 'change').where('what', '=', 'alert').where('at', '>', sql<Date>`now() - interval '1 day'`)
      .where(sql<string>`detail ->> 'rule'`, 'in', Object.keys(OVERVIEWS))
      .where((or) => or.not(or.exists(or.selectFrom('incident').select('incident.id')
        .whereRef('incident.rule', '=', sql`history.detail ->> 'rule'`).where(sql<boolean>`history.about = incident.rule || ' ' || incident.about`).where(sql<boolean>`incident.created_at >= history.at`))))
      .execute())
    if (alerts.length === 0) continue
    const tenant = await openTenant(deps, id, { username: 'service', role: 'admin', via: 'run' })
    for (const { rule, about } of alerts) {
      const subject = (about ?? '').slice(rule.length + 1)
      await raiseIncident(tenant, { rule, about: subject, overview: OVERVIEWS[rule]?.(subject) ?? rule })
      raised += 1
    }
  }
  return raised
}
