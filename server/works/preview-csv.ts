import type { Language } from '../errors-ja.ts'
import { csvProblems, noteProblem } from './csv-problems.ts'
import type { CsvPreview, PreviewCsv } from './csv-schema.ts'
import { groupRows, type Row } from './group-rows.ts'
import type { Bytes } from './peek-bytes.ts'
import { readCsv } from './read-csv.ts'

const SHOWN = 20

/** Reads a whole CSV file and keeps of it what people look at first. */
export async function previewCsv (bytes: Bytes, { key, grouping, columns: names, ...format }: PreviewCsv, language: Language): Promise<CsvPreview> {
  const keys = list(key) ?? []
  const { charset, guessed, delimiter, columns, problems, rows } = await readCsv(bytes, { ...format, ...names !== undefined && { columns: list(names) ?? [] } })
  for (const name of keys) if (!columns.includes(name)) noteProblem(problems, csvProblems.keyUnknown(name, columns))
  const places = keys.map((name) => [name, columns.indexOf(name)] as const).filter(([, at]) => at !== -1)
  const shown: CsvPreview['rows'] = []
  const lines = new Map<Row<string>, number>()
  let total = 0
  for await (const { line, cells } of rows) {
    total++
    if (shown.length < SHOWN) shown.push({ line, cells })
    // Of all rows only the cells that split them are kept.
    if (places.length > 0) lines.set(Object.fromEntries(places.map(([name, at]) => [name, cells[at] ?? ''])), line)
  }
  return {
    charset,
    guessed,
    delimiter,
    columns,
    total,
    rows: shown,
    groups: places.length === 0 || places.length < keys.length ? null : countGroups(lines, keys, grouping),
    errors: problems.first.map(({ code, why, line, column }) => ({ code, message: why[language], line, column })),
    errorCount: problems.count
  }
}

function list (names: string | string[] | undefined): string[] | undefined {
  return typeof names === 'string' ? [names] : names
}

function countGroups (lines: Map<Row<string>, number>, keys: string[], grouping: PreviewCsv['grouping']): CsvPreview['groups'] {
  const groups = groupRows(lines.keys(), keys, grouping)
  return { count: groups.length, first: groups.slice(0, SHOWN).map(({ key, rows }) => ({ key, line: (rows[0] && lines.get(rows[0])) ?? 0, rows: rows.length })) }
}
