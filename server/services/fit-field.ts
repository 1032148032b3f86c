import type { FieldValue } from '../io/salesforce-records.ts'

const NUMBERS = new Set(['int', 'double', 'currency', 'percent', 'long'])
const WRITTEN = /^[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/

/**
 * A value as a field of this type takes it; undefined when it cannot. Texts come from attributes, so a number may be written with commas, a checkbox
 * as true or false, and nothing is an empty field. https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/field_types.htm
 */
export function fitField (type: string, value: FieldValue): FieldValue | undefined {
  if (value === null) return null
  const text = String(value).trim()
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined
  if (text === '') return null
  if (NUMBERS.has(type)) return typeof value === 'number' ? value : WRITTEN.test(text) ? Number(text.replaceAll(',', '')) : undefined
  return typeof value === 'string' ? value : text
}

/** Whether what Salesforce shows is what was written: it cuts spaces at the ends, and writes moments its own way. */
export function isSameValue (shown: unknown, written: FieldValue): boolean {
  if (shown === null || shown === undefined || written === null) return (shown ?? null) === written
  const [one, other] = [plain(shown), plain(written)]
  return one === other || (/^\d{4}-\d\d-\d\dT/.test(one) && /^\d{4}-\d\d-\d\dT/.test(other) && Date.parse(one) === Date.parse(other))
}

function plain (value: unknown): string {
  return (typeof value === 'string' ? value : JSON.stringify(value)).trim()
}
