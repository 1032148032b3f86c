import { Compile, type Validator } from 'typebox/compile'
import type { TObject } from 'typebox'
import { sayMisfit } from '../definitions/say-misfit.ts'
import { DefinitionInvalid } from '../errors.ts'
import { both, kinds, type Both } from '../errors-ja.ts'
import { connectorOf } from './connectors.ts'
import type { Service } from './schema.ts'

const checks = new Map<TObject, Validator>()

/** That the settings of a Service are those its connector knows. Errors: ConnectorUnknown, DefinitionInvalid. */
export function checkService ({ connector, settings }: Service): void {
  demandFit(connectorOf(connector).settings, settings, { kind: kinds.services, whole: both('settings', 'settings') })
}

/**
 * That a draft, which may lack settings still, has none that its connector does not know: a password put there would be read by everybody who may see
 * Services. Errors: ConnectorUnknown, DefinitionInvalid.
 */
export function demandNoStranger ({ connector, settings }: Service): void {
  const schema = connectorOf(connector).settings
  const strange = compiled(schema).Errors(settings).filter(({ keyword }) => keyword === 'additionalProperties')
  if (strange.length > 0) throw new DefinitionInvalid(kinds.services, sayMisfit(schema, strange, both('settings', 'settings')))
}

/** A value that fits a schema of a connector, or one sentence about the first place where it does not. */
export function demandFit (schema: TObject, value: unknown, { kind, whole }: { kind: Both, whole: Both }): void {
  const check = compiled(schema)
  if (!check.Check(value)) throw new DefinitionInvalid(kind, sayMisfit(schema, check.Errors(value), whole))
}

function compiled (schema: TObject): Validator {
  const check = checks.get(schema) ?? Compile(schema)
  checks.set(schema, check)
  return check
}
