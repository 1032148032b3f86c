import { FieldUnreadable, RecordsChanged } from '../errors.ts'
import type { CheckedColumn, CheckedLevel, CheckedList, CheckedView } from './checked-view.ts'
import type { Step } from './plan-query.ts'
import { toLongId } from './record-id.ts'
import type { Row, Scalar } from './schema.ts'
import { visible } from './weigh-level.ts'

/** The answer to one step: records as Salesforce gives them, complete at every level. */
export interface Answer { step: Pick<Step, 'level' | 'list' | 'columns' | 'nested'>, records: TreeRecord[] }

interface TreeRecord { [field: string]: unknown }

/** A record on its way to a row: several steps may bring its columns. */
interface Draft { parent: string, row: Row, filled: number }

/** Drafts of every level by record id, in the order in which Salesforce gave them. */
type Drafts = Map<string, Map<string, Draft>>

/** Framed rows by record id, in the order in which they came. */
export type Framed = Map<string, Row>

/**
 * Joins the answers of all steps into rows under the View's names: children below their parents, each list in its own order and cut to
 * its limit, defaults where the user may not read. Errors: RecordsChanged when the steps contradict each other, FieldUnreadable.
 */
export function frameRows (view: CheckedView, answers: Answer[]): Framed {
  const drafts: Drafts = new Map()
  for (const { step, records } of answers) {
    const parentOf = (record: TreeRecord) => step.list ? idOf(view, record[step.list.lookup]) : ''
    for (const record of records) draft(view, drafts, { level: step.level, columns: step.columns, nested: step.nested, record, parent: parentOf(record) })
  }
  const framed = finishLevel(view, drafts, { level: '', body: view })
  return new Map([...framed.values()].flat().map(({ id, row }) => [id, row]))
}

interface Piece { level: string, columns: CheckedColumn[], nested: CheckedList[], record: TreeRecord, parent: string }

/** Notes what one record brings, and what its nested lists bring. */
function draft (view: CheckedView, drafts: Drafts, { level, columns, nested, record, parent }: Piece): void {
  const id = idOf(view, record.Id)
  const known = drafts.get(level) ?? new Map<string, Draft>()
  drafts.set(level, known)
  const mine = known.get(id) ?? { parent, row: {}, filled: 0 }
  known.set(id, mine)
  for (const column of columns) mine.row[column.name] = readCell(view, column, record)
  mine.filled += columns.length
  for (const list of nested) {
    for (const child of childrenOf(record[list.relationship])) {
      draft(view, drafts, { level: level ? `${level}.${list.name}` : list.name, columns: visible(list.columns), nested: list.lists, record: child, parent: id })
    }
  }
}

interface Finished { id: string, row: Row }

/** The rows of one level by their parent, each with all its columns and lists in the View's order. */
function finishLevel (view: CheckedView, drafts: Drafts, { level, body }: { level: string, body: CheckedLevel }): Map<string, Finished[]> {
  const lists = body.lists.map((list) => ({ list, rows: finishLevel(view, drafts, { level: level ? `${level}.${list.name}` : list.name, body: list }) }))
  const expected = visible(body.columns).length
  const byParent = new Map<string, Finished[]>()
  for (const [id, { parent, row, filled }] of drafts.get(level) ?? []) {
    const siblings = byParent.get(parent) ?? []
    byParent.set(parent, siblings)
    if (level !== '' && body.limit !== null && siblings.length >= body.limit) continue
    if (filled !== expected) throw new RecordsChanged(view.name)
    const finished: Row = {}
    for (const { name, hidden, default: instead } of body.columns) finished[name] = hidden ? instead : row[name] ?? null
    for (const { list, rows } of lists) finished[list.name] = (rows.get(id) ?? []).map((child) => child.row)
    siblings.push({ id, row: finished })
  }
  return byParent
}

function readCell (view: CheckedView, { name, path, labels }: CheckedColumn, record: TreeRecord): Scalar {
  let value: unknown = record
  for (const step of path.split('.')) {
    if (value === null) return null
    value = typeof value === 'object' && Object.hasOwn(value, step) ? (value as TreeRecord)[step] : undefined
    if (value === undefined) throw new FieldUnreadable(`${view.object}.${path}`, view.name, name)
  }
  if (value !== null && typeof value === 'object') throw new FieldUnreadable(`${view.object}.${path}`, view.name, name)
  return labels && typeof value === 'string' ? translate(labels, value) : value as Scalar
}

/** A multi-select picklist holds its values with semicolons between. */
function translate (labels: Map<string, string>, value: string): string {
  return labels.get(value) ?? value.split(';').map((one) => labels.get(one) ?? one).join(';')
}

function childrenOf (list: unknown): TreeRecord[] {
  return typeof list === 'object' && list !== null && 'records' in list && Array.isArray(list.records) ? list.records as TreeRecord[] : []
}

function idOf (view: CheckedView, id: unknown): string {
  if (typeof id !== 'string') throw new RecordsChanged(view.name)
  return id.length === 18 ? id : toLongId(id)
}
