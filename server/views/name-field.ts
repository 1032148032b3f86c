import type { ObjectDescribe } from '../io/salesforce-describe.ts'

/** The field that records of this object are called by, as far as this user may read it; null where there is none. */
export function nameField ({ fields }: ObjectDescribe): string | null {
  return fields.find(({ nameField }) => nameField)?.name ?? null
}
