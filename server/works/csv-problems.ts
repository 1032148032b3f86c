import { both, type Both } from '../errors-ja.ts'
import { nearNames } from '../views/near-names.ts'
import { MOST_CSV } from './csv-schema.ts'

/** One thing wrong with a CSV file. `line` is the first of its row, `column` counts from 1. */
export interface CsvProblem { code: string, why: Both, line: number, column: number | null }

/** The first problems of a file, and how many there are in all. */
export interface CsvProblems { first: CsvProblem[], count: number }

const MOST_TOLD = 100

export function noteProblem (problems: CsvProblems, problem: CsvProblem): void {
  problems.count++
  if (problems.first.length < MOST_TOLD) problems.first.push(problem)
}

const at = (code: string, line: number, column: number | null, en: string, ja: string): CsvProblem => ({ code, why: both(en, ja), line, column })
const many = (count: number): string => count.toLocaleString('en')
const shown = (name: string): string => name.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?').slice(0, 60).toWellFormed()

export const csvProblems = {
  empty: () => at('CSV_EMPTY', 1, null, 'The file has no rows.', 'ファイルに行がありません。'),
  noRows: () => at('CSV_EMPTY', 1, null, 'The file has a header row, but no rows below it.', '見出し行の下にデータの行がありません。'),
  tooLarge: (line: number) => at('CSV_TOO_LARGE', line, null, `The file is larger than ${MOST_CSV.bytes / 1e6} MB. It was read up to here; split it.`, `ファイルが ${MOST_CSV.bytes / 1e6} MB を超えています。ここまで読み込みました。分割してください。`),
  tooManyRows: (line: number) => at('CSV_TOO_MANY_ROWS', line, null, `The file has more than ${many(MOST_CSV.rows)} rows. It was read up to here; split it.`, `行数が ${many(MOST_CSV.rows)} 行を超えています。ここまで読み込みました。分割してください。`),
  tooManyColumns: (line: number, count: number) => at('CSV_TOO_MANY_COLUMNS', line, MOST_CSV.columns + 1, `The file has ${many(count)} columns; allowed are ${MOST_CSV.columns}.`, `列数が ${many(count)} 列あります。上限は ${MOST_CSV.columns} 列です。`),
  unnamed: (line: number, column: number) => at('CSV_COLUMN_UNNAMED', line, column, `Column ${column} has no name in the header row.`, `見出し行の ${column} 列目に名前がありません。`),
  longName: (line: number, column: number) => at('CSV_COLUMN_NAME_TOO_LONG', line, column, `The name of column ${column} is longer than 255 characters.`, `${column} 列目の名前が 255 文字を超えています。`),
  twice: (line: number, column: number, name: string) => at('CSV_COLUMN_TWICE', line, column, `Two columns are named ${shown(name)}.`, `${shown(name)} という名前の列が 2 つあります。`),
  cellCount: (line: number, count: number, columns: number) => at('CSV_CELL_COUNT', line, Math.min(count, columns) + 1, `The row has ${count} ${count === 1 ? 'cell' : 'cells'}, but there are ${columns} columns. Look for a delimiter or a line break in a text without quotes.`, `この行のセルは ${count} 個ですが、列は ${columns} 列あります。引用符のない文字列に区切り文字や改行がないか確認してください。`),
  longCell: (line: number, column: number) => at('CSV_CELL_TOO_LONG', line, column, `The cell has more than ${many(MOST_CSV.cell)} characters.`, `セルの文字数が ${many(MOST_CSV.cell)} 文字を超えています。`),
  unreadable: (line: number, column: number, charset: string) => at('CSV_CHARACTER_UNREADABLE', line, column, `The cell has a character that ${charset} does not have. Choose another charset, or correct the file.`, `${charset} にはない文字が含まれています。別の文字コードを選ぶか、ファイルを修正してください。`),
  refused: (line: number, column: number) => at('CSV_CHARACTER_REFUSED', line, column, 'The cell has a NUL character. Choose another charset, or correct the file.', 'NUL 文字が含まれています。別の文字コードを選ぶか、ファイルを修正してください。'),
  quoteOpen: (line: number, column: number) => at('CSV_QUOTE_OPEN', line, column, 'A quote opens here and is not closed until the end of the file. What follows was not read.', 'ここで始まる引用符がファイルの終わりまで閉じられていません。これ以降は読み込んでいません。'),
  quoteMisplaced: (line: number, column: number) => at('CSV_QUOTE_MISPLACED', line, column, 'A quote stands inside a cell. Put the whole cell in quotes and write each quote in it twice. What follows was not read.', 'セルの途中に引用符があります。セル全体を引用符で囲み、中の引用符は 2 つ重ねてください。これ以降は読み込んでいません。'),
  longRow: (line: number, column: number) => at('CSV_ROW_TOO_LONG', line, column, `The row is longer than ${MOST_CSV.row / 1e6} MB; perhaps a quote is not closed. What follows was not read.`, `1 行が ${MOST_CSV.row / 1e6} MB を超えています。引用符が閉じられていない可能性があります。これ以降は読み込んでいません。`),
  keyUnknown (name: string, columns: string[]): CsvProblem {
    const near = nearNames(name, columns).map(shown)
    const hint = near.length === 0 ? both('', '') : both(` Did you mean ${near.join(' or ')}?`, `もしかして: ${near.join('、')}`)
    return at('CSV_KEY_UNKNOWN', 1, null, `There is no column ${shown(name)} to split by.${hint.en}`, `分割に使う列 ${shown(name)} がありません。${hint.ja}`)
  }
}
