import { RecordNotFound } from '../errors.ts'
import { announceFilter, announceRecords, type Announced } from './announce-view.ts'
import type { CheckedView } from './checked-view.ts'
import { frameRows, type Answer, type Framed } from './frame-rows.ts'
import { openView, type ReadView, type Reader } from './open-view.ts'
import { planFilter, planRecords, type Plan, type Step } from './plan-query.ts'
import { toLongId } from './record-id.ts'
import type { Row } from './schema.ts'

/** `calls`: API requests of counting and reading. Describes are kept between reads and not counted. */
export interface ViewRows { rows: Row[], plan: Plan, calls: number }

/** Requests that one read makes at the same time; an org lets 25 long ones run for all its users together. */
const AT_ONCE = 4

/**
 * Reads the View's records as the acting user, in the order of `recordIds`, or of the View's sort. One record is read at once with everything
 * inside; many are counted first, so that the plan is the best one. Errors: RecordNotFound, FieldUnreadable, ViewInvalid, PlanImpossible,
 * RecordsChanged, and those of Salesforce.
 */
export async function readView (reader: Reader, asked: ReadView): Promise<ViewRows> {
  const { view, ids } = await openView(reader, asked)
  if (ids === null) return readFiltered(reader, view)
  const announced = ids.length > 1 && view.lists.length > 0 ? await announceRecords(reader, view, ids) : { view, ids, plan: planRecords(view, ids), spent: 0 }
  const { rows, ...read } = await readAnnounced(reader, announced)
  const byId = new Map(ids.map((id, index) => [id, rows[index]]))
  return { ...read, rows: (asked.recordIds ?? []).map((id) => byId.get(toLongId(id))).filter((row) => row !== undefined) }
}

/** Makes an announced read. */
export async function readAnnounced (reader: Reader, { view, ids, plan, spent }: Announced): Promise<ViewRows> {
  const { framed, calls } = await readSteps(reader, view, plan.steps)
  const missing = ids.filter((id) => !framed.has(id))
  if (missing.length > 0) throw new RecordNotFound(view.object, missing.length > 20 ? `${missing.slice(0, 20).join(', ')} and ${missing.length - 20} more` : missing.join(', '))
  return { rows: ids.map((id) => framed.get(id)).filter((row) => row !== undefined), plan, calls: calls + spent }
}

async function readFiltered (reader: Reader, view: CheckedView): Promise<ViewRows> {
  const plan = planFilter(view)
  if (plan === null) return readAnnounced(reader, await announceFilter(reader, view))
  const { framed, calls } = await readSteps(reader, view, plan.steps)
  return { rows: [...framed.values()], plan, calls }
}

async function readSteps ({ salesforce }: Reader, view: CheckedView, steps: Step[]): Promise<{ framed: Framed, calls: number }> {
  const answers: Answer[] = []
  let calls = 0
  for (let start = 0; start < steps.length; start += AT_ONCE) {
    const trees = await Promise.all(steps.slice(start, start + AT_ONCE).map(async (step) => ({ step, tree: await salesforce.query(step.soql) })))
    answers.push(...trees.map(({ step, tree }) => ({ step, records: tree.records })))
    calls += trees.reduce((sum, { tree }) => sum + tree.calls, 0)
  }
  return { framed: frameRows(view, answers), calls }
}
