import { Type, type Static } from 'typebox'

const NameOrNull = Type.Union([Type.String(), Type.Null()])

/** One object in a picker. */
export const ObjectEntry = Type.Object({
  name: Type.String(),
  label: Type.String(),
  custom: Type.Boolean(),
  keyPrefix: NameOrNull
})
export type ObjectEntry = Static<typeof ObjectEntry>

/** One field in a picker. `parent` is the relationship to go on through, `objects` where it leads. */
export const FieldEntry = Type.Object({
  name: Type.String(),
  label: Type.String(),
  type: Type.String({ description: 'As Salesforce names it: string, currency, reference …' }),
  filterable: Type.Boolean(),
  sortable: Type.Boolean(),
  richText: Type.Boolean(),
  scale: Type.Integer(),
  parent: NameOrNull,
  objects: Type.Array(Type.String()),
  values: Type.Array(Type.Object({ value: Type.String(), label: Type.String() }))
})
export type FieldEntry = Static<typeof FieldEntry>

/** One child list in a picker. */
export const ListEntry = Type.Object({ relationship: Type.String(), object: Type.String() })

/** What a picker needs of one object: what this user may read, and no more. */
export const ObjectEntries = Type.Object({
  ...ObjectEntry.properties,
  fields: Type.Array(FieldEntry),
  lists: Type.Array(ListEntry)
})
export type ObjectEntries = Static<typeof ObjectEntries>
