import { recordHistory } from '../histories/record-history.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { sealJson } from '../tenants/seal-text.ts'
import { checkBody } from './check-body.ts'
import { draftPlace } from './places.ts'
import type { Kind } from './schema.ts'

/** Keeps a draft. Nothing that is published changes by it. */
export async function keepDefinition<Body> (tenant: Tenant, { kind, name, label, body }: { kind: Kind<Body>, name: string, label: string, body: unknown }): Promise<void> {
  const draft = await sealJson(tenant, draftPlace(kind, name), checkBody(kind, body))
  const change = { label, draft, updated_at: tenant.now(), updated_by: tenant.user.username }
  await tenant.db(async (trx) => {
    await trx.insertInto('definition')
      .values({ tenant_id: tenant.id, kind: kind.name, name, published_version: null, ...change })
      .onConflict((clash) => clash.columns(['tenant_id', 'kind', 'name']).doUpdateSet(change))
      .execute()
    await recordHistory(trx, tenant.id, { kind: 'change', who: tenant.user.username, what: `keep-${kind.name}`, about: name, result: 'done' })
  })
}
