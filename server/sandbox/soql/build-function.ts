import type { FieldFunctionExpression } from '@jetstreamapp/soql-parser-js'
import { labelIn } from '../schema/field.ts'
import type { Field } from '../schema/field.ts'
import type { SObject } from '../schema/object.ts'
import type { Row } from '../store/table.ts'
import { momentOf } from '../store/datetimes.ts'
import { innerField } from './build-condition.ts'
import { distanceFrom } from './distance.ts'
import type { Scope } from './read-field.ts'
import { pathWords, resolvePath } from './resolve-names.ts'
import { malformed } from './soql-errors.ts'

/** A function in a SELECT without GROUP BY: toLabel, FORMAT, convertCurrency, DISTANCE. */
export function buildFunction (scope: Scope, object: SObject, call: FieldFunctionExpression): { key: string, read: (row: Row) => unknown } {
  const name = call.functionName.toUpperCase()
  if (name === 'DISTANCE') return { key: call.alias ?? 'expr0', read: distanceFrom(scope, object, call) }
  const path = resolvePath(scope, object, pathWords(object, undefined, innerField(call)))
  const key = call.alias ?? path.field.name
  switch (name) {
    case 'TOLABEL': return { key, read: row => toLabel(path.field, path.read(row), scope.user.language) }
    case 'FORMAT': return { key, read: row => formatValue(scope, path.field, path.read(row)) }
    case 'CONVERTCURRENCY': return { key, read: path.read }
    default: throw malformed(scope.text, Math.max(0, scope.text.indexOf(call.functionName)), `unexpected token: '${call.functionName}'`)
  }
}

/** The labels of a picklist's values in a language; other values stay. */
export function toLabel (field: Field, value: unknown, language: string): unknown {
  if (typeof value !== 'string') return value
  const labels = new Map(field.picklist.map(choice => [choice.value, labelIn(choice.label, language)]))
  return value.split(';').map(choice => labels.get(choice) ?? choice).join(';')
}

/** A value as the user's locale writes it. */
export function formatValue (scope: Scope, field: Pick<Field, 'type' | 'scale'>, value: unknown): unknown {
  const locale = scope.user.locale.replace('_', '-')
  if (typeof value === 'number') {
    const style = field.type === 'currency' ? { style: 'currency', currency: 'JPY' } as const : { minimumFractionDigits: field.scale, maximumFractionDigits: field.scale }
    return new Intl.NumberFormat(locale, style).format(value)
  }
  if (typeof value !== 'string') return value
  if (field.type === 'date') return new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeZone: 'UTC' }).format(new Date(`${value}T00:00:00Z`))
  if (field.type === 'datetime') return new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'short', timeZone: scope.user.timeZone }).format(momentOf(value))
  return value
}
