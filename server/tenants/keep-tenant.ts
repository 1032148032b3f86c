import { createPrivateKey, createPublicKey } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { Deps } from '../deps.ts'
import { KeysDestroyed, TenantInvalid } from '../errors.ts'
import { recordHistory } from '../histories/record-history.ts'
import type { Tables } from '../io/tables.ts'
import { privateKeyPlace } from './open-tenant.ts'
import type { NewTenant } from './schema.ts'

/** Registers an org, or renews what is known of it, and takes it back if its service had ended. Its certificates are pinned; our private key for it is sealed before it is stored. Errors: TenantInvalid, KeysDestroyed. */
export async function keepTenant (deps: Pick<Deps, 'database' | 'keys'>, tenant: NewTenant): Promise<void> {
  checkKeys(tenant)
  const row = {
    name: tenant.name,
    instance_url: tenant.instanceUrl,
    login_url: tenant.loginUrl,
    consumer_key: tenant.consumerKey,
    private_key: Buffer.from(await deps.keys.seal(privateKeyPlace(tenant.id), Buffer.from(tenant.privateKey))),
    certificates: JSON.stringify(tenant.certificates),
    state: 'active' as const
  }
  await deps.database.withTenant(tenant.id, async (trx) => {
    await demandStaying(trx)
    // What its destroyed keys sealed is still there, and would be in the way of everything new.
    if (await trx.selectFrom('key_destruction').select('state').where('state', '=', 'done').executeTakeFirst()) throw new KeysDestroyed()
    await trx.insertInto('tenant').values({ tenant_id: tenant.id, ...row }).onConflict((clash) => clash.column('tenant_id').doUpdateSet(row)).execute()
    await recordHistory(trx, tenant.id, { kind: 'change', who: 'operator', what: 'keep-tenant', about: tenant.id, result: 'done' })
  })
}

/** An org that leaves is left as it is, and one whose keys are destroyed has nothing that could be sealed again. */
async function demandStaying (trx: Transaction<Tables>): Promise<void> {
  const ending = await trx.selectFrom('offboarding').select('state').where('state', 'not in', ['requested', 'cancelled']).executeTakeFirst()
  if (ending) throw new TenantInvalid(ending.state === 'closed' ? 'its service has ended and everything was erased' : 'its service is ending; an admin of the tenant may cancel that first')
}

function checkKeys (tenant: NewTenant): void {
  if (tenant.certificates.length < 1 || tenant.certificates.length > 2) throw new TenantInvalid('one certificate is pinned, or two while one replaces the other')
  try {
    createPrivateKey(tenant.privateKey)
    tenant.certificates.forEach((pem) => createPublicKey(pem))
  } catch {
    throw new TenantInvalid('a key or certificate is not readable PEM')
  }
}
