import { Type, type Static } from 'typebox'
import { RecordId } from '../tenants/schema.ts'
import { Scalar } from './schema.ts'

const TextOrNull = Type.Union([Type.String(), Type.Null()])

/** One value: as Salesforce keeps it, and as text where only Salesforce knows it: the label of a picklist, the name of a parent, an address in lines. */
export const Cell = Type.Object({ value: Scalar, text: TextOrNull })
export type Cell = Static<typeof Cell>

/** One column of a list. */
export const RecordColumn = Type.Object({
  name: Type.String(),
  label: Type.String(),
  type: Type.String({ description: 'As Salesforce names it: string, currency, reference …' }),
  scale: Type.Integer(),
  sortable: Type.Boolean({ description: 'Whether the list can be sorted by it' })
})
export type RecordColumn = Static<typeof RecordColumn>

/** One record of a list; `cells` by the names of the columns. */
export const ListedRecord = Type.Object({ id: Type.String(), name: Type.String(), cells: Type.Record(Type.String(), Cell) })
export type ListedRecord = Static<typeof ListedRecord>

const ObjectName = Type.Object({ name: Type.String(), label: Type.String(), labelPlural: Type.String() })

/** Records of one object; `next` is the cursor of the page after them. */
export const RecordPage = Type.Object({
  object: ObjectName,
  nameLabel: Type.String({ description: 'What the names of these records are called' }),
  columns: Type.Array(RecordColumn),
  records: Type.Array(ListedRecord),
  sort: Type.String(),
  next: TextOrNull
})
export type RecordPage = Static<typeof RecordPage>

export const ListRecords = Type.Object({
  search: Type.Optional(Type.String({ maxLength: 200, description: 'A part of the name' })),
  sort: Type.Optional(Type.String({ pattern: '^-?[A-Za-z][A-Za-z0-9_]{0,79}$', description: 'A sortable column or Name, with - before it for falling; newest first unless told' })),
  after: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{1,3000}$', description: 'The `next` of the page before' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 }))
}, { additionalProperties: false })
export type ListRecords = Static<typeof ListRecords>

export const RecordPath = Type.Object({ id: RecordId })

/** One field of a record. `system` fields tell who made and changed it. */
export const RecordField = Type.Object({ ...Cell.properties, name: Type.String(), label: Type.String(), type: Type.String(), scale: Type.Integer(), system: Type.Boolean() })
export type RecordField = Static<typeof RecordField>

/** A child list: how many records it has, and the first of them. */
export const RelatedList = Type.Object({
  relationship: Type.String(),
  object: ObjectName,
  nameLabel: Type.String(),
  count: Type.Integer(),
  columns: Type.Array(RecordColumn),
  records: Type.Array(ListedRecord)
})
export type RelatedList = Static<typeof RelatedList>

/** One record as this user may see it. `highlights` names the fields that say the most about it. */
export const RecordDetail = Type.Object({
  id: Type.String(),
  name: Type.String(),
  object: ObjectName,
  fields: Type.Array(RecordField),
  highlights: Type.Array(Type.String()),
  lists: Type.Array(RelatedList)
})
export type RecordDetail = Static<typeof RecordDetail>
