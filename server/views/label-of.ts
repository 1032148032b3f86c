import type { FieldDescribe } from '../io/salesforce-describe.ts'

/** The label of a field as people read it: describe calls a lookup "Account ID", the page shows the account's name. */
export function labelOf (field: Pick<FieldDescribe, 'label' | 'type'> | undefined): string {
  if (field === undefined) return 'ID'
  return field.type === 'reference' ? field.label.replace(/[ _]?ID$/i, '') || field.label : field.label
}
