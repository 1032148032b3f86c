import { Parser } from 'htmlparser2'

const BLOCKS = new Set(['p', 'div', 'li', 'br', 'tr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'])
const UNSEEN = new Set(['script', 'style'])

/** What a reader sees of rich text, without its formatting. */
export function plainText (html: unknown): string | null {
  if (typeof html !== 'string') return null
  let text = ''
  let hidden = 0
  const parser = new Parser({
    onopentag (name) {
      if (UNSEEN.has(name)) hidden++
    },
    ontext (piece) {
      if (hidden === 0) text += piece
    },
    onclosetag (name) {
      if (UNSEEN.has(name)) hidden--
      if (BLOCKS.has(name)) text += '\n'
    }
  })
  parser.end(html)
  return text.replace(/\n{2,}/g, '\n').trim()
}
