/** A gap of a text: the column of a source row, `[amount]`, or an attribute of the Envelope, `{customer}`. `at` is the character it begins with, from 1. */
export interface Gap { kind: GapKind, name: string, at: number }
export type GapKind = 'column' | 'attribute'

/** What the text says itself, the gaps between, and where a gap was begun that has no end. */
export interface ParsedText { pieces: Array<string | Gap>, open: number[] }

const SIGNS: Readonly<Record<GapKind, readonly [string, string]>> = { column: ['[', ']'], attribute: ['{', '}'] }

/**
 * A text in its pieces. Only the kinds named here have gaps: where no row is at hand, a bracket is a bracket. `[[` and `{{` stand for the sign itself.
 * A name may hold brackets in pairs, as headers of spreadsheets do: `[金額[税込]]`.
 */
export function parseText (text: string, kinds: readonly GapKind[]): ParsedText {
  const pieces: Array<string | Gap> = []
  const open: number[] = []
  let plain = ''
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at)
    const kind = kinds.find((one) => SIGNS[one][0] === sign)
    const end = kind === undefined || text.charAt(at + 1) === sign ? -1 : findEnd(text, at, SIGNS[kind])
    if (kind === undefined) plain += sign
    else if (text.charAt(at + 1) === sign) plain += text.charAt(at++)
    else if (end === -1) {
      open.push(at + 1)
      plain += sign
    } else {
      if (plain !== '') pieces.push(plain)
      plain = ''
      pieces.push({ kind, name: text.slice(at + 1, end), at: at + 1 })
      at = end
    }
  }
  if (plain !== '') pieces.push(plain)
  return { pieces, open }
}

/** Where the bracket closes that opens at `at`, or -1. */
function findEnd (text: string, at: number, [left, right]: readonly [string, string]): number {
  let depth = 0
  for (let end = at; end < text.length; end++) {
    if (text[end] === left) depth++
    else if (text[end] === right && --depth === 0) return end
  }
  return -1
}
