import { csvProblems, noteProblem, type CsvProblem, type CsvProblems } from './csv-problems.ts'
import { MOST_CSV, type Charset, type CsvFormat, type Delimiter } from './csv-schema.ts'
import { guessCharset, readMark } from './guess-charset.ts'
import { guessDelimiter } from './guess-delimiter.ts'
import { parseRecords, type CsvRecord } from './parse-records.ts'
import { peekBytes, type Bytes } from './peek-bytes.ts'
import { putFirst } from './put-first.ts'

/**
 * A CSV file that is being read. `rows` have as many cells as there are columns and are read as they are asked for; what is wrong with a row is in
 * `problems` in place of the row, so both together are the whole file. Rows whose cells are all empty are none. Whoever goes through the rows and stops
 * closes the file.
 */
export interface CsvReading { charset: Charset, guessed: boolean, delimiter: Delimiter, columns: string[], problems: CsvProblems, rows: AsyncGenerator<CsvRecord> }

/** Opens a CSV file and reads its first row. No bytes make it throw: what is wrong is in `problems`. */
export async function readCsv (bytes: Bytes, format: CsvFormat = {}): Promise<CsvReading> {
  const { head, sample, all } = await peekBytes(bytes)
  const { charset: wanted = 'auto', delimiter: separator = 'auto', header = 'yes' } = format
  const mark = readMark(head)
  const charset = mark ?? (wanted === 'auto' ? guessCharset(sample) : wanted === 'shift_jis' ? 'windows-31j' : wanted)
  const delimiter = separator === 'auto' ? guessDelimiter(new TextDecoder(charset).decode(head, { stream: true })) : separator
  const problems: CsvProblems = { first: [], count: 0 }
  const records = withoutEmpty(parseRecords(all, charset, delimiter, problems))
  const { value: first } = await records.next()
  const columns = nameColumns(first?.cells ?? [], format)
  const named = columns.map(({ name }) => name)
  if (!first && problems.count === 0) noteProblem(problems, csvProblems.empty())
  if (first) for (const problem of checkColumns(first.line, columns, charset)) noteProblem(problems, problem)
  const data = first && header === 'no' ? putFirst(first, records) : records
  return { charset, guessed: mark === null && wanted === 'auto', delimiter, columns: named, problems, rows: checkRows(data, named.length, charset, problems) }
}

async function * withoutEmpty (records: AsyncIterable<CsvRecord>): AsyncGenerator<CsvRecord, undefined> {
  // Files of old systems end with Ctrl-Z.
  for await (const record of records) if (record.cells.some((cell) => cell !== '' && cell !== '\x1a')) yield record
}

interface Column { name: string, place: number }

/** The names of the columns. Spreadsheets leave empty cells at the end of the header row. */
function nameColumns (cells: string[], { header, columns }: CsvFormat): Column[] {
  const names = columns ?? (header === 'no' ? cells.map((_, at) => letters(at)) : trimEnd(cells.map((cell) => cell.trim())))
  return names.map((name, at) => ({ name, place: at + 1 }))
}

function trimEnd (cells: string[]): string[] {
  return cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1)
}

/** A, B … Z, AA, as spreadsheets name their columns. */
function letters (at: number): string {
  return (at < 26 ? '' : letters(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + at % 26)
}

function checkColumns (line: number, columns: Column[], charset: Charset): CsvProblem[] {
  if (columns.length > MOST_CSV.columns) return [csvProblems.tooManyColumns(line, columns.length)]
  const seen = new Set<string>()
  return columns.flatMap(({ name, place }) => {
    const again = seen.has(name)
    seen.add(name)
    if (name === '') return [csvProblems.unnamed(line, place)]
    if (name.length > 255) return [csvProblems.longName(line, place)]
    return again ? [csvProblems.twice(line, place, name)] : checkCell(line, name, place, charset)
  })
}

async function * checkRows (records: AsyncIterable<CsvRecord>, columns: number, charset: Charset, problems: CsvProblems): AsyncGenerator<CsvRecord> {
  let count = 0
  for await (const { line, cells } of records) {
    if (++count > MOST_CSV.rows) return noteProblem(problems, csvProblems.tooManyRows(line))
    const fitting = cells.length > columns ? [...cells.slice(0, columns), ...trimEnd(cells.slice(columns))] : cells
    const wrong = checkCells(line, fitting, columns, charset)
    for (const problem of wrong) noteProblem(problems, problem)
    if (wrong.length === 0) yield { line, cells: fitting }
  }
  if (count === 0 && problems.count === 0) noteProblem(problems, csvProblems.noRows())
}

function checkCells (line: number, cells: string[], columns: number, charset: Charset): CsvProblem[] {
  const wrong = cells.flatMap((cell, at) => checkCell(line, cell, at + 1, charset))
  return cells.length === columns ? wrong : [csvProblems.cellCount(line, cells.length, columns), ...wrong]
}

function checkCell (line: number, cell: string, column: number, charset: Charset): CsvProblem[] {
  if (cell.length > MOST_CSV.cell) return [csvProblems.longCell(line, column)]
  if (cell.includes('\0')) return [csvProblems.refused(line, column)]
  return cell.includes('\ufffd') ? [csvProblems.unreadable(line, column, charset)] : []
}
