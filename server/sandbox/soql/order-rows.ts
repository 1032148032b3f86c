import type { OrderByClause } from '@jetstreamapp/soql-parser-js'
import { isSortable } from '../schema/field.ts'
import type { Field } from '../schema/field.ts'
import type { SObject } from '../schema/object.ts'
import type { Row } from '../store/table.ts'
import { distanceFrom } from './distance.ts'
import type { Scope } from './read-field.ts'
import { pathWords, resolvePath } from './resolve-names.ts'
import { errorAtWord } from './soql-errors.ts'

/** One key of an ORDER BY: how to read it and which way it runs. Nulls come first unless said otherwise, descending too. */
export interface SortKey<Item> {
  read: (item: Item) => unknown
  compare: (left: unknown, right: unknown) => number
  descending: boolean
  nullsLast: boolean
}

export function sortItems<Item> (items: Item[], keys: Array<SortKey<Item>>): Item[] {
  if (keys.length === 0) return items
  const rows = items.map(item => ({ item, values: keys.map(({ read }) => read(item) ?? null) }))
  rows.sort((left, right) => {
    for (const [at, key] of keys.entries()) {
      const side = compareKey(key, left.values[at], right.values[at])
      if (side !== 0) return side
    }
    return 0
  })
  return rows.map(({ item }) => item)
}

function compareKey<Item> (key: SortKey<Item>, left: unknown, right: unknown): number {
  if (left === null || right === null) {
    if (left === right) return 0
    return (left === null) === key.nullsLast ? 1 : -1
  }
  return key.descending ? key.compare(right, left) : key.compare(left, right)
}

/** The sort keys of an ORDER BY over rows of an object. */
export function buildOrder (scope: Scope, { object, alias }: { object: SObject, alias: string | undefined }, orderBy: OrderByClause[]): Array<SortKey<Row>> {
  return orderBy.map(clause => {
    const direction = { descending: clause.order === 'DESC', nullsLast: clause.nulls === 'LAST' }
    if ('fn' in clause) return { ...direction, read: distanceFrom(scope, object, clause.fn), compare: byNumber }
    const { field, read } = resolvePath(scope, object, pathWords(object, alias, clause.field))
    if (!isSortable(field)) throw errorAtWord('INVALID_FIELD', scope.text, clause.field, `field '${field.name}' can not be sorted in a query call`)
    return { ...direction, read, compare: comparatorOf(field, scope.user.locale) }
  })
}

const byNumber = (left: unknown, right: unknown): number => Number(left) - Number(right)
const collators = new Map<string, Intl.Collator>()

/** Numbers by size, picklists in the order of their values, text by the user's language. */
export function comparatorOf (field: Field, locale: string): (left: unknown, right: unknown) => number {
  switch (field.type) {
    case 'int': case 'double': case 'currency': case 'percent': case 'boolean': return byNumber
    case 'date': case 'datetime': case 'time': case 'id': case 'reference': return (left, right) => String(left) < String(right) ? -1 : left === right ? 0 : 1
    case 'picklist': {
      const places = new Map(field.picklist.map(({ value }, at) => [value, at]))
      return (left, right) => (places.get(String(left)) ?? places.size) - (places.get(String(right)) ?? places.size)
    }
    default: {
      const collator = collators.get(locale) ?? new Intl.Collator(locale.replace('_', '-'), { sensitivity: 'base' })
      collators.set(locale, collator)
      return (left, right) => collator.compare(String(left), String(right))
    }
  }
}
