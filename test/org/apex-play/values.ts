import type { BlockContext, ExpressionContext, MethodDeclarationContext } from '@apexdevtools/apex-parser'

/** What an Apex expression can be here; ids, dates and enums are texts, all numbers are numbers. */
export type Value = null | boolean | number | string | Buffer | Value[] | Set<Value> | Map<Value, Value> | ApexObject | Native | ClassInfo

/** A field or a property. */
export interface Slot { name: string, isStatic: boolean, init?: ExpressionContext, getter?: BlockContext, setter?: BlockContext }

export interface Parameter { type: string, name: string }

export interface Routine { name: string, owner: ClassInfo, isStatic: boolean, parameters: Parameter[], body: BlockContext, returns?: string, node?: MethodDeclarationContext }

/** A class of the project. */
export interface ClassInfo {
  kind: 'class'
  /** `Outer.Inner` */
  name: string
  outer?: ClassInfo
  parent?: string
  interfaces: string[]
  slots: Map<string, Slot>
  methods: Map<string, Routine[]>
  constructors: Routine[]
  inner: Map<string, ClassInfo>
  statics: Map<string, Value>
}

/** An instance of a class of the project, an exception, or a record of Salesforce; field names in lower case. */
export interface ApexObject { kind: 'object', type: string, info?: ClassInfo, fields: Map<string, Value> }

/** Something of Salesforce's own. */
export interface Native { kind: 'native', type: string, call: (name: string, values: Value[]) => Value | Promise<Value>, get?: (name: string) => Value, set?: (name: string, value: Value) => void }

/** An Apex exception on its way. */
export class Thrown extends Error {
  readonly value: ApexObject
  constructor (value: ApexObject) {
    super(`${value.type}: ${toText(value.fields.get('message') ?? null)}`)
    this.value = value
  }
}

/** Apex that is beyond this player: the test that meets it fails. */
export class Unplayable extends Error {}

export function thrown (type: string, message: string): Thrown {
  return new Thrown({ kind: 'object', type, fields: new Map([['message', message]]) })
}

export function kindOf (value: Value): string {
  if (value === null) return 'null'
  if (Buffer.isBuffer(value)) return 'Blob'
  if (Array.isArray(value)) return 'List'
  if (value instanceof Map) return 'Map'
  if (value instanceof Set) return 'Set'
  if (typeof value === 'object') return value.kind === 'class' ? 'Type' : value.type
  return { string: 'String', number: 'Integer', boolean: 'Boolean' }[typeof value as 'string'] ?? typeof value
}

export function isObject (value: Value | undefined): value is ApexObject {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'object'
}

/** String.valueOf and what `+` puts into a text. */
export function toText (value: Value): string {
  if (value === null) return 'null'
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return `(${value.map(toText).join(', ')})`
  return kindOf(value)
}

/** `==`: texts without regard to case, lists and maps by what is in them, objects by identity. */
export function isSame (one: Value, other: Value): boolean {
  if (typeof one === 'string' && typeof other === 'string') return one.toLowerCase() === other.toLowerCase()
  if (Buffer.isBuffer(one) && Buffer.isBuffer(other)) return one.equals(other)
  if (Array.isArray(one) && Array.isArray(other)) return one.length === other.length && one.every((each, index) => isSame(each, other[index] ?? null))
  if (one instanceof Map && other instanceof Map) return one.size === other.size && [...one].every(([key, value]) => isSame(value, other.get(key) ?? null))
  return one === other
}

const NUMBERS = ['integer', 'long', 'decimal', 'double']
const TEXTS = ['string', 'id', 'datetime', 'date']

const LISTS = /^(List|Iterable)<|\[\]$/i

/** What a query gives: a list, or its only row where one record is wanted. */
export class Rows extends Array<Value> {}

/** A value where a type is wanted. */
export function narrowed (value: Value, type: string): Value {
  if (!(value instanceof Rows) || LISTS.test(type)) return value
  if (value.length !== 1) throw thrown('QueryException', value.length === 0 ? 'List has no rows for assignment to SObject' : 'List has more than 1 row for assignment to SObject')
  return value[0] ?? null
}

/** Whether a value may stand where a type is asked for; `isChild` tells about classes of the project. */
export function fits (value: Value, type: string, isChild: (child: string, parent: string) => boolean): boolean {
  const wanted = type.toLowerCase()
  if (value === null || wanted === 'object') return true
  if (LISTS.test(type)) return Array.isArray(value)
  if (/^map</i.test(type)) return value instanceof Map
  if (/^set</i.test(type)) return value instanceof Set
  if (NUMBERS.includes(wanted)) return typeof value === 'number'
  if (TEXTS.includes(wanted)) return typeof value === 'string'
  if (wanted === 'boolean') return typeof value === 'boolean'
  return isChild(kindOf(value), type)
}
