import { canSee, findField, findObject } from '../access.ts'
import { rowById } from '../org.ts'
import type { Field } from '../schema/field.ts'
import { nameObject } from '../schema/name-object.ts'
import type { ChildRelationship, SObject } from '../schema/object.ts'
import type { Row, Table } from '../store/table.ts'
import { tableOf } from '../org.ts'
import { malformed, noSuchColumn, noSuchList, noSuchParent } from './soql-errors.ts'
import { readField } from './read-field.ts'
import type { Scope } from './read-field.ts'

/** One step up: the lookup field, what it leads to, and how a row takes it. */
export interface Hop {
  name: string
  target: SObject
  /** The visible parent, or null where there is none or the user does not see it. */
  walk: (row: Row) => { object: SObject, row: Row } | null
}

/** A field found from an object through its parents. */
export interface Path {
  hops: Hop[]
  field: Field
  object: SObject
  read: (row: Row) => unknown
}

const deepestPath = 5

/** Resolves `Account.Owner.Name` from an object, regardless of case. */
export function resolvePath (scope: Scope, object: SObject, words: string[]): Path {
  const name = words.at(-1) ?? ''
  const hops: Hop[] = []
  let target = object
  for (const word of words.slice(0, -1)) {
    const hop = resolveHop(scope, target, word)
    hops.push(hop)
    target = hop.target
  }
  if (hops.length > deepestPath) throw malformed(scope.text, 0, `relationship '${words.slice(0, -1).join('.')}' is too deep: a field path can walk at most ${deepestPath} relationships`)
  const field = findField(scope.profile, target, name)
  if (field === null) throw noSuchColumn(scope.text, name, target.name)
  return { hops, field, object: target, read: row => readThrough(scope, hops, field, { object, row }) }
}

export function readThrough (scope: Scope, hops: Hop[], field: Field, start: { object: SObject, row: Row }): unknown {
  let place: { object: SObject, row: Row } | null = start
  for (const hop of hops) {
    place = hop.walk(place.row)
    if (place === null) return null
  }
  return hops.at(-1)?.target === nameObject ? readName(field, place) : readField(scope, place.object, field, place.row)
}

/** A field of `Name` on whatever row the lookup leads to. */
export function readName (field: Field, { object, row }: { object: SObject, row: Row }): unknown {
  if (field.name === 'Type') return object.name
  if (field.name === 'Name') return row[object.fields.find(each => each.nameField)?.name ?? 'Name'] ?? null
  return row[field.name] ?? null
}

export function resolveHop (scope: Scope, object: SObject, word: string): Hop {
  const lookup = object.fields.find(({ relationshipName }) => relationshipName?.toLowerCase() === word.toLowerCase())
  if (lookup?.relationshipName == null || findField(scope.profile, object, lookup.name) === null) throw noSuchParent(scope.text, word)
  const only = lookup.referenceTo.length === 1 ? findObject(scope.profile, lookup.referenceTo[0] ?? '') : nameObject
  if (only === null) throw noSuchParent(scope.text, word)
  return { name: lookup.relationshipName, target: only, walk: row => visibleParent(scope, row[lookup.name]) }
}

function visibleParent (scope: Scope, id: unknown): { object: SObject, row: Row } | null {
  const found = rowById(scope.org, id)
  if (found === null || (found.row.IsDeleted === true && !scope.withDeleted)) return null
  return canSee(scope.org, scope.user, found.table.object, found.row) ? { object: found.table.object, row: found.row } : null
}

/** Words of a field path without the root's name or alias in front: `a.Name`, `Account.Name` from Account. */
export function pathWords (object: SObject, alias: string | undefined, path: string): string[] {
  const words = path.split('.')
  const first = words[0]?.toLowerCase()
  const isRelationship = object.fields.some(({ relationshipName }) => relationshipName?.toLowerCase() === first)
  const isRoot = first === alias?.toLowerCase() || (first === object.name.toLowerCase() && !isRelationship)
  return words.length > 1 && isRoot ? words.slice(1) : words
}

/** The child relationship of this name, with the table its rows lie in. */
export function resolveList (scope: Scope, object: SObject, name: string): { relationship: ChildRelationship, table: Table } {
  const relationship = object.children.find(({ relationshipName }) => relationshipName?.toLowerCase() === name.toLowerCase())
  const child = relationship === undefined ? null : findObject(scope.profile, relationship.childSObject)
  if (relationship === undefined || child === null || findField(scope.profile, child, relationship.field) === null) throw noSuchList(scope.text, name)
  return { relationship, table: tableOf(scope.org, child.name) }
}
