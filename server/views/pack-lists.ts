import type { CheckedColumn, CheckedLevel, CheckedList, CheckedView } from './checked-view.ts'
import { add, fits, splitColumns, weighLevel, weighList, type Weight } from './weigh-level.ts'

/** What one query can take beside its records: their columns, how many they are, and how many rows it may have in all. */
export interface Room { columns: CheckedColumn[], records: number, capacity: number, counts?: Record<string, number> }

/** Lists that travel together inside one query over the records (each relationship once, since it names its rows in the answer), and lists that need queries of their own. The first bundle is there even when empty. */
export interface Packed { bundles: Bundle[], flat: CheckedList[] }

/** `rows` at all levels, the records included; a limit holds for each parent. */
export interface Bundle { lists: CheckedList[], rows: number, weight: Weight }

/** Puts each list into the first query that still has room for it, small ones first, so that as many as possible cost no query of their own. */
export function packLists (view: CheckedView, { columns, records, capacity, counts }: Room): Packed {
  const bundles: Bundle[] = [{ lists: [], weight: weighLevel(view, columns), rows: records }]
  const flat: CheckedList[] = []
  const sized = view.lists.map((list) => ({ list, weight: weighList(list), rows: counts ? boundedRows(list, list.name, { counts, parents: records }) : 0 }))
  for (const { list, weight, rows } of sized.sort((a, b) => a.rows - b.rows)) {
    const another: Bundle = { lists: [], weight: weighLevel(view, []), rows: records }
    if (!fits(add(another.weight, weight)) || !isWhole(list) || records + rows > capacity) {
      flat.push(list)
      continue
    }
    let bundle = bundles.find((one) => fits(add(one.weight, weight)) && one.rows + rows <= capacity && !one.lists.some(({ relationship }) => relationship === list.relationship))
    if (!bundle) bundles.push(bundle = another)
    bundle.lists.push(list)
    bundle.weight = add(bundle.weight, weight)
    bundle.rows += rows
  }
  return { bundles, flat }
}

/** Rows of a list and of the lists in it; a limit holds for each parent. */
function boundedRows (list: CheckedList, level: string, { counts, parents }: { counts: Record<string, number>, parents: number }): number {
  const own = Math.min(counts[level] ?? 0, (list.limit ?? Infinity) * parents)
  return list.lists.reduce((rows, child) => rows + boundedRows(child, `${level}.${child.name}`, { counts, parents: own }), own)
}

/** A list whose columns need several queries, or that has two lists over one relationship, cannot lie inside one query. */
function isWhole (level: CheckedLevel): boolean {
  const relationships = new Set(level.lists.map(({ relationship }) => relationship))
  return splitColumns(level).length === 1 && relationships.size === level.lists.length && level.lists.every(isWhole)
}
