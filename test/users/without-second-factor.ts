import { sql } from 'kysely'
import type { TestService } from '../service.ts'

/** Admins of this org may sign in by password alone, as an admin may decide outside production: for tests that are about something else. */
export async function withoutSecondFactor ({ deps, sandbox }: Pick<TestService, 'deps' | 'sandbox'>): Promise<void> {
  await deps.database.withTenant(sandbox.orgId, (trx) => sql`update tenant set settings = settings || '{"signIn": {"secondFactor": "optional"}}'`.execute(trx))
}
