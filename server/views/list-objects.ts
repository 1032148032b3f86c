import type { Reader } from './describe-object.ts'
import type { ObjectEntry } from './describe-schema.ts'

/** The objects a View can start from, by label: those that this user can query. */
export async function listObjects ({ salesforce }: Reader): Promise<ObjectEntry[]> {
  const objects = await salesforce.describeGlobal()
  return objects
    .filter(({ queryable }) => queryable)
    .map(({ name, label, custom, keyPrefix }) => ({ name, label, custom, keyPrefix }))
    .sort((a, b) => a.label.localeCompare(b.label) || a.name.localeCompare(b.name))
}
