import { Type, type Static } from 'typebox'
import { DefinitionName } from '../definitions/schema.ts'
import { RecordId } from '../tenants/schema.ts'
import { PageRange } from './pages-schema.ts'

const Draft = Type.Object({
  mapping: Type.Unknown(),
  template: Type.Optional(Type.Unknown()),
  views: Type.Optional(Type.Record(Type.String(), Type.Unknown()))
}, { additionalProperties: false })

const Forms = Type.Union([Type.Literal('pdf'), Type.Literal('pages'), Type.Literal('png'), Type.Literal('html'), Type.Literal('data')], {
  default: 'pdf', description: 'The finished PDF, pages as pictures in JSON, one page as a picture, the HTML, or the data the template sees'
})

/**
 * A published mapping by name, or a draft: a mapping's body, with the bodies of its template and views where those are being edited too
 * (what is left out is taken as published). `from` and `count` choose pages of `pages`, `from` the one of `png`; the other forms are whole.
 */
export const Preview = Type.Object({
  mapping: Type.Optional(DefinitionName),
  draft: Type.Optional(Draft),
  recordId: RecordId,
  as: Type.Optional(Forms),
  ...PageRange.properties
}, { additionalProperties: false, examples: [{ mapping: 'quote_ja', recordId: '0Q0000000000001AAA', as: 'pages', from: 1, count: 3 }] })
export type Preview = Static<typeof Preview>
