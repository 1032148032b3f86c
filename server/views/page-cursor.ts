import { RequestInvalid } from '../errors.ts'
import { both } from '../errors-ja.ts'
import type { ChosenSort } from './choose-sort.ts'
import type { Filter, Scalar } from './schema.ts'

/** Where a page ended: the value there and the record that had it, or how many came before when the list is sorted by text. */
export type Cursor = { value: Scalar, id: string } | { position: number }

export function writeCursor ({ asked }: ChosenSort, cursor: Cursor): string {
  return Buffer.from(JSON.stringify('position' in cursor ? [asked, cursor.position] : [asked, cursor.value, cursor.id])).toString('base64url')
}

/** The cursor of the page before, in the same order. Errors: RequestInvalid. */
export function readCursor (written: string, { asked, text }: ChosenSort): Cursor {
  const parts = parse(written)
  if (Array.isArray(parts) && parts[0] === asked) {
    if (text && parts.length === 2 && Number.isSafeInteger(parts[1]) && parts[1] > 0) return { position: parts[1] as number }
    if (!text && parts.length === 3 && isScalar(parts[1]) && typeof parts[2] === 'string') return { value: parts[1], id: parts[2] }
  }
  throw new RequestInvalid(both('`after` is not the `next` of a page of this list', '`after` がこの一覧の前のページの `next` ではありません'))
}

/** What comes after a value and a record. */
export function afterCursor ({ value, id }: { value: Scalar, id: string }, { path, falling }: ChosenSort): Filter {
  const later: Filter = { path: 'Id', op: '>', value: id }
  if (path === 'Id') return later
  if (value === null) return { all: [{ path, op: '=', value: null }, later] }
  return { any: [{ path, op: falling ? '<' : '>', value }, { path, op: '=', value: null }, { all: [{ path, op: '=', value }, later] }] }
}

function parse (written: string): unknown {
  try {
    return JSON.parse(Buffer.from(written, 'base64url').toString())
  } catch {
    return null
  }
}

function isScalar (value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}
