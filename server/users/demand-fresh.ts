import { FreshSignInNeeded } from '../errors.ts'
import type { Tenant } from '../tenants/open-tenant.ts'

export const FRESH_MS = 600_000

/**
 * Whoever asks from the console proved within the last 10 minutes to be there (POST /v1/account/confirmation): a screen left alone changes no factors and
 * no roles. A program proves itself by its key, a request from Salesforce by its signature. Errors: FreshSignInNeeded.
 */
export async function demandFresh (tenant: Tenant, sessionId: string | undefined): Promise<void> {
  if (sessionId === undefined) return
  const session = await tenant.db((trx) => trx.selectFrom('session').select('fresh_at').where('id', '=', sessionId).executeTakeFirst())
  if (!session || tenant.now().getTime() - session.fresh_at.getTime() > FRESH_MS) throw new FreshSignInNeeded()
}
