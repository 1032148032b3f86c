import type { Transaction } from 'kysely'
import type { Tables } from '../io/tables.ts'
import { DEFAULT_SETTINGS, type Settings } from './settings-schema.ts'

/** The settings of the tenant of this transaction, with defaults for what its admins have not said. Secrets in it are sealed (settings-schema.ts). */
export async function getSettings (trx: Transaction<Pick<Tables, 'tenant'>>): Promise<Settings> {
  const row = await trx.selectFrom('tenant').select('settings').executeTakeFirst()
  return fillSettings(row?.settings ?? {})
}

/** What is stored, over the defaults: objects are merged, everything else replaces. */
export function fillSettings (stored: Record<string, unknown>): Settings {
  return over(DEFAULT_SETTINGS, stored) as Settings
}

function over (under: unknown, upper: unknown): unknown {
  if (upper === undefined) return structuredClone(under)
  if (!isObject(upper) || !isObject(under)) return upper
  return Object.fromEntries([...new Set([...Object.keys(under), ...Object.keys(upper)])].map((name) => [name, over(under[name], upper[name])]))
}

/** A change by RFC 7396 (https://www.rfc-editor.org/rfc/rfc7396): what is named replaces, null stays as null, for here it is a value. */
export function mergeSettings (stored: Record<string, unknown>, change: Record<string, unknown>): Record<string, unknown> {
  return over(stored, change) as Record<string, unknown>
}

export function isObject (value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
