import { isObject, isSame, kindOf, thrown, toText, Unplayable, type Native, type Value } from './values.ts'

type Method = (...values: never[]) => Value

/** Methods of texts. https://developer.salesforce.com/docs/atlas.en-us.apexref.meta/apexref/apex_methods_system_string.htm */
const TEXT: Record<string, (text: string, ...values: never[]) => Value> = {
  length: (text) => text.length,
  trim: (text) => text.trim(),
  tolowercase: (text) => text.toLowerCase(),
  touppercase: (text) => text.toUpperCase(),
  tostring: (text) => text,
  replace: (text, from: string, to: string) => text.replaceAll(from, () => to),
  startswith: (text, other: string) => text.startsWith(other),
  endswith: (text, other: string) => text.endsWith(other),
  contains: (text, other: string) => text.includes(other),
  containsignorecase: (text, other: string) => text.toLowerCase().includes(other.toLowerCase()),
  equalsignorecase: (text, other: string | null) => other !== null && text.toLowerCase() === other.toLowerCase(),
  equals: (text, other: string | null) => text === other,
  removeend: (text, end: string) => text.endsWith(end) ? text.slice(0, -end.length) : text,
  removestart: (text, start: string) => text.startsWith(start) ? text.slice(start.length) : text,
  substringafter: (text, mark: string) => text.includes(mark) ? text.slice(text.indexOf(mark) + mark.length) : '',
  substringbefore: (text, mark: string) => text.includes(mark) ? text.slice(0, text.indexOf(mark)) : text,
  substring: (text, from: number, to?: number) => text.slice(from, to),
  repeat: (text, times: number) => text.repeat(times),
  rightpad: (text, length: number, filling: string = ' ') => text.padEnd(length, filling),
  split: (text, by: string) => text.split(new RegExp(by)),
  abbreviate: (text, most: number) => text.length <= most ? text : `${text.slice(0, most - 3)}...`
}

const LIST: Record<string, (list: Value[], ...values: never[]) => Value> = {
  add: (list, value: Value) => { list.push(value); return null },
  addall: (list, more: Value[]) => { list.push(...more); return null },
  get: (list, index: number) => itemOf(list, index),
  remove: (list, index: number) => { const item = itemOf(list, index); list.splice(index, 1); return item },
  size: (list) => list.length,
  isempty: (list) => list.length === 0,
  contains: (list, value: Value) => list.some((each) => isSame(each, value))
}

const MAP: Record<string, (map: Map<Value, Value>, ...values: never[]) => Value> = {
  get: (map, key: Value) => map.get(key) ?? null,
  put: (map, key: Value, value: Value) => { const before = map.get(key) ?? null; map.set(key, value); return before },
  containskey: (map, key: Value) => map.has(key),
  keyset: (map) => new Set(map.keys()),
  values: (map) => [...map.values()],
  size: (map) => map.size,
  isempty: (map) => map.size === 0
}

const SET: Record<string, (set: Set<Value>, ...values: never[]) => Value> = {
  add: (set, value: Value) => { const isNew = !set.has(value); set.add(value); return isNew },
  contains: (set, value: Value) => set.has(value),
  size: (set) => set.size,
  isempty: (set) => set.size === 0
}

const BLOB: Record<string, (blob: Buffer) => Value> = { tostring: (blob) => blob.toString('utf8'), size: (blob) => blob.length }

export function itemOf (list: Value[], index: number): Value {
  if (index < 0 || index >= list.length) throw thrown('ListException', `List index out of bounds: ${index}`)
  return list[index] ?? null
}

/** A method of something that is not of a class of the project. */
export async function callNative (value: Value, name: string, values: Value[]): Promise<Value> {
  const key = name.toLowerCase()
  if (isObject(value) && (key in EXCEPTION)) return (EXCEPTION[key] as Method)(value as never, ...values as never[])
  if (value !== null && typeof value === 'object' && 'kind' in value && value.kind === 'native') return await value.call(key, values)
  const methods = typeof value === 'string' ? TEXT : Array.isArray(value) ? LIST : value instanceof Map ? MAP : value instanceof Set ? SET : Buffer.isBuffer(value) ? BLOB : {}
  const method = (methods as Record<string, Method | undefined>)[key]
  if (method === undefined) throw new Unplayable(`${kindOf(value)} has no method ${name} here`)
  if (typeof value === 'string' && key !== 'equals' && key !== 'equalsignorecase' && values.includes(null)) throw thrown('NullPointerException', 'Argument cannot be null.')
  return method(value as never, ...values as never[])
}

const EXCEPTION: Record<string, (value: never, ...values: never[]) => Value> = {
  getmessage: (value: { fields: Map<string, Value> }) => value.fields.get('message') ?? 'Script-thrown exception',
  setmessage: (value: { fields: Map<string, Value> }, message: Value) => { value.fields.set('message', message); return null },
  gettypename: (value: { type: string }) => value.type
}

/** JSON.serialize: keys in their order, nulls too, no spaces. */
export function toJson (value: Value): string {
  return JSON.stringify(plain(value))
}

function plain (value: Value): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, each]) => [toText(key), plain(each)]))
  if (Array.isArray(value)) return value.map(plain)
  if (value instanceof Set) return [...value].map(plain)
  if (Buffer.isBuffer(value)) return value.toString('base64')
  if (isObject(value)) return Object.fromEntries([...value.fields].map(([key, each]) => [key, plain(each)]))
  return value
}

/** JSON.deserializeUntyped. */
export function fromJson (text: Value): Value {
  if (typeof text !== 'string') throw thrown('NullPointerException', 'Argument cannot be null.')
  try {
    return typed(JSON.parse(text))
  } catch (error) {
    throw thrown('JSONException', (error as Error).message)
  }
}

function typed (value: unknown): Value {
  if (Array.isArray(value)) return value.map(typed)
  if (value !== null && typeof value === 'object') return new Map(Object.entries(value).map(([key, each]) => [key, typed(each)]))
  return value as Value
}

export function native (type: string, methods: Record<string, Method>, more: Pick<Native, 'get' | 'set'> = {}): Native {
  return {
    kind: 'native',
    type,
    call: (name, values) => {
      const method = methods[name]
      if (method === undefined) throw new Unplayable(`${type} has no method ${name} here`)
      return method(...values as never[])
    },
    ...more
  }
}
