import { parseText, type Gap, type GapKind } from './parse-text.ts'

/** The gaps of a text in their order, each as often as it stands there. */
export function listGaps (text: string, kinds: readonly GapKind[] = ['column', 'attribute']): Gap[] {
  return parseText(text, kinds).pieces.filter((piece) => typeof piece !== 'string')
}
