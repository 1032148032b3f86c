import { apiError } from '../api-error.ts'
import { tableByPrefix } from '../org.ts'
import type { Org } from '../org.ts'
import type { Row } from '../store/table.ts'
import { makeId } from '../store/ids.ts'
import type { ChildList, Projection } from './build-projection.ts'
import type { Scope } from './read-field.ts'

/** One page as the REST API answers it; child lists inside have the same shape. */
export interface Page {
  totalSize: number
  done: boolean
  nextRecordsUrl?: string
  records: Array<Record<string, unknown>>
}

/** Rows still to be fetched by `nextRecordsUrl`. */
export interface Cursor {
  userId: string
  rows: Row[]
  projection: Projection
  batch: number
}

/** Old cursors give way: Salesforce keeps them two days, we keep this many, and this many rows in all of them. */
const mostCursors = 20_000
const mostCursorRows = 5_000_000

interface Writer {
  scope: Scope
  batch: number
}

/** The page from a place on. Rows and child rows together fill at most `batch`; every list that has rows shows at least one. */
export function writePage (writer: Writer, { projection, rows }: { projection: Projection, rows: Row[] }, from = 0, cursorId?: string): Page {
  const { records, next } = fill(writer, { projection, rows }, from, writer.batch)
  const page: Page = { totalSize: rows.length, done: next >= rows.length, records }
  if (!page.done) page.nextRecordsUrl = `${writer.scope.base}/query/${cursorId ?? openCursor(writer, projection, rows)}-${next}`
  return page
}

/** The next page of a locator `01g…-2000`. */
export function nextPage (scope: Scope, locator: string): Page {
  const [id = '', from = ''] = locator.split('-')
  const cursor = scope.org.cursors.get(id)
  if (cursor === undefined || !/^\d+$/.test(from) || Number(from) > cursor.rows.length || cursor.userId !== scope.user.id) {
    throw apiError('INVALID_QUERY_LOCATOR', 'invalid query locator')
  }
  return writePage({ scope, batch: cursor.batch }, cursor, Number(from), id)
}

let serial = 0

function openCursor ({ scope, batch }: Writer, projection: Projection, rows: Row[]): string {
  const { cursors }: Org = scope.org
  const id = makeId('01g', ++serial)
  cursors.set(id, { userId: scope.user.id, rows, projection, batch })
  forgetOldest(cursors, rows.length)
  return id
}

const cursorRows = new WeakMap<Org['cursors'], number>()

function forgetOldest (cursors: Org['cursors'], added: number): void {
  let held = (cursorRows.get(cursors) ?? 0) + added
  for (const [id, { rows }] of cursors) {
    // The newest stays, however long it is.
    if (cursors.size === 1 || (cursors.size <= mostCursors && held <= mostCursorRows)) break
    cursors.delete(id)
    held -= rows.length
  }
  cursorRows.set(cursors, held)
}

interface Prepared {
  row: Row
  lists: Array<{ list: ChildList, name: string, rows: Row[], least: number }>
  /** What the row takes of a page with one child in each list that has any. */
  least: number
}

function prepare (projection: Projection, row: Row): Prepared {
  const lists: Prepared['lists'] = []
  for (const [name, entry] of projection.entries) {
    if (!('list' in entry)) continue
    const rows = entry.list.find(row)
    lists.push({ name, list: entry.list, rows, least: rows[0] === undefined ? 0 : prepare(entry.list.projection, rows[0]).least })
  }
  return { row, lists, least: lists.reduce((sum, { least }) => sum + least, 1) }
}

function fill (writer: Writer, { projection, rows }: { projection: Projection, rows: Row[] }, from: number, room: number): { records: Array<Record<string, unknown>>, next: number, used: number } {
  const records = []
  let next = from
  let used = 0
  for (; next < rows.length; next++) {
    const row = rows[next]
    if (row === undefined || (next > from && used >= room)) break
    const prepared = prepare(projection, row)
    if (next > from && used + prepared.least > room) break
    const written = writeRow(writer, projection, prepared, room - used)
    records.push(written.record)
    used += written.used
  }
  return { records, next, used }
}

function writeRow (writer: Writer, projection: Projection, prepared: Prepared, room: number): { record: Record<string, unknown>, used: number } {
  const record = showRow(writer.scope, projection, prepared.row)
  let spare = Math.max(0, room - prepared.least)
  let used = 1
  for (const { name, list, rows, least } of prepared.lists) {
    if (rows.length === 0) {
      record[name] = null
      continue
    }
    const part = fill(writer, { projection: list.projection, rows }, 0, least + spare)
    const done = part.next >= rows.length
    const more = done ? {} : { nextRecordsUrl: `${writer.scope.base}/query/${openCursor(writer, list.projection, rows)}-${part.next}` }
    record[name] = { totalSize: rows.length, done, ...more, records: part.records }
    used += part.used
    spare = Math.max(0, spare - (part.used - least))
  }
  return { record, used }
}

/** The row's own fields and its parents'; the places of its lists are held open in the order of the SELECT. */
export function showRow (scope: Scope, projection: Projection, row: Row): Record<string, unknown> {
  const object = tableByPrefix(scope.org, row.Id.slice(0, 3))?.object ?? projection.object
  const record: Record<string, unknown> = { attributes: { type: projection.object.name, url: `${scope.base}/sobjects/${object.name}/${row.Id}` } }
  for (const [name, entry] of projection.entries) {
    if ('read' in entry) record[name] = entry.read(row)
    else if ('hop' in entry) {
      const parent = entry.hop.walk(row)
      const shown = parent === null ? null : entry.projections(parent.object)
      record[name] = parent === null || shown === null ? null : showRow(scope, shown, parent.row)
    } else record[name] = null
  }
  return record
}
