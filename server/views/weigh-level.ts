import type { CheckedColumn, CheckedFilter, CheckedLevel, CheckedList } from './checked-view.ts'

/** What a part of a View takes from the limits of one query. */
export interface Weight {
  /** Parent relationships followed, each once per level. */
  parents: number
  /** Child queries. */
  children: number
  /** Levels of lists below the records. */
  depth: number
  /** Characters of the text, roughly and never too few. */
  characters: number
}

/** https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_relationships_query_limits.htm */
export const LIMITS: Weight = { parents: 55, children: 20, depth: 4, characters: 60_000 }

const NOTHING: Weight = { parents: 0, children: 0, depth: 0, characters: 0 }

export function add (a: Weight, b: Weight): Weight {
  return { parents: a.parents + b.parents, children: a.children + b.children, depth: Math.max(a.depth, b.depth), characters: a.characters + b.characters }
}

export function fits (weight: Weight): boolean {
  return weight.parents <= LIMITS.parents && weight.children <= LIMITS.children && weight.depth <= LIMITS.depth && weight.characters <= LIMITS.characters
}

/** The level itself, with the given columns of it, without its lists. */
export function weighLevel (level: CheckedLevel, columns: CheckedColumn[]): Weight {
  const paths = [...visible(columns).map(({ path }) => path), ...fixedPaths(level)]
  return { parents: parentsOf(paths).size, children: 0, depth: 0, characters: paths.reduce((sum, path) => sum + path.length + 2, 300) + filterText(level) }
}

/** A list with all the lists in it. */
export function weighList (list: CheckedList): Weight {
  const own = weighLevel(list, list.columns)
  const below = list.lists.map(weighList).reduce(add, NOTHING)
  return { parents: own.parents + below.parents, children: 1 + below.children, depth: 1 + below.depth, characters: own.characters + below.characters }
}

export function visible (columns: CheckedColumn[]): CheckedColumn[] {
  return columns.filter(({ hidden }) => !hidden)
}

/**
 * Columns in groups that each fit one query: a level with more than 55 parent relationships is read in several queries over the same
 * records. `taken` relationships are spent already, by the path back to the record.
 */
export function splitColumns (level: CheckedLevel, taken = 0): CheckedColumn[][] {
  const start = () => ({ columns: new Array<CheckedColumn>(), parents: parentsOf(fixedPaths(level)), characters: weighLevel(level, []).characters })
  let group = start()
  const groups = [group]
  for (const column of visible(level.columns)) {
    const more = [...parentsOf([column.path])].filter((parent) => !group.parents.has(parent))
    const full = group.parents.size + more.length + taken > LIMITS.parents || group.characters + column.path.length + 2 > LIMITS.characters
    if (full && group.columns.length > 0) groups.push(group = start())
    group.columns.push(column)
    group.characters += column.path.length + 2
    parentsOf([column.path]).forEach((parent) => group.parents.add(parent))
  }
  return groups.map(({ columns }) => columns)
}

/** Every relationship on the way: `A.B.Name` follows `A` and `A.B`. */
function parentsOf (paths: string[]): Set<string> {
  return new Set(paths.flatMap((path) => {
    const steps = path.split('.').slice(0, -1)
    return steps.map((_, index) => steps.slice(0, index + 1).join('.'))
  }))
}

/** Paths that each query over this level has to follow, whatever its columns. */
function fixedPaths ({ filter, sort }: CheckedLevel): string[] {
  return [...filterPaths(filter), ...sort.map(({ path }) => path)]
}

function filterPaths (filter: CheckedFilter | null): string[] {
  if (filter === null) return []
  if ('all' in filter) return filter.all.flatMap(filterPaths)
  if ('any' in filter) return filter.any.flatMap(filterPaths)
  return 'not' in filter ? filterPaths(filter.not) : [filter.path]
}

function filterText ({ filter }: CheckedLevel): number {
  return filter === null ? 0 : JSON.stringify(filter).length * 2
}
