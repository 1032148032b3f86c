/** A row of a source: its cells under the names of their columns. */
export type Row<Cell = unknown> = Readonly<Record<string, Cell>>

/** `consecutive`: a new group begins where a key column changes, as a key break does; the same key may come again. `together`: all rows of one key, wherever they stand. */
export type Grouping = 'consecutive' | 'together'

/** Rows that become one document: the values of the key columns, the columns that are the same in every row, and the rows in the order of the source. */
export interface Group<Cell = unknown> { key: Cell[], header: Record<string, Cell>, rows: Array<Row<Cell>> }

/**
 * Detail rows with their header columns repeated on each, split into one group per document. Groups stand in the order of their first rows, and every
 * row is in one of them. Without key columns each row is a group of its own. Cells are equal when their JSON is: 1 and '1' are not, an absent cell is null.
 */
export function groupRows<Cell = unknown> (rows: Iterable<Row<Cell>>, key: readonly string[], grouping: Grouping = 'consecutive'): Array<Group<Cell>> {
  const groups: Array<{ key: Cell[], rows: Array<Row<Cell>> }> = []
  const places = new Map<string, number>()
  let last: string | undefined
  for (const row of rows) {
    const values = key.map((column) => cellOf(row, column))
    const mark = JSON.stringify(values)
    const place = key.length === 0 ? undefined : grouping === 'together' ? places.get(mark) : mark === last ? groups.length - 1 : undefined
    if (place === undefined) {
      places.set(mark, groups.length)
      groups.push({ key: values, rows: [row] })
    } else {
      groups[place]?.rows.push(row)
    }
    last = mark
  }
  return groups.map((group) => ({ ...group, header: headerOf(group.rows) }))
}

function cellOf<Cell> (row: Row<Cell>, column: string): Cell {
  return (Object.hasOwn(row, column) ? row[column] : null) as Cell
}

/** The columns of the first row that are the same in all of them. */
function headerOf<Cell> ([first = {}, ...others]: Array<Row<Cell>>): Record<string, Cell> {
  return Object.fromEntries(Object.entries(first).filter(([column, cell]) => {
    const mark = JSON.stringify(cell)
    return others.every((row) => row[column] === cell || JSON.stringify(cellOf(row, column)) === mark)
  }))
}
