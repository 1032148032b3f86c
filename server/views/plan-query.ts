import { PlanImpossible } from '../errors.ts'
import { allOf, buildCount, buildSoql, type Query } from './build-soql.ts'
import type { CheckedColumn, CheckedFilter, CheckedLevel, CheckedList, CheckedSort, CheckedView } from './checked-view.ts'
import { packLists } from './pack-lists.ts'
import { splitColumns, visible } from './weigh-level.ts'

/** One query of a plan. */
export interface Step {
  /** Which level its records are: empty for the records themselves, else the names of the lists, joined by dots. */
  level: string
  list: CheckedList | null
  /** The columns of that level that this query carries. */
  columns: CheckedColumn[]
  /** Lists that come inside its records. */
  nested: CheckedList[]
  soql: string
  /** Rows at all its levels, when they were counted. */
  rows: number | null
  /** API requests, when rows were counted; else the fewest possible. */
  calls: number
}

/** How a View will be read. `calls` are the API requests of all steps and of counting; when not `exact`, the fewest possible. */
export interface Plan { steps: Step[], calls: number, exact: boolean }

/** Rows of each list below one set of records, by level. */
export type Counts = Record<string, number>

/** Rows of a page of an answer, children included. */
export const PAGE = 2000
/** Records that one query asks for by id: a set's query stays far below 100,000 characters, and its filter quick. */
export const SET = 500
const MAX_SOQL = 100_000

/** Ids in sets of which each is read by its own queries. */
export function splitIds (ids: string[], size = SET): string[][] {
  return Array.from({ length: Math.ceil(ids.length / size) }, (_, index) => ids.slice(index * size, (index + 1) * size))
}

/** How to read these records: nested queries as far as the limits allow, the rest level by level. With counts, the number of calls is exact. */
export function planRecords (view: CheckedView, ids: string[], counts?: Counts[]): Plan {
  const sets = splitIds(ids)
  const steps = sets.flatMap((set, index) => planSet(view, set, counts?.[index]))
  const plan = sum(steps, counts !== undefined || view.lists.length === 0)
  const nested = counts && planByLimits(view, ids, plan.calls)
  return nested ?? plan
}

/** How to read the records that match the View's filter: one query with everything inside. Null when the View is too wide for that; then its ids come first. */
export function planFilter (view: CheckedView): Plan | null {
  const groups = splitColumns(view)
  const packed = packLists(view, { columns: groups[0] ?? [], records: 0, capacity: Infinity })
  if (view.lists.length > 0 && (groups.length > 1 || packed.flat.length > 0 || packed.bundles.length > 1)) return null
  const steps = groups.map((columns) => recordStep(view, { columns, nested: packed.bundles[0]?.lists ?? [], filter: view.filter, rows: null, sort: view.sort, limit: view.limit }))
  return sum(steps, false)
}

/** The query for the ids of the records that match, in the View's order. */
export function buildIdQuery (view: CheckedView): string {
  return buildSoql({ object: view.object, fields: ['Id'], filter: view.filter, sort: stable(view.sort), limit: view.limit })
}

/** The queries that count the rows of every list below a set of records. */
export function buildCounts (view: CheckedView, ids: string[]): Array<{ level: string, soql: string }> {
  return walkLists(view).map(({ level, trail, list }) => ({ level, soql: checkLength(view.name, buildCount({ object: list.object, filter: allOf(belongsTo(view.name, trail, ids), list.filter) })) }))
}

function planSet (view: CheckedView, ids: string[], counts?: Counts): Step[] {
  const [first = [], ...more] = splitColumns(view)
  const { bundles, flat } = packLists(view, { columns: first, records: ids.length, capacity: counts ? PAGE : Infinity, counts })
  const filter = allOf({ path: 'Id', op: 'in', kind: 'id', value: ids }, view.filter)
  const steps = [
    ...bundles.map(({ lists, rows }, index) => recordStep(view, { columns: index === 0 ? first : [], nested: lists, filter, rows: counts ? rows : null })),
    ...more.map((columns) => recordStep(view, { columns, nested: [], filter, rows: ids.length }))
  ]
  return [...steps, ...flat.flatMap((list) => flatSteps(view, [list], ids, counts))]
}

interface Records { columns: CheckedColumn[], nested: CheckedList[], filter: CheckedFilter | null, rows: number | null, sort?: CheckedSort[], limit?: number | null }

function recordStep (view: CheckedView, { columns, nested, filter, rows, sort = [], limit }: Records): Step {
  const soql = buildSoql({ object: view.object, fields: fieldsOf(columns), children: nested.map(childQuery), filter, sort: stable(sort), limit })
  return { level: '', list: null, columns, nested, soql: checkLength(view.name, soql), rows, calls: callsFor(rows) }
}

/** A list and the lists in it, each level by queries of its own over the path back to the record. */
function flatSteps (view: CheckedView, trail: CheckedList[], ids: string[], counts?: Counts): Step[] {
  const list = trail.at(-1)
  if (!list) return []
  const level = levelOf(trail)
  const rows = counts ? counts[level] ?? 0 : null
  if (rows === 0) return []
  const filter = allOf(belongsTo(view.name, trail, ids), list.filter)
  const own = splitColumns(list, trail.length).map((columns): Step => {
    const soql = buildSoql({ object: list.object, fields: [...fieldsOf(columns), list.lookup], filter, sort: stable(list.sort) })
    return { level, list, columns, nested: [], soql: checkLength(view.name, soql), rows, calls: callsFor(rows) }
  })
  return [...own, ...list.lists.flatMap((child) => flatSteps(view, [...trail, child], ids, counts))]
}

/** Children of these records, however deep: `Line__r.Invoice__r.Account__c IN (…)`. */
function belongsTo (name: string, trail: CheckedList[], ids: string[]): CheckedFilter {
  const steps = trail.slice(1).map(({ parent, relationship }) => {
    if (parent === null) throw new PlanImpossible(name, `the list ${relationship} hangs on a lookup to several objects and is too large to be read in one query. Narrow it by a filter or a limit`)
    return parent
  })
  return { path: [...steps.reverse(), trail[0]?.lookup].join('.'), op: 'in', kind: 'id', value: ids }
}

/**
 * With limits on every list, smaller sets of records with everything inside may need fewer requests than reading each list to its end.
 */
function planByLimits (view: CheckedView, ids: string[], calls: number): Plan | null {
  const size = Math.floor(PAGE / (1 + mostRows(view.lists)))
  if (size < 1 || size >= SET || Math.ceil(ids.length / size) >= calls) return null
  const steps = splitIds(ids, size).flatMap((set) => planSet(view, set))
  if (steps.some(({ level }) => level !== '')) return null
  const plan = sum(steps, true)
  return plan.calls < calls ? plan : null
}

/** Rows below one record at most: infinite when a list has no limit. */
function mostRows (lists: CheckedList[]): number {
  return lists.reduce((rows, list) => rows + (list.limit ?? Infinity) * (1 + mostRows(list.lists)), 0)
}

function childQuery (list: CheckedList): Query {
  return { object: list.relationship, fields: fieldsOf(list.columns), children: list.lists.map(childQuery), filter: list.filter, sort: stable(list.sort), limit: list.limit }
}

function fieldsOf (columns: CheckedColumn[]): string[] {
  return ['Id', ...visible(columns).map(({ path }) => path)]
}

/** Without a last word by id, rows that sort alike come in any order, and the same data would not give the same document. */
function stable (sort: CheckedSort[]): CheckedSort[] {
  return sort.some(({ path }) => path === 'Id') ? sort : [...sort, { path: 'Id', direction: 'asc', nulls: null }]
}

interface Walked { level: string, trail: CheckedList[], list: CheckedList }

function walkLists ({ lists }: CheckedLevel, above: CheckedList[] = []): Walked[] {
  return lists.flatMap((list) => {
    const trail = [...above, list]
    return [{ level: levelOf(trail), trail, list }, ...walkLists(list, trail)]
  })
}

function levelOf (trail: CheckedList[]): string {
  return trail.map(({ name }) => name).join('.')
}

function callsFor (rows: number | null): number {
  return Math.max(1, Math.ceil((rows ?? 1) / PAGE))
}

function sum (steps: Step[], exact: boolean): Plan {
  return { steps, calls: steps.reduce((calls, step) => calls + step.calls, 0), exact }
}

function checkLength (name: string, soql: string): string {
  if (soql.length > MAX_SOQL) throw new PlanImpossible(name, `a query of ${soql.length} characters is longer than the ${MAX_SOQL} that Salesforce takes. Give the filter fewer values`)
  return soql
}
