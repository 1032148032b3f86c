import type { QueryContext } from '@apexdevtools/apex-parser'
import { type ApexObject, type ClassInfo, type Value } from './values.ts'
import type { platformClasses } from './platform-classes.ts'

/** One transaction: classes with their static variables, and what surrounds them. */
export interface Player {
  classes: Map<string, ClassInfo>
  platform: ReturnType<typeof platformClasses>
  /** every method that was entered, as `Class.method` */
  entered: Set<string>
  /** records, where there are any */
  database?: Database
  /** runs the work as another user */
  runAs?: (user: Value, work: () => Promise<unknown>) => Promise<void>
}

export interface Database {
  insert: (records: Value) => void
  query: (query: QueryContext, scope: Scope) => Promise<Value>
}

/** Where a statement stands. */
export interface Scope { player: Player, owner: ClassInfo, self: ApexObject | null, locals: Array<Map<string, Value>> }

export function inner (scope: Scope): Scope {
  return { ...scope, locals: [new Map<string, Value>(), ...scope.locals] }
}

/** A class by its name as it is written there: inner ones first, outward, then the others. */
export function findClass ({ player, owner }: { player: Player, owner: ClassInfo }, name: string): ClassInfo | undefined {
  for (let at: ClassInfo | undefined = owner; at !== undefined; at = at.outer) {
    const found = player.classes.get(`${at.name}.${name}`.toLowerCase())
    if (found !== undefined) return found
  }
  return player.classes.get(name.toLowerCase())
}

/** Whether one type may stand for another: `Exception` for all of them, interfaces, parents; names may be written with or without their outer class. */
export function isChild (player: Player, child: string, parent: string): boolean {
  const [own, wanted] = [child.toLowerCase(), parent.toLowerCase().replace(/^system\./, '')]
  if (own === wanted || own.endsWith(`.${wanted}`)) return true
  const info = player.classes.get(own)
  if (info === undefined) return wanted === 'exception' && own.endsWith('exception')
  return [info.parent, ...info.interfaces].some((each) => each !== undefined && isChild(player, each, parent))
}

export function childOf (player: Player): (child: string, parent: string) => boolean {
  return (child, parent) => isChild(player, child, parent)
}
