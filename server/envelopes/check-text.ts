import { both, type Both } from '../errors-ja.ts'
import { nearNames } from '../views/near-names.ts'
import { parseText, type Gap } from './parse-text.ts'

/** The names that gaps may have. A kind that is left away has no gaps here: its signs are text. */
export interface GapNames { columns?: readonly string[], attributes?: readonly string[] }

/** What is wrong with the gaps of a text, in the order of the text: sentences without their end, each with the place. Empty: it can be filled. */
export function checkText (text: string, { columns, attributes }: GapNames): Both[] {
  const { pieces, open } = parseText(text, [...columns ? ['column' as const] : [], ...attributes ? ['attribute' as const] : []])
  const unknown = pieces.flatMap((piece) => {
    if (typeof piece === 'string') return []
    const names = (piece.kind === 'column' ? columns : attributes) ?? []
    return names.includes(piece.name) ? [] : [{ at: piece.at, why: sayUnknown(piece, names) }]
  })
  return [...unknown, ...open.map((at) => ({ at, why: sayOpen(text, at) }))].sort((a, b) => a.at - b.at).map(({ why }) => why)
}

/** A gap as it is written in the text, in one line and short: it may be anything that somebody pasted. */
export function showGap ({ kind, name }: Pick<Gap, 'kind' | 'name'>): string {
  const line = name.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?')
  const short = line.length > 60 ? `${line.slice(0, 60).toWellFormed()}…` : line
  return kind === 'column' ? `[${short}]` : `{${short}}`
}

function sayUnknown (gap: Gap, names: readonly string[]): Both {
  const near = nearNames(gap.name, [...names]).map((name) => showGap({ kind: gap.kind, name }))
  const hint = near.length === 0 ? both('', '') : both(` (did you mean ${near.join(' or ')}?)`, `(もしかして: ${near.join('、')})`)
  const shown = showGap(gap)
  return gap.kind === 'column'
    ? both(`there is no column ${shown}, at character ${gap.at}${hint.en}`, `${gap.at} 文字目の ${shown} という列はありません${hint.ja}`)
    : both(`there is no attribute ${shown}, at character ${gap.at}${hint.en}`, `${gap.at} 文字目の ${shown} という属性はありません${hint.ja}`)
}

function sayOpen (text: string, at: number): Both {
  const sign = text.charAt(at - 1)
  return both(`${sign} at character ${at} is not closed; for the sign itself write ${sign}${sign}`, `${at} 文字目の ${sign} が閉じられていません。記号そのものは ${sign}${sign} と書きます`)
}
