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

/** By what a document is found years later, as its mapping gave it (`output.ledger`). */
export const Ledger = Type.Object({
  date: Type.String({ format: 'date', description: '取引年月日, in the time zone of the mapping' }),
  amount: Type.String({ description: '取引金額: decimal digits, as in 3762436 or -98.5' }),
  currency: Maybe(Type.String({ description: 'ISO 4217' })),
  counterparty: Type.String({ description: '取引先' }),
  kind: Type.String({ description: '書類の種類, as in 請求書' }),
  number: Maybe(Type.String())
})

/** Something done to a document by somebody, with the reason they gave. */
export const Deed = Type.Object({ at: Type.String({ format: 'date-time' }), by: Type.String(), reason: Type.String() })

/** Why a document is corrected, withdrawn or held. It is sealed in the database. */
export const Reason = Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S', description: 'why, for whoever audits this later' }) }, { additionalProperties: false, examples: [{ reason: '数量の誤り' }] })
export type Reason = Static<typeof Reason>

/**
 * A document as the API shows it. Until it is `done`, what is not known yet is null. `corrects` and `correctedBy` lead to the versions before and
 * after; `withdrawn` is set when it was deleted (it stays, marked), `hold` while nobody may, `released` when the last hold ended; `retainUntil` is how long it is locked.
 */
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
  ledger: Type.Union([Ledger, Type.Null()]),
  version: Type.Integer(),
  corrects: Maybe(Type.String({ format: 'uuid' })),
  correctedBy: Maybe(Type.String({ format: 'uuid' })),
  correctionReason: Maybe(Type.String()),
  withdrawn: Type.Union([Deed, Type.Null()]),
  hold: Type.Union([Deed, Type.Null()]),
  released: Type.Union([Deed, Type.Null()]),
  retainUntil: Maybe(Type.String({ format: 'date-time' })),
  error: Type.Union([Problem, Type.Null()]),
  progress: Progress,
  createdAt: Type.String({ format: 'date-time' }),
  createdBy: Type.String(),
  timings: Timings
})
export type Document = Static<typeof Document>

/** A page of documents, newest first; `next` is the cursor of the page after it. It may hold fewer than `limit`: what others have filed is left out where Salesforce does not show it. */
export const DocumentPage = Type.Object({ documents: Type.Array(Document), next: Type.Union([Type.String(), Type.Null()]) })

const Day = (description: string) => Type.Optional(Type.String({ format: 'date', pattern: '^(?!0000)', description }))
const Amount = (description: string) => Type.Optional(Type.String({ pattern: '^-?[0-9]{1,16}(\\.[0-9]{1,4})?$', description }))
const Text = (maxLength: number, description: string) => Type.Optional(Type.String({ minLength: 1, maxLength, pattern: '^[^\\u0000-\\u001f]*$', description }))

/** What documents are looked for by: 取引年月日, 取引金額, 取引先, 書類の種類, 番号; all conditions hold together. Those of the ledger find only documents that have one. */
export const DocumentFilter = Type.Object({
  recordId: Type.Optional(RecordId),
  mapping: Type.Optional(DefinitionName),
  dateFrom: Day('Documents of transactions from this day on'),
  dateTo: Day('Documents of transactions up to this day, which is included'),
  amountFrom: Amount('Documents of at least this amount'),
  amountTo: Amount('Documents of at most this amount'),
  currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' })),
  counterparty: Text(255, 'A part of the name of the counterparty; width, case, spaces and legal forms make no difference'),
  kind: Text(80, 'The kind of document as the mapping gives it'),
  number: Text(80, 'The whole number of the document; width, case and spaces make no difference'),
  withdrawn: Type.Optional(Type.Union([Type.Literal('without'), Type.Literal('with'), Type.Literal('only')], { default: 'without', description: 'Whether documents that were withdrawn are shown, or only they' }))
}, { additionalProperties: false })
export type DocumentFilter = Static<typeof DocumentFilter>

export const ListDocuments = Type.Object({
  ...DocumentFilter.properties,
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  after: Type.Optional(Type.String({ format: 'uuid', description: 'The `next` of the page before' }))
}, { additionalProperties: false })
export type ListDocuments = Static<typeof ListDocuments>
