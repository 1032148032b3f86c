import type { FieldDescribe, ObjectDescribe } from '../io/salesforce-describe.ts'
import { choosePath } from './choose-sort.ts'
import { frameCells } from './frame-cells.ts'
import { labelOf } from './label-of.ts'
import { nameFieldOf } from './name-field.ts'
import type { ListedRecord, RecordColumn } from './record-schema.ts'
import type { Describe } from './resolve-path.ts'
import type { Column, Row } from './schema.ts'

/** The columns of a list's records, and how they are read from its rows. */
export async function frameRecords (describe: Describe, object: ObjectDescribe, fields: FieldDescribe[]): Promise<{ columns: Column[], readRecord: (row: Row) => ListedRecord }> {
  const cells = await frameCells(describe, object, fields)
  const name = nameFieldOf(object)
  return {
    columns: [{ name: 'id', path: 'Id' }, ...name ? [{ name: 'name', path: name.name }] : [], ...cells.columns],
    readRecord: (row) => ({ id: row['id'] as string, name: (row['name'] ?? row['id']) as string, cells: Object.fromEntries(cells.read(row)) })
  }
}

export async function toColumn (describe: Describe, field: FieldDescribe): Promise<RecordColumn> {
  return { name: field.name, label: labelOf(field), type: field.type, scale: field.scale, sortable: await choosePath(describe, field) !== null }
}
