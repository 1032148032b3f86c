import { AssetMissing, GlyphMissing, RenderTooLarge } from '../errors.ts'
import { ASSETS } from './print.ts'
import type { Print } from './print.ts'

/** Above these Chrome's time and memory grow faster than the document: 3,000 pages took 35 s and 2.6 GB. */
export const LIMITS = {
  htmlBytes: 20e6,
  nodes: 200_000,
  images: 200,
  imagePixels: 40e6,
  pages: 1000,
  pdfBytes: 200e6,
  /** Millimetres. @page{size:1mm} makes a page per glyph; PDF viewers refuse more than 200 inches. */
  shortestPaper: 20,
  longestPaper: 5080,
  memory: 3 * 2 ** 30
}

const PER_MILLIMETRE: Record<string, number> = { mm: 1, cm: 10, q: 0.25, in: 25.4, pt: 25.4 / 72, pc: 25.4 / 6, px: 25.4 / 96 }

/** Refuses what is too large before Chrome sees it. */
export function checkSize ({ head, body }: Print): void {
  const bytes = Buffer.byteLength(body) + Buffer.byteLength(head)
  if (bytes > LIMITS.htmlBytes) throw new RenderTooLarge(`${Math.ceil(bytes / 1e6)} MB of HTML`, `${LIMITS.htmlBytes / 1e6} MB`)
  for (const css of [head, ...styleBlocks(body)]) {
    for (const rule of withoutComments(css).matchAll(/@page[^{]*\{([^}]*)/gi)) {
      for (const size of (rule[1] ?? '').matchAll(/(?:^|[;\s])size\s*:([^;]*)/gi)) checkPaper(lengths(size[1] ?? ''))
    }
  }
}

/** Refuses paper (lengths in millimetres) no printer and no viewer takes. */
export function checkPaper (sides: number[]): void {
  if (sides.every((side) => side >= LIMITS.shortestPaper && side <= LIMITS.longestPaper)) return
  throw new RenderTooLarge(`paper of ${sides.map((side) => `${Math.round(side * 10) / 10} mm`).join(' × ')}`, `sides of ${LIMITS.shortestPaper} to ${LIMITS.longestPaper} mm`)
}

/** Refuses CSS that points at anything but the assets. */
export function checkReferences (css: string, names: ReadonlySet<string>): void {
  for (const [, quoted, bare] of withoutComments(css).matchAll(/url\(\s*(?:["']([^"']*)["']|([^"')\s]*))\s*\)/gi)) {
    const url = quoted ?? bare ?? ''
    if (url.startsWith('data:') || url.startsWith('#')) continue
    if (!names.has(assetName(url) ?? '')) throw new AssetMissing(shorten(url))
  }
}

/** Name of the asset a URL refers to, with or without the folder of its release; undefined when it lies elsewhere. */
export function assetName (url: string): string | undefined {
  try {
    const { href, pathname } = new URL(url, ASSETS)
    return href.startsWith(ASSETS) ? decodeURIComponent(pathname.replace(/^\/([0-9a-f]{32}\/)?/, '')) : undefined
  } catch {
    return undefined
  }
}

/** Characters that `content: "…"` in this CSS can put on the page. */
export function writtenByCss (css: string): string {
  const strings = [...withoutComments(css).matchAll(/"((?:[^"\\]|\\[\s\S])*)"|'((?:[^'\\]|\\[\s\S])*)'/g)].map(([, double, single]) => double ?? single ?? '')
  return strings.filter((text) => !text.includes(ASSETS) && !text.startsWith('data:')).join('').replace(/\\([0-9a-f]{1,6})\s?|\\([\s\S])/gi, (_, hex: string | undefined, char: string | undefined) => {
    if (hex === undefined) return char ?? ''
    const codePoint = parseInt(hex, 16)
    return codePoint > 0 && codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : '\ufffd'
  })
}

/**
 * Refuses text with characters that no font covers. Characters without ink of their own do not count: controls, spaces, and the
 * default-ignorable ones. Variation selectors are among these, so an unknown variant prints as its base character (Unicode 23.4).
 */
export function checkGlyphs (text: Iterable<string>, covers: (codePoint: number) => boolean): void {
  const characters = [...new Set(text)].filter((character) => !/^[\p{Cc}\p{Zs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]$/u.test(character) && !covers(character.codePointAt(0) ?? 0))
  if (characters.length === 0) return
  const shown = characters.slice(0, 10).map((character) => `${character.toWellFormed()} (U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')})`)
  const rest = characters.length - shown.length
  throw Object.assign(new GlyphMissing(shown.join(', ') + (rest > 0 ? ` and ${rest} more` : '')), { characters })
}

export function shorten (text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text
}

function styleBlocks (html: string): string[] {
  return [...html.matchAll(/<style[^>]*>([\s\S]*?)<\/style/gi)].map(([, css]) => css ?? '')
}

function withoutComments (css: string): string {
  return css.replace(/\/\*[\s\S]*?\*\//g, ' ')
}

function lengths (size: string): number[] {
  return [...size.matchAll(/([\d.]+(?:e[+-]?\d+)?)(mm|cm|q|in|pt|pc|px)\b/gi)].map(([, number, unit = '']) => Number(number) * (PER_MILLIMETRE[unit.toLowerCase()] ?? 1))
}
