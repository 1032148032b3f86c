import { Type, type Static } from 'typebox'

/** Somebody saw a document: downloaded it, looked at its pages, or got it in an export. Times are Japan's, with their offset. */
export const View = Type.Object({ at: Type.String(), who: Type.String(), what: Type.String({ description: '`download-document`, `view-document` or `export-document`' }) })
export type View = Static<typeof View>

/** The newest thousand; `more` says that there are older ones, which GET /v1/histories/output?about={id} lists. */
export const ViewPage = Type.Object({ views: Type.Array(View), more: Type.Boolean() })
export type ViewPage = Static<typeof ViewPage>
