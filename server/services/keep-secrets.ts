import { getDefinition } from '../definitions/get-definition.ts'
import { RequestInvalid } from '../errors.ts'
import { both } from '../errors-ja.ts'
import { recordHistory } from '../histories/record-history.ts'
import { UNSEEN } from '../io/mail.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { sealText } from '../tenants/seal-text.ts'
import { connectorOf } from './connectors.ts'
import { serviceKind } from './kind.ts'
import { secretPlace } from './places.ts'
import type { KeepSecrets } from './schema.ts'

/**
 * Keeps secrets of a Service, sealed; null takes one away, and what is not named stays. They hold at once, for versions that are published already
 * too: a password that was changed over there has one place here. Errors: DefinitionUnknown, ConnectorUnknown, RequestInvalid.
 */
export async function keepSecrets (tenant: Tenant, { name, secrets }: { name: string, secrets: KeepSecrets }): Promise<void> {
  const { draft } = await getDefinition(tenant, { kind: serviceKind, name })
  demandUsable(draft.connector, secrets)
  const sealed = await Promise.all(Object.entries(secrets).map(async ([secret, value]) => ({ secret, value: value === null ? null : await sealText(tenant, secretPlace(name, secret), value) })))
  await tenant.db(async (trx) => {
    for (const { secret, value } of sealed) {
      if (value === null) await trx.deleteFrom('service_secret').where('service', '=', name).where('name', '=', secret).execute()
      else {
        const change = { value, updated_at: tenant.now(), updated_by: tenant.user.username }
        await trx.insertInto('service_secret').values({ tenant_id: tenant.id, service: name, name: secret, ...change })
          .onConflict((clash) => clash.columns(['tenant_id', 'service', 'name']).doUpdateSet(change)).execute()
      }
    }
    await recordHistory(trx, tenant.id, { kind: 'change', who: tenant.user.username, what: 'keep-service-secrets', about: name, result: 'done', detail: { secrets: sealed.map(({ secret, value }) => value === null ? `-${secret}` : secret) } })
  })
}

function demandUsable (connector: string, given: KeepSecrets): void {
  const { secrets } = connectorOf(connector)
  const known = secrets.map(({ name }) => name)
  const strange = Object.keys(given).find((name) => !known.includes(name))
  if (strange !== undefined) throw new RequestInvalid(both(`the connector ${connector} has no secret named ${strange}; it has: ${known.join(', ') || 'none'}`, `${connector} に ${strange} という秘密情報はありません(使えるもの: ${known.join('、') || 'なし'})`))
  // What is pasted often brings an end of line along, and the other side would say no more than that it is wrong.
  const broken = secrets.find(({ name, multiline }) => multiline !== true && UNSEEN.test(given[name] ?? ''))
  if (broken) throw new RequestInvalid(both(`${broken.label.en} holds an end of line or another character that is not seen`, `${broken.label.ja}に改行など目に見えない文字が含まれています`))
}
