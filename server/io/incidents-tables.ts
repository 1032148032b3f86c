import type { ColumnType, Generated } from 'kysely'
import type { MadeAt, Moment, MomentOrNull } from './column-types.ts'

export type IncidentState = 'open' | 'reported' | 'closed'
export type NoticeKind = 'declared' | 'preliminary-due' | 'final-due' | 'overdue'

/** A leak of personal data, declared by an admin or by the service itself. What it says is sealed; what its clocks need is not. */
export interface IncidentTable {
  tenant_id: string
  id: Generated<string>
  /** what declared it: `declared` by an admin, or the name of a rule that was broken */
  rule: string
  /** what it is about, so that the same breach is declared once: an id or name */
  about: string
  /** by someone who meant it: then the final report may take 60 days */
  malicious: boolean
  state: Generated<IncidentState>
  declared_by: string
  /** when the breach was noticed: the clocks run from here */
  noticed_at: Moment
  preliminary_due: Moment
  final_due: Moment
  preliminary_at: MomentOrNull
  final_at: MomentOrNull
  closed_at: MomentOrNull
  /** the nine items of the report, as sealed JSON */
  report: ColumnType<Buffer, Buffer, Buffer>
  document_ids: ColumnType<string[], string[] | undefined, never>
  persons: number
  created_at: MadeAt
}

/** A notice to one person about one incident, made once and tried until it is sent. */
export interface IncidentNoticeTable {
  tenant_id: string
  incident_id: string
  kind: NoticeKind
  /** login of the account, or a mail address of the tenant's settings: sealed */
  recipient: ColumnType<Buffer, Buffer, never>
  /** keyed hash of the recipient, so that nobody is told twice */
  recipient_index: ColumnType<Buffer, Buffer, never>
  queued_at: Moment
  tries: Generated<number>
  next_at: Moment
  sent_at: MomentOrNull
  error: ColumnType<string | null, string | null | undefined, string | null>
}

/** A person asked for their data, or for its end; who it was is sealed. */
export interface PersonRequestTable {
  tenant_id: string
  id: Generated<string>
  kind: 'find' | 'export' | 'erase'
  who: string
  person: ColumnType<Buffer, Buffer, never>
  reason: ColumnType<Buffer | null, Buffer | null | undefined, never>
  found: number
  erased: Generated<number>
  kept: Generated<number>
  at: MadeAt
}
