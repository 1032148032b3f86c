import { Type, type Static } from 'typebox'

/** Somebody saw a document: downloaded it, looked at its pages, or got it in an export. Times are Japan's, with their offset. */
export const Viewer = Type.Object({ at: Type.String(), who: Type.String(), what: Type.String({ description: '`download-document`, `view-document` or `export-document`' }) })
export type Viewer = Static<typeof Viewer>

/** The newest thousand; `more` says that there are older ones, which GET /v1/histories/output?about={id} lists. */
export const Viewers = Type.Object({ viewers: Type.Array(Viewer), more: Type.Boolean() })
export type Viewers = Static<typeof Viewers>
