import { pipeline, Readable } from 'node:stream'
import { parse, type CsvError, type Info } from 'csv-parse'
import { csvProblems, noteProblem, type CsvProblems } from './csv-problems.ts'
import { DELIMITERS, MOST_CSV, type Charset, type Delimiter } from './csv-schema.ts'
import { decodeText } from './decode-text.ts'

/** A record of the file: the line it begins on, and its cells as they stand there. */
export interface CsvRecord { line: number, cells: string[] }

/**
 * The records of a CSV file (RFC 4180), read as they are asked for; empty lines are none. It ends at the first quote that is out of place, since nobody can
 * say what the text after it means, and at the most bytes that a file may have. Both are noted.
 */
export async function * parseRecords (bytes: AsyncIterable<Uint8Array>, charset: Charset, delimiter: Delimiter, problems: CsvProblems): AsyncGenerator<CsvRecord> {
  let failed: CsvError | undefined
  let size = 0
  const limited = async function * (): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      size += chunk.length
      if (size > MOST_CSV.bytes) return
      yield chunk
    }
  }
  // csv-parse would throw away the records it has already read; told to skip what is wrong, it keeps them.
  const parser = parse({ delimiter: DELIMITERS[delimiter], record_delimiter: ['\r\n', '\n', '\r'], info: true, relax_column_count: true, skip_empty_lines: true, skip_records_with_error: true, max_record_size: MOST_CSV.row })
  parser.on('skip', (error: CsvError) => { failed ??= error })
  let breaks = 0
  const lineAt = ({ records, empty_lines: empty }: Pick<Info, 'records' | 'empty_lines'>): number => records + empty + breaks
  const seen = { records: 0, empty_lines: 0 }
  // A source that breaks off breaks the loop below; who leaves the loop closes the source.
  pipeline(Readable.from(decodeText(charset, limited(), () => failed === undefined)), parser, () => undefined)
  for await (const { record, info } of parser as AsyncIterable<{ record: string[], info: Info }>) {
    if (size > MOST_CSV.bytes || (failed && info.records > Number(failed.records))) break
    Object.assign(seen, { records: info.records, empty_lines: info.empty_lines })
    yield { line: lineAt(info), cells: record }
    for (const cell of record) breaks += countBreaks(cell)
  }
  if (size > MOST_CSV.bytes) noteProblem(problems, csvProblems.tooLarge(lineAt(seen) + 1))
  else if (failed) noteProblem(problems, nameProblem(failed, lineAt({ records: Number(failed.records), empty_lines: Number(failed.empty_lines) }) + 1))
}

function countBreaks (cell: string): number {
  return /[\r\n]/.test(cell) ? cell.split(/\r\n|\n|\r/).length - 1 : 0
}

function nameProblem ({ code, column }: CsvError, line: number): ReturnType<typeof csvProblems.quoteOpen> {
  const place = typeof column === 'number' ? column + 1 : 1
  if (code === 'CSV_QUOTE_NOT_CLOSED') return csvProblems.quoteOpen(line, place)
  return code === 'CSV_MAX_RECORD_SIZE' ? csvProblems.longRow(line, place) : csvProblems.quoteMisplaced(line, place)
}
