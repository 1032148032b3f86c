import type { SObject } from '../schema/object.ts'
import { makeId, serialOf } from './ids.ts'

/** One stored record: values under the describe's spelling, null or absent when empty. */
export type Row = Record<string, unknown> & { Id: string }

/** The rows of one object in the order they were made, deleted ones included, and indexes over lookups and keys. */
export interface Table {
  object: SObject
  rows: Map<string, Row>
  serial: number
  autoNumber: number
  indexes: Map<string, Map<string, Row[]>>
}

export function makeTable (object: SObject): Table {
  const indexed = object.fields.filter(field => field.type === 'reference' || field.unique || field.externalId)
  return { object, rows: new Map(), serial: 0, autoNumber: 0, indexes: new Map(indexed.map(field => [field.name, new Map<string, Row[]>()])) }
}

export function nextId (table: Table): string {
  return makeId(table.object.keyPrefix, ++table.serial)
}

export function addRow (table: Table, row: Row): void {
  table.rows.set(row.Id, row)
  table.serial = Math.max(table.serial, serialOf(row.Id))
  for (const [name, index] of table.indexes) addToIndex(index, indexKey(table, name, row[name]), row)
}

export function removeRow (table: Table, row: Row): void {
  table.rows.delete(row.Id)
  for (const [name, index] of table.indexes) removeFromIndex(index, indexKey(table, name, row[name]), row)
}

/** Sets values on a row and keeps the indexes right. */
export function setValues (table: Table, row: Row, values: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(values)) {
    const index = table.indexes.get(name)
    if (index !== undefined && row[name] !== value) {
      removeFromIndex(index, indexKey(table, name, row[name]), row)
      addToIndex(index, indexKey(table, name, value), row)
    }
    row[name] = value
  }
}

/** The rows holding a value in an indexed field, in no promised order; null when the field has no index. */
export function rowsWith (table: Table, name: string, value: unknown): readonly Row[] | null {
  const index = table.indexes.get(name)
  if (index === undefined) return null
  const key = indexKey(table, name, value)
  return key === null ? [] : index.get(key) ?? []
}

function indexKey (table: Table, name: string, value: unknown): string | null {
  if (typeof value !== 'string' || value === '') return null
  const field = table.object.byName.get(name.toLowerCase())
  return field?.type === 'reference' || field?.caseSensitive ? value : value.toLowerCase()
}

function addToIndex (index: Map<string, Row[]>, key: string | null, row: Row): void {
  if (key === null) return
  const rows = index.get(key)
  if (rows === undefined) index.set(key, [row])
  else rows.push(row)
}

function removeFromIndex (index: Map<string, Row[]>, key: string | null, row: Row): void {
  const rows = key === null ? undefined : index.get(key)
  const at = rows?.indexOf(row) ?? -1
  if (rows !== undefined && at >= 0) rows.splice(at, 1)
}
