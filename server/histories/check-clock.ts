import { sql } from 'kysely'
import type { Deps } from '../deps.ts'
import { raiseAlert } from './raise-alert.ts'

const MOST_MS = 2000
const MINUTES = 60

/** Compares the clocks of this process and of the database. Answers by how many milliseconds the database is ahead, for certain: what the question took may be either's. */
export async function checkClock (deps: Deps): Promise<number> {
  const { ahead, doubt } = await compareClocks(deps)
  const skew = Math.sign(ahead) * Math.max(0, Math.abs(ahead) - doubt)
  if (Math.abs(skew) <= MOST_MS) return skew
  deps.log.warn({ skew }, 'The clocks of this process and of the database differ. Let both follow a time server (NTP).')
  const tenants = await deps.database.withDoor((trx) => trx.selectFrom('tenant').select('tenant_id').where('state', '=', 'active').execute())
  for (const { tenant_id: tenant } of tenants) {
    await deps.database.withTenant(tenant, (trx) => raiseAlert(trx, tenant, { rule: 'clock-skew', minutes: MINUTES, detail: { milliseconds: skew } }))
  }
  return skew
}

async function compareClocks ({ database, now }: Deps): Promise<{ ahead: number, doubt: number }> {
  return database.withDoor(async (trx) => {
    // Inside the transaction already, so that no waiting for a connection counts.
    const asked = now().getTime()
    const { rows: [row] } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(trx)
    const answered = now().getTime()
    return { ahead: Math.round((row?.now.getTime() ?? asked) - (asked + answered) / 2), doubt: Math.ceil((answered - asked) / 2) }
  })
}
