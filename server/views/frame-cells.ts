import type { FieldDescribe, ObjectDescribe } from '../io/salesforce-describe.ts'
import { formatAddress } from './format-address.ts'
import { nameFieldOf } from './name-field.ts'
import { plainText } from './plain-text.ts'
import type { Cell } from './record-schema.ts'
import type { Describe } from './resolve-path.ts'
import type { Column, Row, Scalar } from './schema.ts'

/** Fields as columns of a View, and how the cells are read back from its rows. Names of columns begin with `prefix`. */
export interface Framing { columns: Column[], read: (row: Row) => Map<string, Cell> }

interface Framed { field: FieldDescribe, columns: Column[], read: (row: Row) => Cell }

/** Adds to every field what its text is made from: the label of a picklist, the name of a parent, the parts of an address. */
export async function frameCells (describe: Describe, object: ObjectDescribe, fields: FieldDescribe[]): Promise<Framing> {
  const framed = await Promise.all(fields.map((field, at) => frameField(describe, object, field, `c${at}`)))
  return {
    columns: framed.flatMap(({ columns }) => columns),
    read: (row) => new Map(framed.map(({ field, read }) => [field.name, read(row)]))
  }
}

async function frameField (describe: Describe, object: ObjectDescribe, field: FieldDescribe, name: string): Promise<Framed> {
  if (field.type === 'address') return frameAddress(object, field, name)
  const own: Column = { name, path: field.name }
  const value = (row: Row): Scalar => row[name] as Scalar
  const withText = (path: string, label: boolean): Framed => ({ field, columns: [own, { name: `${name}t`, path, label }], read: (row) => ({ value: value(row), text: textOrNull(row[`${name}t`]) }) })
  if (['picklist', 'multipicklist', 'combobox'].includes(field.type)) return withText(field.name, true)
  const parent = field.type === 'reference' ? await nameOfParent(describe, field) : null
  if (parent !== null) return withText(parent, false)
  return { field, columns: [own], read: (row) => ({ value: value(row), text: field.htmlFormatted && field.type === 'textarea' ? plainText(value(row)) : null }) }
}

/** The path to the name of a parent, or null where the user may not read it. A lookup to several objects leads to the object Name. */
export async function nameOfParent (describe: Describe, { relationshipName, referenceTo }: FieldDescribe): Promise<string | null> {
  if (relationshipName === null) return null
  if (referenceTo.length > 1) return `${relationshipName}.Name`
  const target = await describe(referenceTo[0] ?? '').catch(() => null)
  const field = target && nameFieldOf(target)
  return field ? `${relationshipName}.${field.name}` : null
}

const PARTS = ['Street', 'City', 'State', 'PostalCode', 'Country']

/** The names of the fields an address consists of. */
export function partsOfAddress (object: ObjectDescribe, { name }: FieldDescribe): string[] {
  const prefix = name.replace(/Address$/, '')
  return PARTS.map((part) => prefix + part).filter((part) => object.fields.some((field) => field.name === part))
}

function frameAddress (object: ObjectDescribe, field: FieldDescribe, name: string): Framed {
  const parts = partsOfAddress(object, field).map((path, at) => ({ path, name: `${name}p${at}` }))
  const part = (row: Row, wanted: string): string => {
    const found = parts.find(({ path }) => path.endsWith(wanted))
    return found === undefined ? '' : textOrNull(row[found.name]) ?? ''
  }
  return {
    field,
    columns: parts,
    read (row) {
      const text = formatAddress({ street: part(row, 'Street'), city: part(row, 'City'), state: part(row, 'State'), postalCode: part(row, 'PostalCode'), country: part(row, 'Country') })
      return { value: text, text }
    }
  }
}

function textOrNull (value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
