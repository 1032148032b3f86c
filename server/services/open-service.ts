import { getDefinition, getVersion } from '../definitions/get-definition.ts'
import { SecretMissing } from '../errors.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { openText } from '../tenants/seal-text.ts'
import { checkService } from './check-service.ts'
import type { Call, Connector } from './connector.ts'
import { connectorOf } from './connectors.ts'
import { serviceKind } from './kind.ts'
import { secretPlace } from './places.ts'
import { reachOut } from './reach-out.ts'

/** A Service ready for use: its connector, and what each call of it gets. */
export interface OpenService { connector: Connector<unknown, unknown>, callWithin: (ms: number) => Call<unknown> }

/** Opens a published version of a Service, or with `version: 'draft'` what is being edited, with its secrets. Errors: DefinitionUnknown, NotPublished, ConnectorUnknown, DefinitionInvalid, SecretMissing. */
export async function openService (tenant: Tenant, { name, version }: { name: string, version: number | 'draft' }): Promise<OpenService> {
  const body = version === 'draft' ? (await getDefinition(tenant, { kind: serviceKind, name })).draft : (await getVersion(tenant, { kind: serviceKind, name, version })).body
  checkService(body)
  const connector = connectorOf(body.connector) as unknown as Connector<unknown, unknown>
  const secrets = await openSecrets(tenant, name)
  const missing = connector.secrets.find(({ name: secret, optional }) => optional !== true && secrets[secret] === undefined)
  if (missing) throw new SecretMissing(name, missing.label)
  return {
    connector,
    callWithin: (ms) => {
      const signal = AbortSignal.timeout(ms)
      return { settings: body.settings, secrets, signal, reach: reachOut({ ...tenant.outside, signal }), salesforce: tenant.salesforce }
    }
  }
}

async function openSecrets (tenant: Tenant, service: string): Promise<Record<string, string>> {
  const rows = await tenant.db((trx) => trx.selectFrom('service_secret').select(['name', 'value']).where('service', '=', service).execute())
  return Object.fromEntries(await Promise.all(rows.map(async ({ name, value }) => [name, await openText(tenant, secretPlace(service, name), value)] as const)))
}
