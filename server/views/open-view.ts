import { FieldUnreadable, ViewInvalid } from '../errors.ts'
import type { Salesforce } from '../io/salesforce.ts'
import { allOf } from './build-soql.ts'
import { checkFilter } from './check-filter.ts'
import { checkView, type Problem } from './check-view.ts'
import type { CheckedView } from './checked-view.ts'
import { toLongId } from './record-id.ts'
import type { Filter, View } from './schema.ts'

/** Who reads: Salesforce as the acting user. A Tenant is one. */
export interface Reader { salesforce: Pick<Salesforce, 'describe' | 'query' | 'count'> }

export interface ReadView {
  view: View
  /** The View's name, for messages; without it the object's. */
  name?: string
  /** These records, in this order; without it all that match the View's filter. */
  recordIds?: string[]
  /** Narrows further than the View's own filter. */
  filter?: Filter
}

export interface OpenedView {
  view: CheckedView
  /** 18 characters each, none twice; null when a filter chooses the records. */
  ids: string[] | null
}

/** The View as this user can read it. Errors: RecordIdInvalid, FieldUnreadable, ViewInvalid with all problems at once. */
export async function openView ({ salesforce }: Reader, { view, name = view.object, recordIds, filter }: ReadView): Promise<OpenedView> {
  const ids = recordIds ? [...new Set(recordIds.map(toLongId))] : null
  const { view: checked, problems } = await checkView(salesforce.describe, { view, name })
  if (!checked) throw nameProblems(name, problems)
  if (!filter) return { view: checked, ids }
  const found: Problem[] = []
  const report = (place: string, problem: string) => { found.push({ place, problem }) }
  const narrowed = await checkFilter({ describe: salesforce.describe, object: await salesforce.describe(checked.object), place: 'filter', report }, filter)
  if (found.length > 0) throw nameProblems(name, found)
  return { view: { ...checked, filter: allOf(checked.filter, narrowed) }, ids }
}

/** Columns that only lack reading rights have an error of their own: the user can do something about it, the author of the View need not. */
function nameProblems (name: string, problems: Problem[]): Error {
  const hidden = problems.flatMap(({ unreadable }) => unreadable ?? [])
  if (hidden.length < problems.length) return new ViewInvalid(name, problems.map(({ place, problem }) => `${place}: ${problem}`).join('; '))
  return new FieldUnreadable(hidden.map(({ path }) => path).join(', '), name, hidden.map(({ column }) => column).join(', '))
}
