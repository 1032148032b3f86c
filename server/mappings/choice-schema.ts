import { Type, type Static } from 'typebox'
import { RecordId } from '../tenants/schema.ts'

/** For which record, for which object, or with neither for whatever there is. `object` may stand beside `recordId` when it is known: it must be the record's. */
export const AskChoices = Type.Object({
  recordId: Type.Optional(RecordId),
  object: Type.Optional(Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_]*$', maxLength: 80, description: 'API name as in Salesforce' }))
}, { additionalProperties: false })
export type AskChoices = Static<typeof AskChoices>

const ObjectName = Type.Object({ name: Type.String(), label: Type.String() })

/** One mapping that can be used now, for records of `object`. `fileName` is the pattern of the name, `language` that of the printed document, `saves` whether it is filed on the record. */
export const Choice = Type.Object({
  mapping: Type.String(),
  label: Type.String(),
  language: Type.String({ description: 'Language of the template: ja, en …' }),
  fileName: Type.String(),
  saves: Type.Boolean(),
  object: ObjectName
})
export type Choice = Static<typeof Choice>

/** What can be made of a record or of records, by label. `record` is null when only the object was named, `object` too when nothing was. */
export const Choices = Type.Object({
  object: Type.Union([ObjectName, Type.Null()]),
  record: Type.Union([Type.Object({ id: Type.String(), name: Type.String() }), Type.Null()]),
  choices: Type.Array(Choice)
})
export type Choices = Static<typeof Choices>
