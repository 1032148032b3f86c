import { TextInvalid } from '../errors.ts'
import { checkText } from './check-text.ts'
import { parseText } from './parse-text.ts'

/** What a cell or an attribute may hold: null is an honest empty text. */
export type GapValue = string | number | boolean | null

/** The values of the gaps. A kind that is left away has no gaps here, as in `checkText`. */
export interface GapValues { columns?: Readonly<Record<string, GapValue>>, attributes?: Readonly<Record<string, GapValue>> }

/** A text with its gaps filled. A value is never read for gaps again, so what a record holds cannot ask for another column. Throws TextInvalid for what `checkText` finds. */
export function fillText (text: string, { columns, attributes }: GapValues): string {
  const { pieces } = parseText(text, [...columns ? ['column' as const] : [], ...attributes ? ['attribute' as const] : []])
  const [wrong] = checkText(text, { ...columns && { columns: Object.keys(columns) }, ...attributes && { attributes: Object.keys(attributes) } })
  if (wrong) throw new TextInvalid(wrong)
  return pieces.map((piece) => typeof piece === 'string' ? piece : String((piece.kind === 'column' ? columns : attributes)?.[piece.name] ?? '')).join('')
}
