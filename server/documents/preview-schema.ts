import { Type, type Static } from 'typebox'
import { DefinitionName } from '../definitions/schema.ts'
import { RecordId } from '../tenants/schema.ts'

const Draft = Type.Object({
  mapping: Type.Unknown(),
  template: Type.Optional(Type.Unknown()),
  views: Type.Optional(Type.Record(Type.String(), Type.Unknown()))
}, { additionalProperties: false })

/**
 * A published mapping by name, or a draft: a mapping's body, with the bodies of its template and views where those are being edited too
 * (what is left out is taken as published).
 */
export const Preview = Type.Object({
  mapping: Type.Optional(DefinitionName),
  draft: Type.Optional(Draft),
  recordId: RecordId,
  as: Type.Optional(Type.Union([Type.Literal('pdf'), Type.Literal('html'), Type.Literal('data')], { default: 'pdf' }))
}, { additionalProperties: false })
export type Preview = Static<typeof Preview>
