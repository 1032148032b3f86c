import type { MarginText, Paper } from './schema.ts'

/**
 * Sheets in millimetres, portrait. B sizes are JIS P 0138 (B4 257 × 364), not ISO 216: Japanese printers and CSS's `JIS-B4` agree on that.
 * https://www.w3.org/TR/css-page-3/#page-size-prop
 */
const sheets: Record<string, [width: number, height: number]> = {
  A3: [297, 420],
  A4: [210, 297],
  A5: [148, 210],
  A6: [105, 148],
  B4: [257, 364],
  B5: [182, 257],
  Hagaki: [100, 148],
  Letter: [215.9, 279.4],
  Legal: [215.9, 355.6]
}

/** Width and height in millimetres, orientation applied. */
export function paperSize ({ size, orientation }: Paper): { width: number, height: number } {
  const [width, height] = typeof size === 'string' ? sheets[size] ?? [210, 297] : [size.width, size.height]
  if (orientation === undefined) return { width, height }
  const [short, long] = [Math.min(width, height), Math.max(width, height)]
  return orientation === 'landscape' ? { width: long, height: short } : { width: short, height: long }
}

/** The `@page` rule of a paper. Margin boxes come apart (`marginBoxes`), because their text may differ from document to document. */
export function pageRule (paper: Paper): string {
  const { width, height } = paperSize(paper)
  const { top, right, bottom, left } = paper.margin
  return `@page { size: ${width}mm ${height}mm; margin: ${top}mm ${right}mm ${bottom}mm ${left}mm; }`
}

/** Header and footer as `@page` margin boxes; `content` gives the CSS value of one text, null for none. Empty when there is nothing to print. */
export function marginBoxes (texts: { header?: MarginText, footer?: MarginText }, content: (text: string, part: string) => string | null): string {
  const boxes: string[] = []
  for (const [edge, name] of [['top', 'header'], ['bottom', 'footer']] as const) {
    for (const side of ['left', 'center', 'right'] as const) {
      const text = texts[name]?.[side]
      const value = text === undefined ? null : content(text, `${name}.${side}`)
      if (value !== null) boxes.push(`@${edge}-${side} { content: ${value}; white-space: pre; font: 8pt "Noto Sans JP", sans-serif; }`)
    }
  }
  return boxes.length > 0 ? `@page { ${boxes.join(' ')} }` : ''
}

/**
 * Text as one CSS string. Everything but letters, digits and plain punctuation is written as a code point, so that neither the string, the rule nor
 * the `<style>` element around it can be closed from inside. https://www.w3.org/TR/css-syntax-3/#consume-escaped-code-point
 */
export function cssString (text: string): string {
  return '"' + text.replace(/[^\p{L}\p{M}\p{N} .,:;_+\-/()]/gu, (char) => `\\${char.codePointAt(0)!.toString(16)} `) + '"'
}
