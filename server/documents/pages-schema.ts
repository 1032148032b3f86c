import { Type, type Static } from 'typebox'

/** Pages in one answer. */
export const MOST_PAGES = 10

/** Which pages: `count` of them from page `from` on, or as many as there are. */
export const PageRange = Type.Object({
  from: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000, default: 1, description: 'The first page, counted from 1' })),
  count: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_PAGES, default: MOST_PAGES, description: 'Pages at most' }))
}, { additionalProperties: false })
export type PageRange = Static<typeof PageRange>

/** Some pages of a document as pictures of 144 dots an inch (fewer for paper above A3). `width` and `height` are the pixels of the first one. */
export const Pages = Type.Object({
  fileName: Type.String(),
  pages: Type.Integer({ description: 'How many the document has' }),
  from: Type.Integer(),
  images: Type.Array(Type.String({ description: 'PNG in base64' })),
  width: Type.Integer(),
  height: Type.Integer()
})
export type Pages = Static<typeof Pages>
