import { RequestInvalid } from '../errors.ts'
import { both } from '../errors-ja.ts'
import type { ObjectDescribe } from '../io/salesforce-describe.ts'
import { buildSoql } from './build-soql.ts'
import { chooseColumns } from './choose-columns.ts'
import { chooseSort, toOrder, type ChosenSort } from './choose-sort.ts'
import { frameRecords, toColumn } from './frame-records.ts'
import { labelOf } from './label-of.ts'
import { nameFieldOf } from './name-field.ts'
import { openView, type Reader } from './open-view.ts'
import { afterCursor, readCursor, writeCursor, type Cursor } from './page-cursor.ts'
import { readView } from './read-view.ts'
import type { ListRecords, RecordPage } from './record-schema.ts'
import type { Filter, Row, Scalar, View } from './schema.ts'

const COLUMNS = 6
/** As far as list views of Salesforce go. */
const MOST_BY_TEXT = 2000

/**
 * Records of an object that this user may see, with the columns that say the most; newest first unless told. Sorted by text, a list ends after 2,000
 * records: searching narrows it. Errors: ObjectNotFound, RequestInvalid.
 */
export async function listRecords (reader: Reader, { name, search = '', sort: asked, after, limit = 50 }: ListRecords & { name: string }): Promise<RecordPage> {
  const { describe } = reader.salesforce
  const object = await describe(name)
  const fields = chooseColumns(object, COLUMNS)
  const [framing, columns, sort] = await Promise.all([frameRecords(describe, object, fields), Promise.all(fields.map((field) => toColumn(describe, field))), chooseSort(describe, object, fields, asked)])
  const view: View = { object: object.name, columns: [...framing.columns, { name: 'sorted', path: sort.path }] }
  const cursor = after === undefined ? null : readCursor(after, sort)
  const { rows, next } = await (sort.text ? readByPosition : readByValue)(reader, { view, sort, cursor, limit, filters: searchFor(object, search) })
  return {
    object: { name: object.name, label: object.label, labelPlural: object.labelPlural },
    nameLabel: labelOf(nameFieldOf(object)),
    columns,
    records: rows.map(framing.readRecord),
    sort: sort.asked,
    next
  }
}

interface Page { view: View, sort: ChosenSort, cursor: Cursor | null, limit: number, filters: Filter[] }

async function readByValue (reader: Reader, { view, sort, cursor, limit, filters }: Page): Promise<{ rows: Row[], next: string | null }> {
  const all = cursor && 'value' in cursor ? [...filters, afterCursor(cursor, sort)] : filters
  const { rows } = await readView(reader, { view: { ...view, ...all.length > 0 && { filter: { all } }, sort: toOrder(sort).map(({ path, direction, nulls }) => ({ path, direction, ...nulls && { nulls } })), limit: limit + 1 } })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { rows: shown, next: rows.length > limit && last ? writeCursor(sort, { value: last['sorted'] as Scalar, id: last['id'] as string }) : null }
}

/** First the ids in their order, then the records of this page by their ids. */
async function readByPosition (reader: Reader, { view, sort, cursor, limit, filters }: Page): Promise<{ rows: Row[], next: string | null }> {
  const start = cursor && 'position' in cursor ? cursor.position : 0
  const end = Math.min(start + limit, MOST_BY_TEXT)
  const { view: { object, filter } } = await openView(reader, { view: { ...view, ...filters.length > 0 && { filter: { all: filters } } } })
  const { records } = await reader.salesforce.query(buildSoql({ object, fields: ['Id'], filter, sort: toOrder(sort), limit: end + 1 }))
  const recordIds = records.slice(start, end).map(({ Id }) => Id as string)
  const { rows } = recordIds.length > 0 ? await readView(reader, { view, recordIds }) : { rows: [] }
  return { rows, next: records.length > end && end < MOST_BY_TEXT ? writeCursor(sort, { position: end }) : null }
}

function searchFor (object: ObjectDescribe, search: string): Filter[] {
  const words = search.trim()
  if (words === '') return []
  const name = nameFieldOf(object)
  if (!name?.filterable) throw new RequestInvalid(both(`${object.labelPlural} cannot be searched by name`, `${object.labelPlural}は名前で検索できません`))
  // A backslash has no form of its own in a LIKE: any character stands in.
  return [{ path: name.name, op: 'like', value: `%${words.replace(/[%_\\]/g, (sign) => sign === '\\' ? '_' : `\\${sign}`)}%` }]
}
