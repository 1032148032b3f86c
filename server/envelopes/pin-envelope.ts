import { getVersion } from '../definitions/get-definition.ts'
import { DefinitionInvalid } from '../errors.ts'
import { both, kinds, type Both } from '../errors-ja.ts'
import { mappingKind } from '../mappings/kind.ts'
import { demandFit } from '../services/check-service.ts'
import { connectorOf } from '../services/connectors.ts'
import { serviceKind } from '../services/kind.ts'
import type { Tenant } from '../tenants/open-tenant.ts'
import { checkText } from './check-text.ts'
import type { Envelope } from './schema.ts'

/**
 * Pins the newest published versions of what an Envelope uses, if it fits them: Parcels are filled and delivered by exactly these. Errors:
 * DefinitionUnknown, NotPublished, DefinitionInvalid.
 */
export async function pinEnvelope (tenant: Tenant, _name: string, envelope: Envelope): Promise<Record<string, number>> {
  const { attributes = [], documents, deliveries, join } = envelope
  demandUnique('attributes', attributes.map(({ name }) => name))
  demandUnique('deliveries', deliveries.map(({ name }) => name))
  demandTexts('join', join, attributes.map(({ name }) => name))
  const pins: Record<string, number> = {}
  for (const { mapping } of documents) pins[`mappings/${mapping}`] = (await getVersion(tenant, { kind: mappingKind, name: mapping })).version
  for (const { name, service, act } of deliveries) {
    const { version, body } = await getVersion(tenant, { kind: serviceKind, name: service })
    pins[`services/${service}`] = version
    demandFit(connectorOf(body.connector).act, act, { kind: kinds.envelopes, whole: both(`the delivery ${name}`, `配送 ${name}`) })
    demandTexts(`deliveries.${name}`, act, attributes.map((attribute) => attribute.name))
  }
  return pins
}

/** Every text of a value, however deep, asks only for attributes that there are. */
function demandTexts (place: string, value: unknown, attributes: string[]): void {
  if (typeof value === 'object' && value !== null) for (const [name, inner] of Object.entries(value)) demandTexts(`${place}.${name}`, inner, attributes)
  if (typeof value !== 'string') return
  const [wrong] = checkText(value, { attributes })
  if (wrong) fail(both(`${place}: ${wrong.en}`, `${place}: ${wrong.ja}`))
}

function demandUnique (place: string, names: string[]): void {
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) fail(both(`${place} has the name ${twice} twice`, `${place} に ${twice} という名前が重複しています`))
}

function fail (why: Both): never {
  throw new DefinitionInvalid(kinds.envelopes, why)
}
