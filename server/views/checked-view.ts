import type { Condition, Scalar } from './schema.ts'
import type { Kind } from './write-literal.ts'

/** A View after it was held against describe: every name is Salesforce's own spelling, every value has the type of its field. */
export interface CheckedView extends CheckedLevel {
  /** For messages. */
  name: string
}

export interface CheckedLevel {
  object: string
  columns: CheckedColumn[]
  lists: CheckedList[]
  filter: CheckedFilter | null
  sort: CheckedSort[]
  limit: number | null
}

export interface CheckedList extends CheckedLevel {
  name: string
  /** The child relationship on the parent: `InvoiceLines__r`. */
  relationship: string
  /** The lookup field on the child: `Invoice__c`. */
  lookup: string
  /** Its relationship, to go on from: `Invoice__r`; null when it may point to several objects. */
  parent: string | null
}

export interface CheckedColumn {
  name: string
  path: string
  /** The acting user may not read it: `default` stands in. */
  hidden: boolean
  default: Scalar
  /** Translated labels by value, when the column asks for them. */
  labels: Map<string, string> | null
}

export interface CheckedSort { path: string, direction: 'asc' | 'desc', nulls: 'first' | 'last' | null }

export interface CheckedCondition { path: string, op: Condition['op'], kind: Kind, value: Condition['value'] }
export type CheckedFilter = CheckedCondition | { all: CheckedFilter[] } | { any: CheckedFilter[] } | { not: CheckedFilter }
