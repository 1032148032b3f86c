import type { FieldDescribe } from '../io/salesforce-describe.ts'
import type { Salesforce } from '../io/salesforce.ts'
import type { FieldEntry, ObjectEntries } from './describe-schema.ts'

/** Who asks: Salesforce as the acting user. */
export interface Reader { salesforce: Pick<Salesforce, 'describe' | 'describeGlobal'> }

/** Salesforce gives these as objects or as bytes; a column takes their parts, or nothing. */
const NOT_A_COLUMN = new Set(['address', 'location', 'complexvalue', 'base64', 'json', 'anyType'])

/** What this user may read of one object: columns, parents and child lists. Errors: ObjectNotFound. */
export async function describeObject ({ salesforce }: Reader, { name }: { name: string }): Promise<ObjectEntries> {
  const { fields, childRelationships, ...object } = await salesforce.describe(name)
  return {
    name: object.name,
    label: object.label,
    custom: object.custom,
    keyPrefix: object.keyPrefix,
    fields: fields.filter(({ type }) => !NOT_A_COLUMN.has(type)).map(toEntry).sort(byLabel),
    lists: childRelationships.map(({ relationshipName, childSObject }) => ({ relationship: relationshipName, object: childSObject })).sort((a, b) => a.relationship.localeCompare(b.relationship))
  }
}

function toEntry ({ name, label, type, filterable, sortable, htmlFormatted, scale, relationshipName, referenceTo, picklistValues }: FieldDescribe): FieldEntry {
  return {
    name,
    label,
    type,
    filterable,
    sortable,
    // Formulas that make links are htmlFormatted too, but hold text; rich text is a text area.
    richText: htmlFormatted && type === 'textarea',
    scale,
    parent: relationshipName,
    objects: referenceTo,
    values: picklistValues.filter(({ active }) => active).map(({ value, label: text }) => ({ value, label: text }))
  }
}

function byLabel (a: FieldEntry, b: FieldEntry): number {
  return a.label.localeCompare(b.label) || a.name.localeCompare(b.name)
}
