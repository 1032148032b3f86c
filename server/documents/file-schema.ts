import { Type, type Static } from 'typebox'

/** A file on a record, as Salesforce lists it: its newest version. `bytes` is its size, `version` counts from one. */
export const RecordFile = Type.Object({
  contentDocumentId: Type.String(),
  contentVersionId: Type.String(),
  title: Type.String(),
  extension: Type.String({ description: 'In small letters, without a dot; empty when the file has none' }),
  bytes: Type.Integer(),
  version: Type.Integer(),
  createdAt: Type.String({ format: 'date-time', description: 'Of this version' }),
  owner: Type.String()
})
export type RecordFile = Static<typeof RecordFile>
