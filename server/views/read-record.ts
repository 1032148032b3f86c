import { RecordNotFound } from '../errors.ts'
import type { FieldDescribe, ObjectDescribe } from '../io/salesforce-describe.ts'
import type { Salesforce } from '../io/salesforce.ts'
import { chooseColumns } from './choose-columns.ts'
import { frameRecords } from './frame-records.ts'
import { labelOf } from './label-of.ts'
import { partsOfAddress } from './frame-cells.ts'
import { planLists } from './plan-lists.ts'
import { readView } from './read-view.ts'
import { toLongId } from './record-id.ts'
import type { RecordDetail, RecordField } from './record-schema.ts'
import type { Row } from './schema.ts'

/** Who reads: Salesforce as the acting user. A Tenant is one. */
export interface RecordReader { salesforce: Pick<Salesforce, 'describe' | 'describeGlobal' | 'query' | 'count'> }

const HIGHLIGHTS = 5
const UNSHOWN = /^(Id|IsDeleted|SystemModstamp|Last(Viewed|Referenced)Date)$/
const UNREADABLE = new Set(['location', 'complexvalue', 'base64', 'json', 'anyType'])
const SYSTEM = ['CreatedById', 'CreatedDate', 'LastModifiedById', 'LastModifiedDate']

/**
 * One record with every field this user may read, and the first records of the child lists people look for. The object is told by the id's first letters.
 * Errors: RecordIdInvalid, RecordNotFound.
 */
export async function readRecord (reader: RecordReader, { id: given }: { id: string }): Promise<RecordDetail> {
  const { salesforce } = reader
  const id = toLongId(given)
  const objects = await salesforce.describeGlobal()
  const summary = objects.find(({ keyPrefix, queryable }) => keyPrefix === id.slice(0, 3) && queryable)
  if (!summary) throw new RecordNotFound('record', id)
  const object = await salesforce.describe(summary.name)
  const fields = shownFields(object)
  const [framing, lists] = await Promise.all([frameRecords(salesforce.describe, object, fields), planLists(reader, object, objects)])
  const [{ rows: [row] }, counts] = await Promise.all([
    readView(reader, { view: { object: object.name, columns: framing.columns, lists: lists.map(({ list }) => list) }, recordIds: [id] }),
    salesforce.count(lists.map(({ countFor }) => countFor(id)))
  ])
  if (!row) throw new RecordNotFound(object.label, id)
  const { name, cells } = framing.readRecord(row)
  return {
    id,
    name,
    object: { name: object.name, label: object.label, labelPlural: object.labelPlural },
    fields: fields.map((field): RecordField => ({ ...cells[field.name] ?? { value: null, text: null }, name: field.name, label: labelOf(field), type: field.type, scale: field.scale, system: SYSTEM.includes(field.name) })),
    highlights: chooseColumns(object, HIGHLIGHTS).map((field) => field.name),
    lists: lists.map(({ list, readList }, at) => readList(row[list.name] as Row[], counts[at] ?? 0))
  }
}

/** The name comes first, who made and changed the record last; an address stands for its parts. */
function shownFields (object: ObjectDescribe): FieldDescribe[] {
  const parts = new Set(object.fields.filter(({ type }) => type === 'address').flatMap((field) => partsOfAddress(object, field)))
  const shown = object.fields.filter(({ name, type }) => !UNSHOWN.test(name) && !UNREADABLE.has(type) && !parts.has(name) && !/(Latitude|Longitude|GeocodeAccuracy)$/.test(name))
  const isSystem = ({ name }: FieldDescribe) => SYSTEM.includes(name)
  const place = (field: FieldDescribe) => field.nameField ? 0 : isSystem(field) ? 3 : field.name === 'OwnerId' ? 2 : 1
  return shown.sort((a, b) => place(a) - place(b))
}
