import type { Row } from '../store/table.ts'

export type FieldType = 'id' | 'string' | 'textarea' | 'boolean' | 'int' | 'double' | 'currency' | 'percent' | 'date' | 'datetime' | 'time' |
  'picklist' | 'multipicklist' | 'email' | 'phone' | 'url' | 'location' | 'address' | 'reference' | 'encryptedstring' | 'base64' | 'combobox'

/** English and Japanese, parted by `|`. */
export type Label = string

export interface PicklistValue {
  value: string
  label: Label
}

/** What the org knows of one field. Lengths in characters, precision and scale in digits. */
export interface Field {
  name: string
  type: FieldType
  label: Label
  length: number
  precision: number
  scale: number
  /** May not be empty. */
  required: boolean
  /** The platform writes it: not createable, not updateable. */
  readOnly: boolean
  /** Createable, never updateable. */
  createOnly: boolean
  unique: boolean
  externalId: boolean
  caseSensitive: boolean
  referenceTo: string[]
  relationshipName: string | null
  /** The name under which the parent lists these rows. */
  childName: string | null
  /** Master-detail: the parent's deletion and sharing are the row's own. */
  master: boolean
  picklist: PicklistValue[]
  restricted: boolean
  /** The compound field this one is a part of. */
  compound: string | null
  formula: ((row: Row) => unknown) | null
  autoNumber: string | null
  defaultValue: string | number | boolean | null
  rich: boolean
  nameField: boolean
}

const blank: Omit<Field, 'name' | 'type' | 'label'> = {
  length: 0,
  precision: 0,
  scale: 0,
  required: false,
  readOnly: false,
  createOnly: false,
  unique: false,
  externalId: false,
  caseSensitive: false,
  referenceTo: [],
  relationshipName: null,
  childName: null,
  master: false,
  picklist: [],
  restricted: false,
  compound: null,
  formula: null,
  autoNumber: null,
  defaultValue: null,
  rich: false,
  nameField: false
}

type More = Partial<Field>

export function field (type: FieldType, name: string, label: Label, more: More = {}): Field {
  return { ...blank, type, name, label, ...more }
}

export const text = (name: string, label: Label, length = 255, more: More = {}): Field => field('string', name, label, { length, ...more })
export const textArea = (name: string, label: Label, more: More = {}): Field => field('textarea', name, label, { length: 255, ...more })
export const longText = (name: string, label: Label, more: More = {}): Field => field('textarea', name, label, { length: 32768, ...more })
export const richText = (name: string, label: Label, more: More = {}): Field => longText(name, label, { rich: true, ...more })
export const checkbox = (name: string, label: Label, more: More = {}): Field => field('boolean', name, label, { defaultValue: false, ...more })
export const integer = (name: string, label: Label, more: More = {}): Field => field('int', name, label, more)
export const number = (name: string, label: Label, scale = 0, more: More = {}): Field => field('double', name, label, { precision: 18, scale, ...more })
export const currency = (name: string, label: Label, scale = 0, more: More = {}): Field => field('currency', name, label, { precision: 18, scale, ...more })
export const percent = (name: string, label: Label, more: More = {}): Field => field('percent', name, label, { precision: 5, scale: 2, ...more })
export const date = (name: string, label: Label, more: More = {}): Field => field('date', name, label, more)
export const datetime = (name: string, label: Label, more: More = {}): Field => field('datetime', name, label, more)
export const email = (name: string, label: Label, more: More = {}): Field => field('email', name, label, { length: 80, ...more })
export const phone = (name: string, label: Label, more: More = {}): Field => field('phone', name, label, { length: 40, ...more })
export const url = (name: string, label: Label, more: More = {}): Field => field('url', name, label, { length: 255, ...more })

/** Values are written `API name|日本語`; the English label is the API name. */
export function picklist (name: string, label: Label, values: string[], more: More = {}): Field {
  return field('picklist', name, label, { length: 255, picklist: values.map(picklistValue), ...more })
}

export function multiPicklist (name: string, label: Label, values: string[], more: More = {}): Field {
  return field('multipicklist', name, label, { length: 4099, precision: 4, picklist: values.map(picklistValue), ...more })
}

function picklistValue (text: string): PicklistValue {
  const [value = '', japanese = value] = text.split('|')
  return { value, label: `${value}|${japanese}` }
}

/** `AccountId` is walked as `Account`, `Account__c` as `Account__r`. */
export function lookup (name: string, label: Label, referenceTo: string | string[], more: More = {}): Field {
  const relationshipName = name.endsWith('__c') ? name.replace(/__c$/, '__r') : name.replace(/Id$/, '')
  return field('reference', name, label, { length: 18, referenceTo: [referenceTo].flat(), relationshipName, ...more })
}

export function master (name: string, label: Label, referenceTo: string, childName: string, more: More = {}): Field {
  return lookup(name, label, referenceTo, { childName, master: true, required: true, createOnly: true, ...more })
}

/** The compound address and its parts: `BillingAddress`, `BillingStreet` … */
export function address (prefix: string, [english, japanese]: [string, string]): Field[] {
  const compound = `${prefix}Address`
  const part = (name: string, en: string, ja: string, length: number): Field =>
    text(`${prefix}${name}`, `${english} ${en}|${ja}(${japanese})`, length, { compound, ...(name === 'Street' && { type: 'textarea' }) })
  const degree = (name: string, en: string, ja: string): Field =>
    number(`${prefix}${name}`, `${english} ${en}|${ja}(${japanese})`, 15, { compound })
  return [
    part('Street', 'Street', '町名・番地', 255), part('City', 'City', '市区郡', 40), part('State', 'State/Province', '都道府県', 80),
    part('PostalCode', 'Zip/Postal Code', '郵便番号', 20), part('Country', 'Country', '国', 80),
    degree('Latitude', 'Latitude', '緯度'), degree('Longitude', 'Longitude', '経度'),
    field('address', compound, `${english} Address|住所(${japanese})`, { readOnly: true })
  ]
}

/** The compound geolocation `X__c` and its parts `X__Latitude__s`, `X__Longitude__s`. */
export function geolocation (name: string, label: Label): Field[] {
  const stem = name.replace(/__c$/, '')
  const [english = '', japanese = ''] = label.split('|')
  return [
    number(`${stem}__Latitude__s`, `${english} (Latitude)|${japanese} (緯度)`, 15, { compound: name }),
    number(`${stem}__Longitude__s`, `${english} (Longitude)|${japanese} (経度)`, 15, { compound: name }),
    field('location', name, label, { readOnly: true })
  ]
}

/** Long text, rich text and encrypted fields cannot be filtered, grouped or sorted. */
export function isFilterable (field: Field): boolean {
  return !(field.type === 'textarea' && field.length > 255) && field.type !== 'encryptedstring' && field.type !== 'base64' && field.type !== 'address'
}

export function isSortable (field: Field): boolean {
  return isFilterable(field) && field.type !== 'multipicklist' && field.type !== 'location'
}

export function isCustom (name: string): boolean {
  return /__[a-z]$/.test(name)
}

export function labelIn (label: Label, language: string): string {
  const [english = '', japanese = english] = label.split('|')
  return language.startsWith('ja') ? japanese : english
}
