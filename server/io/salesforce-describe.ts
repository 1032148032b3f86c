import { ObjectNotFound, SalesforceRefused, SalesforceUnavailable } from '../errors.ts'
import type { Send } from './salesforce-send.ts'

/** One line of the global describe. */
export interface ObjectSummary { name: string, label: string, labelPlural: string, keyPrefix: string | null, queryable: boolean, custom: boolean, layoutable: boolean }

export interface PicklistValue { value: string, label: string, active: boolean }

export interface FieldDescribe {
  name: string
  label: string
  /** As Salesforce names it: `string`, `textarea`, `currency`, `reference` … https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/field_types.htm */
  type: string
  length: number
  digits: number
  precision: number
  scale: number
  custom: boolean
  nillable: boolean
  filterable: boolean
  sortable: boolean
  htmlFormatted: boolean
  /** What its records are called by: `Name` of most objects, `CaseNumber` or `Subject` of others; some have none. */
  nameField: boolean
  relationshipName: string | null
  referenceTo: string[]
  picklistValues: PicklistValue[]
}

export interface ChildRelationship { relationshipName: string, childSObject: string, field: string }

/** What the acting user may see of one object: fields without read access are absent. */
export interface ObjectDescribe {
  name: string
  label: string
  labelPlural: string
  keyPrefix: string | null
  queryable: boolean
  custom: boolean
  fields: FieldDescribe[]
  childRelationships: ChildRelationship[]
}

export interface Describes { describeGlobal: () => Promise<ObjectSummary[]>, describe: (object: string) => Promise<ObjectDescribe>, forget: () => void }

/** Long enough for one page of clicks, short enough that a new field or permission shows up while the admin still looks. */
const KEPT_MS = 3 * 60_000
const OBJECT_NAME = /^[A-Za-z][A-Za-z0-9_]{0,79}$/

/** Describes as this user sees them, kept for a few minutes; parallel questions share one request. */
export function keepDescribes (send: Send): Describes {
  const kept = new Map<string, { until: number, answer: Promise<unknown> }>()
  const ask = async <T>(path: string, narrow: (answer: Record<string, unknown>) => T): Promise<T> => {
    const known = kept.get(path)
    if (known && known.until > Date.now()) return known.answer as Promise<T>
    for (const [old, { until }] of kept) if (until <= Date.now()) kept.delete(old)
    const answer = send({ method: 'GET', path, safe: true }).then((body) => narrow(body as Record<string, unknown>))
    kept.set(path, { until: Date.now() + KEPT_MS, answer })
    answer.catch(() => { if (kept.get(path)?.answer === answer) kept.delete(path) })
    return answer
  }
  return {
    describeGlobal: () => ask('/sobjects', ({ sobjects }) => list(sobjects).map(narrowSummary)),
    describe: (object) => OBJECT_NAME.test(object)
      ? ask(`/sobjects/${object}/describe`, narrowObject).catch((error: unknown) => { throw isNotFound(error) ? new ObjectNotFound(object) : error })
      : Promise.reject(new ObjectNotFound(object.slice(0, 80))),
    forget: () => kept.clear()
  }
}

function isNotFound (error: unknown): boolean {
  return error instanceof SalesforceRefused && /NOT_FOUND|INVALID_TYPE|status 404/.test(error.message)
}

type Raw = Record<string, unknown>

function list (value: unknown): Raw[] {
  if (!Array.isArray(value)) throw new SalesforceUnavailable('an unreadable describe')
  return value as Raw[]
}

function narrowSummary (raw: Raw): ObjectSummary {
  return {
    name: String(raw.name),
    label: String(raw.label),
    labelPlural: String(raw.labelPlural),
    keyPrefix: textOrNull(raw.keyPrefix),
    queryable: raw.queryable === true,
    custom: raw.custom === true,
    layoutable: raw.layoutable === true
  }
}

function narrowObject (raw: Raw): ObjectDescribe {
  const { name, label, labelPlural, keyPrefix, queryable, custom } = narrowSummary(raw)
  return { name, label, labelPlural, keyPrefix, queryable, custom, fields: list(raw.fields).map(narrowField), childRelationships: list(raw.childRelationships).flatMap(narrowChild) }
}

function narrowField (raw: Raw): FieldDescribe {
  return {
    name: String(raw.name),
    label: String(raw.label),
    type: String(raw.type),
    length: Number(raw.length ?? 0),
    digits: Number(raw.digits ?? 0),
    precision: Number(raw.precision ?? 0),
    scale: Number(raw.scale ?? 0),
    custom: raw.custom === true,
    nillable: raw.nillable === true,
    filterable: raw.filterable === true,
    sortable: raw.sortable === true,
    htmlFormatted: raw.htmlFormatted === true,
    nameField: raw.nameField === true,
    relationshipName: textOrNull(raw.relationshipName),
    referenceTo: Array.isArray(raw.referenceTo) ? raw.referenceTo.map(String) : [],
    picklistValues: Array.isArray(raw.picklistValues) ? (raw.picklistValues as Raw[]).map(({ value, label, active }) => ({ value: String(value), label: String(label ?? value), active: active === true })) : []
  }
}

/** A relationship without a name cannot be read as a child list. */
function narrowChild ({ relationshipName, childSObject, field, deprecatedAndHidden }: Raw): ChildRelationship[] {
  return typeof relationshipName === 'string' && deprecatedAndHidden !== true ? [{ relationshipName, childSObject: String(childSObject), field: String(field) }] : []
}

function textOrNull (value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
