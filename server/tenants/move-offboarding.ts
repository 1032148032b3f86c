import { sql, type Transaction } from 'kysely'
import { OffboardingElsewhere } from '../errors.ts'
import type { OffboardingState } from '../io/offboarding-tables.ts'
import type { Tables } from '../io/tables.ts'

/** Takes the next step of the end of a tenant's service, where the database finds that all it needs is there; taking it again changes nothing. */
export async function moveOffboarding (trx: Transaction<Tables>, tenantId: string, target: OffboardingState): Promise<boolean> {
  const { rows: [row] } = await sql<{ moved: boolean | null }>`select move_offboarding(${tenantId}, ${target}) as moved`.execute(trx)
  return row?.moved === true
}

/** The same where somebody asked for it. Errors: OffboardingElsewhere. */
export async function demandMove (trx: Transaction<Tables>, tenantId: string, target: OffboardingState): Promise<void> {
  if (!await moveOffboarding(trx, tenantId, target)) throw new OffboardingElsewhere()
}
