import { Type } from 'typebox'
import type { Grouping } from './group-rows.ts'

const strict = { additionalProperties: false }
const literals = <Word extends string>(words: readonly Word[], description: string) => Type.Unsafe<Word>(Type.Union(words.map((word) => Type.Literal(word)), { description }))

/** The most that one CSV file may have. A cell has characters, as Excel counts them. */
export const MOST_CSV = { bytes: 32_000_000, rows: 100_000, columns: 500, cell: 32_767, row: 1_000_000 } as const

export const CHARSETS = ['utf-8', 'windows-31j', 'euc-jp', 'utf-16le', 'utf-16be'] as const
export type Charset = typeof CHARSETS[number]
export const DELIMITERS = { comma: ',', tab: '\t', semicolon: ';' } as const
export type Delimiter = keyof typeof DELIMITERS
const DELIMITER_NAMES = ['comma', 'tab', 'semicolon'] as const

/**
 * How a CSV file is written. `windows-31j` is Shift_JIS as Windows writes it, with ①, 髙 and ～; `shift_jis` means the same. A byte order mark always
 * counts, whatever is said here. `columns` are the names of the columns, in place of those in the header row, or where there is none; without both they are A, B, C …
 */
export interface CsvFormat { charset?: Charset | 'shift_jis' | 'auto', delimiter?: Delimiter | 'auto', header?: 'yes' | 'no', columns?: string[] }

const Names = Type.String({ pattern: '^\\P{Cc}+$', maxLength: 20_000, description: 'names of columns as a line of CSV, as in No,"Branch, city"' })

/** How a file is read and split, in the query. */
export const PreviewCsv = Type.Object({
  charset: Type.Optional(literals([...CHARSETS, 'shift_jis', 'auto'], 'auto (by what the bytes can be) unless it is given')),
  delimiter: Type.Optional(literals([...DELIMITER_NAMES, 'auto'], 'auto unless it is given')),
  header: Type.Optional(literals(['yes', 'no'], 'whether the first row has the names of the columns: yes unless it is given')),
  columns: Type.Optional(Names),
  key: Type.Optional(Names),
  grouping: Type.Optional(literals(['consecutive', 'together'], 'a new document where a key column changes, or one for each key'))
}, strict)
export interface PreviewCsv { charset?: CsvFormat['charset'], delimiter?: CsvFormat['delimiter'], header?: 'yes' | 'no', columns?: string, key?: string, grouping?: Grouping }

const Line = Type.Integer({ description: 'Line of the file, from 1' })

/**
 * What was read: the first 20 rows in the order of the columns, how many rows there are without those in `errors`, and, with key columns, into how many
 * groups they fall, the first 20 of them. The first 100 errors are told; `column` counts from 1. `guessed`: nothing but the bytes themselves says the charset.
 */
export const CsvPreview = Type.Object({
  charset: literals(CHARSETS, 'charset of the file'),
  guessed: Type.Boolean(),
  delimiter: literals(DELIMITER_NAMES, 'delimiter of the file'),
  columns: Type.Array(Type.String()),
  total: Type.Integer(),
  rows: Type.Array(Type.Object({ line: Line, cells: Type.Array(Type.String()) })),
  groups: Type.Union([Type.Object({ count: Type.Integer(), first: Type.Array(Type.Object({ key: Type.Array(Type.String()), line: Line, rows: Type.Integer() })) }), Type.Null()]),
  errors: Type.Array(Type.Object({ code: Type.String(), message: Type.String(), line: Line, column: Type.Union([Type.Integer(), Type.Null()]) })),
  errorCount: Type.Integer()
})
export interface CsvPreview {
  charset: Charset
  guessed: boolean
  delimiter: Delimiter
  columns: string[]
  total: number
  rows: Array<{ line: number, cells: string[] }>
  groups: { count: number, first: Array<{ key: string[], line: number, rows: number }> } | null
  errors: Array<{ code: string, message: string, line: number, column: number | null }>
  errorCount: number
}
