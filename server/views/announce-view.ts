import { countCalls } from '../io/salesforce-query.ts'
import { openView, type ReadView, type Reader } from './open-view.ts'
import { buildCounts, buildIdQuery, planRecords, splitIds, type Counts, type Plan } from './plan-query.ts'
import type { CheckedView } from './checked-view.ts'

/** A read that is planned and not made yet. `spent` calls went into planning and are part of `plan.calls`. */
export interface Announced { view: CheckedView, ids: string[], plan: Plan, spent: number }

/** Counts the rows of every list and plans the read: `readAnnounced` then takes exactly the calls that the plan names. */
export async function announceView (reader: Reader, asked: ReadView): Promise<Announced> {
  const { view, ids } = await openView(reader, asked)
  return ids ? announceRecords(reader, view, ids) : announceFilter(reader, view)
}

export async function announceRecords (reader: Reader, view: CheckedView, ids: string[]): Promise<Announced> {
  const sets = splitIds(ids)
  const asked = sets.flatMap((set, index) => buildCounts(view, set).map((one) => ({ ...one, index })))
  const counted = await reader.salesforce.count(asked.map(({ soql }) => soql))
  const counts = sets.map((): Counts => ({}))
  asked.forEach(({ level, index }, place) => { (counts[index] ??= {})[level] = counted[place] ?? 0 })
  const spent = countCalls(asked.length)
  const plan = planRecords(view, ids, counts)
  return { view, ids, spent, plan: { ...plan, calls: plan.calls + spent } }
}

/** What matches a filter is known only by asking for it: first the ids, then their lists. */
export async function announceFilter (reader: Reader, view: CheckedView): Promise<Announced> {
  const { ids, calls } = await readIds(reader, view)
  const announced = await announceRecords(reader, view, ids)
  return { ...announced, spent: announced.spent + calls, plan: { ...announced.plan, calls: announced.plan.calls + calls } }
}

async function readIds ({ salesforce }: Reader, view: CheckedView): Promise<{ ids: string[], calls: number }> {
  const { records, calls } = await salesforce.query(buildIdQuery(view))
  return { ids: records.map(({ Id }) => String(Id)), calls }
}
