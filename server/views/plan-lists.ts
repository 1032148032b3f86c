import type { ObjectDescribe, ObjectSummary } from '../io/salesforce-describe.ts'
import { buildCount } from './build-soql.ts'
import { chooseColumns } from './choose-columns.ts'
import { chooseLists } from './choose-lists.ts'
import { labelOf } from './label-of.ts'
import { frameRecords, toColumn } from './frame-records.ts'
import { nameFieldOf } from './name-field.ts'
import type { RecordReader } from './read-record.ts'
import type { RelatedList } from './record-schema.ts'
import type { List, Row } from './schema.ts'

/** A child list as part of a View, how it is counted, and how it is read from the row of its record. */
export interface PlannedList { list: List, countFor: (recordId: string) => string, readList: (rows: Row[], count: number) => RelatedList }

const LISTS = 6
const COLUMNS = 5
const FIRST = 10
const PLACE = /^(SortOrder|Position__c|Line_?Number__c|LineNumber)$/

/** The child lists of a record that people look for, each with its first records in their own order. */
export async function planLists ({ salesforce: { describe } }: RecordReader, object: ObjectDescribe, objects: ObjectSummary[]): Promise<PlannedList[]> {
  const planned = await Promise.all(chooseLists(object, objects, LISTS).map(async ({ relationshipName, childSObject, field: lookup }, at): Promise<PlannedList> => {
    const child = await describe(childSObject)
    const fields = chooseColumns({ ...child, fields: child.fields.filter(({ name }) => name !== lookup) }, COLUMNS)
    const framing = await frameRecords(describe, child, fields)
    const columns = await Promise.all(fields.map((field) => toColumn(describe, field)))
    const place = child.fields.find(({ name, sortable }) => sortable && PLACE.test(name))
    return {
      list: { name: `list${at}`, relationship: relationshipName, columns: framing.columns, limit: FIRST, sort: [place ? { path: place.name } : { path: 'CreatedDate', direction: 'desc' }] },
      countFor: (recordId) => buildCount({ object: child.name, filter: { path: lookup, op: '=', kind: 'id', value: recordId } }),
      readList: (rows, count) => ({
        relationship: relationshipName,
        object: { name: child.name, label: child.label, labelPlural: child.labelPlural },
        nameLabel: labelOf(nameFieldOf(child)),
        count,
        columns,
        records: rows.map(framing.readRecord)
      })
    }
  }))
  return planned
}
