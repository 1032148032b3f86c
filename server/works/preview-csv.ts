import { parse } from 'csv-parse/sync'
import { RequestInvalid } from '../errors.ts'
import { both, type Language } from '../errors-ja.ts'
import { csvProblems, noteProblem } from './csv-problems.ts'
import { MOST_CSV, type CsvPreview, type PreviewCsv } from './csv-schema.ts'
import { groupRows, type Row } from './group-rows.ts'
import type { Bytes } from './peek-bytes.ts'
import { readCsv } from './read-csv.ts'

const SHOWN = 20
const MOST_KEYS = 5

/** Reads a whole CSV file and keeps of it what people look at first. */
export async function previewCsv (bytes: Bytes, { key, grouping, columns: names, ...format }: PreviewCsv, language: Language): Promise<CsvPreview> {
  const keys = key === undefined ? [] : readNames('key', key, MOST_KEYS)
  const { charset, guessed, delimiter, columns, problems, rows } = await readCsv(bytes, { ...format, ...names !== undefined && { columns: readNames('columns', names, MOST_CSV.columns) } })
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

/** A name may hold a comma, so a list of names is written as a line of a CSV file. */
function readNames (parameter: string, line: string, most: number): string[] {
  const names = parseLine(line)
  if (names.length > most || names.includes('') || new Set(names).size < names.length) {
    throw new RequestInvalid(both(`${parameter} must be a line of CSV with at most ${most} names, each of them once`, `${parameter} は列の名前を並べた CSV の 1 行(${most} 個以内、重複なし)にしてください`))
  }
  return names
}

function parseLine (line: string): string[] {
  try {
    return parse(line)[0] ?? []
  } catch {
    return ['']
  }
}

function countGroups (lines: Map<Row<string>, number>, keys: string[], grouping: PreviewCsv['grouping']): CsvPreview['groups'] {
  const groups = groupRows(lines.keys(), keys, grouping)
  return { count: groups.length, first: groups.slice(0, SHOWN).map(({ key, rows }) => ({ key, line: (rows[0] && lines.get(rows[0])) ?? 0, rows: rows.length })) }
}
