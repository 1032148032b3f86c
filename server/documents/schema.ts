import { Type, type Static } from 'typebox'
import { DefinitionName } from '../definitions/schema.ts'
import { RecordId } from '../tenants/schema.ts'

/** How a document is filed: as a file of its own, or as a new version of the newest document of the same mapping on the same record (a file of its own where there is none). */
export const SaveAs = Type.Union([Type.Literal('file'), Type.Literal('version')], { default: 'file', description: 'A file of its own, or a new version of the newest one of this mapping on the record' })
export type SaveAs = Static<typeof SaveAs>

/** The header that makes a request safe to send again: https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/ */
export const IdempotencyKey = Type.String({ minLength: 1, maxLength: 200, pattern: '^[ -~]*$', description: 'printable ASCII, at most 200 characters; the same key and body give the same document or run again' })

/** What is asked for: one mapping, one record. `save: false` keeps the document here and does not file it on the record; `saveAs` then means nothing. */
export const AskDocument = Type.Object({
  mapping: DefinitionName,
  recordId: RecordId,
  save: Type.Optional(Type.Boolean({ default: true })),
  saveAs: Type.Optional(SaveAs)
}, { additionalProperties: false, examples: [{ mapping: 'quote_ja', recordId: '0Q0000000000001AAA', save: true, saveAs: 'version' }] })
export type AskDocument = Static<typeof AskDocument>

/** Milliseconds spent on each step of one document. */
export const Timings = Type.Object({
  queue: Type.Optional(Type.Number()),
  query: Type.Optional(Type.Number()),
  map: Type.Optional(Type.Number()),
  render: Type.Optional(Type.Number()),
  save: Type.Optional(Type.Number())
})
export type Timings = Static<typeof Timings>

const Maybe = <Schema extends ReturnType<typeof Type.String> | ReturnType<typeof Type.Integer>>(schema: Schema) => Type.Union([schema, Type.Null()])

/** What went wrong, with its sentence in the caller's language (`Accept-Language`); `args` stand in the gaps of the sentence. */
export const Problem = Type.Object({ code: Type.String(), message: Type.String(), status: Type.Integer(), args: Type.Array(Type.String()) })

/**
 * Where a document is: `waiting` (for a worker, or for the next try), `making` (reading, mapping, printing), `saving` (filing it in Salesforce),
 * `done`, `failed`. `error` is why it failed, or why the try before did.
 */
export const Progress = Type.Object({
  step: Type.Union([Type.Literal('waiting'), Type.Literal('making'), Type.Literal('saving'), Type.Literal('done'), Type.Literal('failed')]),
  attempt: Type.Integer({ description: 'Which try this is, from 1; 0 before the first' }),
  nextTryAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  error: Type.Union([Problem, Type.Null()])
})
export type Progress = Static<typeof Progress>

/** A document as the API shows it. Until it is `done`, what is not known yet is null. */
export const Document = Type.Object({
  id: Type.String({ format: 'uuid' }),
  state: Type.Union([Type.Literal('queued'), Type.Literal('done'), Type.Literal('failed')]),
  mapping: Type.String(),
  release: Maybe(Type.Integer()),
  recordId: Maybe(Type.String()),
  fileName: Maybe(Type.String()),
  contentType: Type.String(),
  bytes: Maybe(Type.Integer()),
  pages: Maybe(Type.Integer()),
  sha256: Maybe(Type.String()),
  salesforce: Type.Union([Type.Object({ contentVersionId: Type.String(), contentDocumentId: Type.String() }), Type.Null()]),
  error: Type.Union([Problem, Type.Null()]),
  progress: Progress,
  createdAt: Type.String({ format: 'date-time' }),
  createdBy: Type.String(),
  timings: Timings
})
export type Document = Static<typeof Document>

/** A page of documents, newest first; `next` is the cursor of the page after it. It may hold fewer than `limit`: what others have filed is left out where Salesforce does not show it. */
export const DocumentPage = Type.Object({ documents: Type.Array(Document), next: Type.Union([Type.String(), Type.Null()]) })

export const ListDocuments = Type.Object({
  recordId: Type.Optional(RecordId),
  mapping: Type.Optional(DefinitionName),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  after: Type.Optional(Type.String({ format: 'uuid', description: 'The `next` of the page before' }))
}, { additionalProperties: false })
export type ListDocuments = Static<typeof ListDocuments>
