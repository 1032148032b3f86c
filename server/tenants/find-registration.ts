import type { Deps } from '../deps.ts'
import { privateKeyPlace } from './open-tenant.ts'

/** What is registered of an org, for renewing it: our key as PEM, the certificates that are pinned, the app it logs in by. */
export interface Registration { name: string, instanceUrl: string, loginUrl: string, consumerKey: string, privateKey: string, certificates: string[] }

/** Null when the org is not registered, or its service has ended. */
export async function findRegistration ({ database, keys }: Pick<Deps, 'database' | 'keys'>, id: string): Promise<Registration | null> {
  const row = await database.withTenant(id, (trx) => trx.selectFrom('tenant').selectAll().where('tenant_id', '=', id).executeTakeFirst())
  if (!row?.private_key || !row.consumer_key) return null
  return {
    name: row.name,
    instanceUrl: row.instance_url,
    loginUrl: row.login_url,
    consumerKey: row.consumer_key,
    privateKey: Buffer.from(await keys.open(privateKeyPlace(id), row.private_key)).toString('utf8'),
    certificates: row.certificates
  }
}
