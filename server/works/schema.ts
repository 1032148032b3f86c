import { Type, type Static } from 'typebox'
import { DefinitionName } from '../definitions/schema.ts'
import { Document, Problem, SaveAs } from '../documents/schema.ts'
import { RecordId } from '../tenants/schema.ts'
import type { RunState } from '../io/tables.ts'
import { Filter } from '../views/schema.ts'

/** Documents that one run makes at most. */
export const MOST_RECORDS = 100_000

/**
 * Which records a run makes documents of: these, in this order; or the child list `relationship` of one record; or all that match a filter on the
 * mapping's object. Lists and filters are read in the order of their ids, as the user who starts the run, within the filter of the mapping's View.
 */
export const Source = Type.Union([
  Type.Object({ recordIds: Type.Array(RecordId, { minItems: 1, maxItems: 200 }) }, { additionalProperties: false }),
  Type.Object({ parentId: RecordId, relationship: Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_]*$', maxLength: 80, description: 'API name as in Salesforce' }) }, { additionalProperties: false }),
  Type.Object({ filter: Filter, limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_RECORDS })) }, { additionalProperties: false })
])
export type Source = { recordIds: string[] } | { parentId: string, relationship: string } | { filter: Filter, limit?: number }

/** `separate`: a file for each record, on that record. `merged`: one PDF for each 1,000 records in the order of the source, and no single files. */
export const Join = Type.Union([Type.Literal('separate'), Type.Literal('merged')], { default: 'separate' })
export type Join = Static<typeof Join>

/** What is asked for: one mapping, many records. Merged PDFs are filed on the record that the source hangs on (`parentId`), else in the user's own files, as files of their own. */
export const StartRun = Type.Object({
  mapping: DefinitionName,
  source: Source,
  join: Type.Optional(Join),
  save: Type.Optional(Type.Boolean({ default: true })),
  saveAs: Type.Optional(SaveAs)
}, { additionalProperties: false })
export interface StartRun { mapping: string, source: Source, join?: Join, save?: boolean, saveAs?: SaveAs }

const Count = Type.Integer({ minimum: 0 })
export const Counts = Type.Object({ waiting: Count, running: Count, done: Count, failed: Count, cancelled: Count })
export type Counts = Static<typeof Counts>

const MaybeDate = Type.Union([Type.String({ format: 'date-time' }), Type.Null()])
const MaybeProblem = Type.Union([Problem, Type.Null()])

/**
 * A run as the API shows it. `ready` and `running` go on; it ends as `done`, `failed` (some of its documents or merges failed, or its source could
 * not be read: `error`), or `cancelled` (what was being made may still come to its end: `finishedAt`).
 */
export const Run = Type.Object({
  id: Type.String({ format: 'uuid' }),
  kind: Type.Literal('bulk'),
  state: Type.Union([Type.Literal('ready'), Type.Literal('running'), Type.Literal('done'), Type.Literal('failed'), Type.Literal('cancelled')]),
  mapping: Type.String(),
  join: Join,
  save: Type.Boolean(),
  source: Type.Unsafe<Source>({ description: 'As it was asked for, ids in their long form' }),
  total: Type.Union([Type.Integer({ description: 'Records of the source' }), Type.Null({ description: 'until it has been read to its end' })]),
  counts: Counts,
  merged: Type.Array(Document, { description: 'The finished merged PDFs, one for each 1,000 records' }),
  error: MaybeProblem,
  createdAt: Type.String({ format: 'date-time' }),
  createdBy: Type.String(),
  finishedAt: MaybeDate
})
export interface Run {
  id: string
  kind: 'bulk'
  state: RunState
  mapping: string
  join: Join
  save: boolean
  source: Source
  total: number | null
  counts: Counts
  merged: Document[]
  error: Static<typeof Problem> | null
  createdAt: string
  createdBy: string
  finishedAt: string | null
}

const Next = Type.Union([Type.String(), Type.Null()])
const Limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 200 }))

/** A page of runs, newest first; `next` is the cursor of the page after it. */
export const RunPage = Type.Object({ runs: Type.Array(Run), next: Next })

export const ListRuns = Type.Object({
  limit: Limit,
  after: Type.Optional(Type.String({ format: 'uuid', description: 'The `next` of the page before' }))
}, { additionalProperties: false })
export type ListRuns = Static<typeof ListRuns>

export const ParcelState = Type.Union([Type.Literal('waiting'), Type.Literal('running'), Type.Literal('done'), Type.Literal('failed'), Type.Literal('cancelled')])
export type ParcelState = keyof Counts

/** What became of one record of a run. `recordName` is null where the user does not see the record, or where its object has no names. */
export const Parcel = Type.Object({
  id: Type.String({ format: 'uuid' }),
  recordId: Type.String(),
  recordName: Type.Union([Type.String(), Type.Null()]),
  state: ParcelState,
  attempt: Type.Integer({ description: 'Which try this is, from 1; 0 before the first' }),
  nextTryAt: MaybeDate,
  document: Type.Union([Type.Object({ id: Type.String({ format: 'uuid' }), fileName: Type.String(), pages: Type.Integer(), bytes: Type.Integer(), salesforce: Document.properties.salesforce }), Type.Null()]),
  error: MaybeProblem
})
export interface Parcel {
  id: string
  recordId: string
  recordName: string | null
  state: ParcelState
  attempt: number
  nextTryAt: string | null
  document: { id: string, fileName: string, pages: number, bytes: number, salesforce: Document['salesforce'] } | null
  error: Static<typeof Problem> | null
}

/** A page of parcels in the order of the source. */
export const ParcelPage = Type.Object({ parcels: Type.Array(Parcel), next: Next })

export const ListParcels = Type.Object({
  state: Type.Optional(ParcelState),
  limit: Limit,
  after: Type.Optional(Type.String({ pattern: '^[0-9]{1,6}$', description: 'The `next` of the page before' }))
}, { additionalProperties: false })
export interface ListParcels { state?: ParcelState, limit?: number, after?: string }
