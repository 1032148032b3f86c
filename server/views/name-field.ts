import type { FieldDescribe, ObjectDescribe } from '../io/salesforce-describe.ts'

/** The field that records of this object are called by, as far as this user may read it; undefined where there is none. */
export function nameFieldOf ({ fields }: ObjectDescribe): FieldDescribe | undefined {
  return fields.find(({ nameField }) => nameField)
}

/** Its name; null where there is none. */
export function nameField (object: ObjectDescribe): string | null {
  return nameFieldOf(object)?.name ?? null
}
