import { ConnectionRefused, SalesforceElsewhere } from '../errors.ts'
import { both, type Both } from '../errors-ja.ts'
import { recordHistory } from '../histories/record-history.ts'
import type { Tenant } from './open-tenant.ts'

/** Logs in to the org as the Salesforce user of the caller, with the private key we hold for it, and asks it who that is. Errors: ConnectionRefused. */
export async function testConnection (tenant: Tenant): Promise<Both> {
  const { user: { username } } = tenant
  const failed = await tenant.logIn().then(({ organizationId }) => organizationId === tenant.id ? null : new SalesforceElsewhere(organizationId, tenant.id), (error: Error & { code?: string }) => error)
  await tenant.db((trx) => recordHistory(trx, tenant.id, { kind: 'change', who: username, what: 'test-connection', about: tenant.id, result: failed ? (failed as { code?: string }).code ?? 'failed' : 'done' }))
  if (failed) throw new ConnectionRefused(username, failed.message)
  return both(`Chohyo logged in to ${tenant.name} as ${username} with the key it holds for this org.`, `この組織用の鍵を使い、${tenant.name} に ${username} としてログインできました。`)
}
