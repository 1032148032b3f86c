import type { ObjectDescribe } from '../io/salesforce-describe.ts'
import type { CheckedFilter, CheckedSort } from './checked-view.ts'
import { resolvePath, type Describe } from './resolve-path.ts'
import type { Condition, Filter, Sort } from './schema.ts'
import { kindOf, writeLiteral } from './write-literal.ts'

/** Where a check stands: the object it looks at, the place in the View, and where problems are told. */
export interface Spot { describe: Describe, object: ObjectDescribe, place: string, report: (place: string, problem: string) => void }

/** Deeper ones are written by machines, and by those who want to see us fall. */
const MAX_DEPTH = 20

/** A filter in Salesforce's spelling, or null when anything in it is wrong; every problem is reported with its place. */
export async function checkFilter (spot: Spot, filter: Filter, depth = 1): Promise<CheckedFilter | null> {
  if (depth > MAX_DEPTH) {
    spot.report(spot.place, `the filter is nested deeper than ${MAX_DEPTH} levels`)
    return null
  }
  if ('all' in filter) return checkEach(spot, 'all', filter.all, depth).then((all) => all && { all })
  if ('any' in filter) return checkEach(spot, 'any', filter.any, depth).then((any) => any && { any })
  if ('not' in filter) return checkFilter({ ...spot, place: `${spot.place}.not` }, filter.not, depth + 1).then((not) => not && { not })
  return checkCondition(spot, filter)
}

async function checkEach (spot: Spot, word: string, filters: Filter[], depth: number): Promise<CheckedFilter[] | null> {
  const checked: CheckedFilter[] = []
  for (const [index, filter] of filters.entries()) {
    const one = await checkFilter({ ...spot, place: `${spot.place}.${word}[${index}]` }, filter, depth + 1)
    if (one) checked.push(one)
  }
  return checked.length === filters.length && checked.length > 0 ? checked : null
}

async function checkCondition ({ describe, object, place, report }: Spot, condition: Condition): Promise<CheckedFilter | null> {
  const resolved = await resolvePath(describe, object, condition.path)
  if ('missing' in resolved) {
    report(`${place}.path`, resolved.missing)
    return null
  }
  const kind = kindOf(resolved.field.type)
  if (!kind || !resolved.field.filterable) {
    report(`${place}.path`, `Salesforce cannot filter by ${resolved.path}`)
    return null
  }
  const checked = { path: resolved.path, op: condition.op, kind, value: condition.value }
  try {
    writeLiteral(kind, checked)
    return checked
  } catch (error) {
    report(`${place}.value`, `${resolved.path}: ${(error instanceof Error ? error.message : String(error)).replace(/\.$/, '')}`)
    return null
  }
}

/** The sort in Salesforce's spelling; what cannot be sorted by is reported. */
export async function checkSort ({ describe, object, place, report }: Spot, sorts: Sort[]): Promise<CheckedSort[]> {
  const checked: CheckedSort[] = []
  for (const [index, { path, direction = 'asc', nulls = null }] of sorts.entries()) {
    const resolved = await resolvePath(describe, object, path)
    if ('missing' in resolved) report(`${place}[${index}].path`, resolved.missing)
    else if (!resolved.field.sortable) report(`${place}[${index}].path`, `Salesforce cannot sort by ${resolved.path}`)
    else checked.push({ path: resolved.path, direction, nulls })
  }
  return checked
}
