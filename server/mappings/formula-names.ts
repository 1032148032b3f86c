import jsonata from 'jsonata'
import type { List, View } from '../views/schema.ts'

/** What a row holds: null for a column, a shape for a child list or join whose columns are known; a join that is not at hand is null too. */
export type Shape = Map<string, Shape | null>

/** What names mean where a formula stands: its item, the whole row (`$$`) and the item around it (`$parent`). */
export interface Names { shape: Shape | null, row: Shape | null, parent: Shape | null }

/** The columns and lists of a View, at any depth. */
export function columnsOf ({ columns, lists = [] }: Pick<View | List, 'columns' | 'lists'>): Shape {
  return new Map<string, Shape | null>([...columns.map(({ name }) => [name, null] as const), ...lists.map((list) => [list.name, columnsOf(list)] as const)])
}

interface Ast { type?: string, value?: unknown, steps?: Ast[], stages?: Ast[], predicate?: Ast[], group?: unknown, [key: string]: unknown }

/**
 * Names in a formula that the View does not have, as far as it can be told by reading: paths that begin at the item, at `$$` or at `$parent`, also within
 * conditions, arguments, texts. JSONata takes an unknown name for nothing, which `&` prints as an empty text; so it must be found before.
 */
export function findUnknownNames (formula: string, names: Names): string[] {
  const unknown = new Set<string>()
  visit(jsonata(formula).ast() as unknown as Ast, names.shape, names, unknown)
  return [...unknown]
}

/** The shape a plain path (`Lines`, `Orders.Lines`) leads to; null for every other formula. */
export function shapeOfEach (formula: string, names: Names): Shape | null {
  const ast = jsonata(formula).ast() as unknown as Ast
  return walkPath(ast.type === 'path' ? ast.steps ?? [] : [ast], names.shape, names, new Set())
}

/** Looks at one node with the shape its names refer to, or null where that is not known. */
function visit (ast: Ast, shape: Shape | null, names: Names, unknown: Set<string>): void {
  if (ast.type === 'path') {
    const end = walkPath(ast.steps ?? [], shape, names, unknown)
    // `Lines{ Rate: … }`: keys and values are read in the items the path leads to.
    if (end !== null) for (const one of flatten(ast.group)) visit(one, end, names, unknown)
  } else if (ast.type === 'name') walkPath([ast], shape, names, unknown)
  // What a lambda's parameters hold, and what the context is in it, is not known by reading.
  else if (ast.type !== 'lambda' && ast.type !== 'transform') visitChildren(ast, shape, names, unknown)
}

function visitChildren (ast: Ast, shape: Shape | null, names: Names, unknown: Set<string>): void {
  for (const [key, child] of Object.entries(ast)) {
    // `a ~> $f` and grouping keep the context; stages and groups of a path are looked at with the path.
    if (key === 'steps' || key === 'group' || key === 'stages' || key === 'predicate' || key === 'nextFunction') continue
    for (const one of flatten(child)) visit(one, shape, names, unknown)
  }
}

function flatten (child: unknown): Ast[] {
  if (Array.isArray(child)) return child.flatMap(flatten)
  if (typeof child !== 'object' || child === null) return []
  return 'type' in child ? [child as Ast] : Object.values(child).flatMap(flatten)
}

/** Follows a path from step to step; returns the shape at its end, null when it is a column or not known. */
function walkPath (steps: Ast[], shape: Shape | null, names: Names, unknown: Set<string>): Shape | null {
  let current = shape
  for (const step of steps) {
    if (step.type === 'name') {
      const name = String(step.value)
      if (current !== null && !current.has(name)) {
        unknown.add(name)
        return null
      }
      current = current?.get(name) ?? null
    } else if (step.type === 'sort') visitChildren(step, current, names, unknown)
    else if (step.type === 'variable') current = variableShape(step.value, { current, names })
    else {
      visit(step, current, names, unknown)
      current = null
    }
    // `@$x` gives the item a name and leaves the context where it was.
    if (step.focus !== undefined) return null
    for (const stage of [...step.stages ?? [], ...step.predicate ?? []]) {
      if (stage.type === 'filter' && current !== null) for (const one of flatten(stage.expr)) visit(one, current, names, unknown)
    }
  }
  return current
}

function variableShape (name: unknown, { current, names }: { current: Shape | null, names: Names }): Shape | null {
  if (name === '') return current
  if (name === '$') return names.row
  return name === 'parent' ? names.parent : null
}
