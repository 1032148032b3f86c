import { Type, type Static } from 'typebox'
import { Document } from '../documents/schema.ts'
import { ShownLine } from '../histories/schema.ts'

/** Whose data: the name of a counterparty as it stands on documents (株式会社, width and case make no difference), the id of a Salesforce record, or a user name. It is in the body, since addresses are logged. */
export const AskPerson = Type.Object({
  text: Type.String({ minLength: 1, maxLength: 255, pattern: '^[^\\u0000-\\u001f]*\\S[^\\u0000-\\u001f]*$', description: 'a name, a record id or a user name, whole' })
}, { additionalProperties: false, examples: [{ text: '株式会社髙橋製作所' }] })
export type AskPerson = Static<typeof AskPerson>

export const EraseAsk = Type.Object({
  ...AskPerson.properties,
  reason: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S', description: 'why, for whoever audits this later' })
}, { additionalProperties: false })
export type EraseAsk = Static<typeof EraseAsk>

/** Why a document concerns a person: it is made out to them, it is made from that record, or they made it. */
export const Because = Type.Union([Type.Literal('counterparty'), Type.Literal('record'), Type.Literal('user')])
export type Because = Static<typeof Because>

/** What is held of a person here: documents and lines of the histories, the newest thousand of each. `more`: there are others; narrow them by the lists of documents and histories. */
export const PersonData = Type.Object({
  documents: Type.Array(Type.Object({ because: Because, document: Document })),
  lines: Type.Array(ShownLine),
  more: Type.Boolean()
})
export type PersonData = Static<typeof PersonData>

/**
 * What became of an erasure. Kept is what the law or a hold keeps (`until`), and what is still being made. Documents that a person only made as a user are
 * not theirs and stay. Lines of the histories are never removed; files in Salesforce are the org's own to remove.
 */
export const Erasure = Type.Object({
  erased: Type.Array(Type.String({ format: 'uuid' })),
  kept: Type.Array(Type.Object({
    id: Type.String({ format: 'uuid' }),
    why: Type.Union([Type.Literal('retention'), Type.Literal('hold'), Type.Literal('unfinished')]),
    until: Type.Union([Type.String({ format: 'date-time' }), Type.Null()])
  })),
  lines: Type.Integer({ description: 'Lines of the histories that name the person or their documents; they stay' }),
  inSalesforce: Type.Array(Type.String(), { description: 'ContentDocument ids of erased documents that lie in the org' })
})
export type Erasure = Static<typeof Erasure>

/** One request of or for a person, as it is kept for the proof that it was answered. */
export const PersonRequest = Type.Object({
  id: Type.String({ format: 'uuid' }),
  kind: Type.Union([Type.Literal('find'), Type.Literal('export'), Type.Literal('erase')]),
  person: Type.String(),
  reason: Type.Union([Type.String(), Type.Null()]),
  who: Type.String(),
  at: Type.String(),
  found: Type.Integer(),
  erased: Type.Integer(),
  kept: Type.Integer()
})
export type PersonRequest = Static<typeof PersonRequest>
export const PersonRequests = Type.Object({ requests: Type.Array(PersonRequest) })
