import { getDefinition } from '../definitions/get-definition.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { serviceKind } from './kind.ts'
import type { ShownSecrets } from './schema.ts'

/** Which secrets somebody has entered for a Service, and when; never what they are. Errors: DefinitionUnknown. */
export async function listSecrets (tenant: Tenant, name: string): Promise<ShownSecrets> {
  await getDefinition(tenant, { kind: serviceKind, name })
  const rows = await tenant.db((trx) => trx.selectFrom('service_secret').select(['name', 'updated_at', 'updated_by']).where('service', '=', name).orderBy('name').execute())
  return { secrets: rows.map((row) => ({ name: row.name, updatedAt: row.updated_at.toISOString(), updatedBy: row.updated_by })) }
}
