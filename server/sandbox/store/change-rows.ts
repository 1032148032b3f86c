import type { SObject } from '../schema/object.ts'
import { tableOf } from '../org.ts'
import type { Org } from '../org.ts'
import { addRow, nextId, removeRow, rowsWith, setValues } from './table.ts'
import type { Row } from './table.ts'
import { writeDatetime } from './datetimes.ts'

/** One step that can be undone, and kept in the journal file. */
export type Change =
  | { kind: 'insert', object: string, row: Row }
  | { kind: 'update', object: string, id: string, values: Record<string, unknown>, before: Record<string, unknown> }

/** Puts checked values in as a new row: id, auto numbers, formulas and audit fields are the org's. */
export function addRecord (org: Org, object: SObject, values: Record<string, unknown>, userId: string): Row {
  const table = tableOf(org, object.name)
  const now = writeDatetime(org.now())
  const row: Row = { Id: nextId(table), IsDeleted: false, ...values, CreatedDate: now, CreatedById: userId, LastModifiedDate: now, LastModifiedById: userId, SystemModstamp: now }
  for (const field of object.fields) {
    if (field.autoNumber !== null) row[field.name] = writeAutoNumber(field.autoNumber, ++table.autoNumber)
    else if (field.formula !== null) row[field.name] = field.formula(row)
  }
  addRow(table, row)
  org.changes.push({ kind: 'insert', object: object.name, row })
  return row
}

export function writeAutoNumber (pattern: string, serial: number): string {
  return pattern.replace(/\{(0+)\}/, (all, zeros: string) => String(serial).padStart(zeros.length, '0'))
}

export function changeRecord (org: Org, object: SObject, row: Row, values: Record<string, unknown>, userId: string): void {
  const now = writeDatetime(org.now())
  const after: Record<string, unknown> = { ...values, LastModifiedDate: now, LastModifiedById: userId, SystemModstamp: now }
  const whole = { ...row, ...after }
  for (const field of object.fields) if (field.formula !== null) after[field.name] = field.formula(whole)
  setRecord(org, object, row, after)
}

function setRecord (org: Org, object: SObject, row: Row, values: Record<string, unknown>): void {
  const before = Object.fromEntries(Object.keys(values).map(name => [name, row[name]]))
  setValues(tableOf(org, object.name), row, values)
  org.changes.push({ kind: 'update', object: object.name, id: row.Id, values, before })
}

/** Marks a row deleted, its detail rows with it; lookups that pointed here become empty. */
export function deleteRecord (org: Org, object: SObject, row: Row): void {
  setRecord(org, object, row, { IsDeleted: true, SystemModstamp: writeDatetime(org.now()) })
  for (const { childSObject, field, cascadeDelete } of object.children) {
    const table = tableOf(org, childSObject)
    for (const child of [...rowsWith(table, field, row.Id) ?? []]) {
      if (child.IsDeleted === true) continue
      if (cascadeDelete) deleteRecord(org, table.object, child)
      else setRecord(org, table.object, child, { [field]: null })
    }
  }
}

/** Takes back every change after the mark, youngest first. */
export function undoTo (org: Org, mark: number): void {
  while (org.changes.length > mark) {
    const change = org.changes.pop()
    if (change === undefined) return
    const table = tableOf(org, change.object)
    if (change.kind === 'insert') removeRow(table, change.row)
    else {
      const row = table.rows.get(change.id)
      if (row !== undefined) setValues(table, row, change.before)
    }
  }
}
