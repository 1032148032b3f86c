/** What a template brings along: an image or a font. */
export interface Asset { contentType: string, bytes: Uint8Array }

/** One document to print. */
export interface Print {
  /** Key of the warm page. Prints with the same key have the same `head` and `assets`. */
  release: string
  /** BCP 47, for line breaking and for the reader of the PDF. */
  lang: string
  title: string
  /** CSS text, with the @page rule: paper, margins, margin boxes. */
  head: string
  /** HTML of the body, escaped and sanitised by the caller, and still taken for hostile here. */
  body: string
  /** By name; HTML and CSS refer to them by it (`logo.svg`), or as `https://assets.chohyo.invalid/logo.svg`. */
  assets: ReadonlyMap<string, Asset>
  /** Accessibility tags; about a quarter slower, and three times the bytes. */
  tagged?: boolean
  outline?: boolean
  missingGlyphs?: 'error' | 'allow'
  /** Nobody watches it: whoever waits for a document is served first. */
  patient?: boolean
  /** Milliseconds. */
  timeLimit?: number
}

export interface Printed {
  bytes: Uint8Array
  pages: number
  /** Of printing alone, without waiting for a free page. */
  ms: number
}

/** Where assets seem to live. `.invalid` never resolves (RFC 6761): requests are answered from memory, or not at all. */
export const ASSETS = 'https://assets.chohyo.invalid/'
