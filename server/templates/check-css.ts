import { ident, string, tokenize, tokenNames, url } from 'css-tree'
import type { Report } from './problems.ts'

/** Names of the images a template has, and where problems go. */
export interface CssCheck { assets: ReadonlySet<string>, report: Report }

interface Token { type: string, text: string, start: number }

const atRules = new Set(['media', 'page', 'supports', 'layer', 'font-face', 'counter-style', 'container', 'property', 'keyframes', 'font-feature-values', 'font-palette-values', 'scope', 'starting-style',
  ...['top', 'bottom'].flatMap((edge) => ['left-corner', 'left', 'center', 'right', 'right-corner'].map((side) => `${edge}-${side}`)),
  ...['left', 'right'].flatMap((edge) => ['top', 'middle', 'bottom'].map((side) => `${edge}-${side}`))])
const urlFunctions = new Set(['url', 'src'])
const refusedFunctions = new Set(['image', 'image-set', '-webkit-image-set', 'cross-fade', '-webkit-cross-fade', 'element', '-moz-element', 'paint', 'expression'])
const closing: Record<string, string> = { '{': '}', '(': ')', '[': ']' }

/**
 * Refuses CSS that reaches out of the template. Works on tokens, not on rules: whatever a browser makes of a broken rule, it is built from these tokens,
 * and an escaped `\75rl(` is the same token as `url(`. https://www.w3.org/TR/css-syntax-3/#tokenization
 */
export function checkCss (source: string, check: CssCheck): void {
  const { report } = check
  const style = /<\/style|<!--|-->/i.exec(source)
  if (style !== null) report('TEMPLATE_CSS_REFUSED', `CSS must not contain ${style[0]}`, style.index)
  const tag = source.indexOf('{{')
  if (tag !== -1) report('TEMPLATE_TAG_IN_CSS', 'CSS must not contain tags; set a class in the HTML instead', tag)
  const tokens = readTokens(source)
  for (const [index, token] of tokens.entries()) checkToken(tokens, index, check, token)
  checkBrackets(tokens, report)
  checkPageSize(tokens, report)
}

/** Tokens without white space and comments. */
function readTokens (source: string): Token[] {
  const tokens: Token[] = []
  tokenize(source, (type, start, end) => {
    const name = tokenNames[type]!
    if (name !== 'whitespace-token' && name !== 'comment-token') tokens.push({ type: name, text: source.slice(start, end), start })
  })
  return tokens
}

function checkToken (tokens: Token[], index: number, check: CssCheck, { type, text, start }: Token): void {
  if (type === 'url-token') checkUrl(url.decode(text), start, check)
  else if (type === 'bad-url-token' || type === 'bad-string-token') check.report('TEMPLATE_CSS_REFUSED', `${text.trim().slice(0, 40)} is not closed properly`, start)
  else if (type === 'at-keyword-token') {
    const name = ident.decode(text.slice(1)).toLowerCase()
    if (!atRules.has(name)) check.report('TEMPLATE_CSS_REFUSED', `@${name} is not allowed; everything must stand in the template itself`, start)
  } else if (type === 'function-token') {
    const name = ident.decode(text.slice(0, -1)).toLowerCase()
    const [value, end] = [tokens[index + 1], tokens[index + 2]]
    if (refusedFunctions.has(name)) check.report('TEMPLATE_CSS_REFUSED', `${name}() is not allowed; use url(name) with an image of the template`, start)
    else if (urlFunctions.has(name)) {
      if (value?.type === 'string-token' && end?.type === ')-token') checkUrl(string.decode(value.text), start, check)
      else check.report('TEMPLATE_CSS_REFUSED', `${name}() needs one plain text, the name of an image`, start)
    }
  }
}

function checkUrl (value: string, start: number, { assets, report }: CssCheck): void {
  if (/^#[\w-]+$/.test(value) || assets.has(value)) return
  const [code, why] = isAddress(value) ? ['TEMPLATE_URL_REFUSED', 'leads out of the template; add the image to its assets and write its name'] : ['TEMPLATE_ASSET_MISSING', 'is not among the assets of the template']
  report(code, `"${value.slice(0, 80)}" ${why}`, start)
}

/** Anything that is more than a plain name: a scheme, a host, a path. */
export function isAddress (value: string): boolean {
  return !/^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/.test(value)
}

function checkBrackets (tokens: Token[], report: Report): void {
  const open: Token[] = []
  for (const token of tokens) {
    const last = token.text.at(-1)!
    if (/^[{([]-token$/.test(token.type) || token.type === 'function-token') open.push(token)
    else if (/^[})\]]-token$/.test(token.type)) {
      const opener = open.pop()
      if (opener === undefined || closing[opener.text.at(-1)!] !== last) return report('TEMPLATE_CSS_UNCLOSED', `This ${last} closes nothing`, token.start)
    }
  }
  const [first] = open
  if (first !== undefined) report('TEMPLATE_CSS_UNCLOSED', `This ${first.text.at(-1)} is never closed`, first.start)
}

/** The sheet is the template's `paper`: the print limits are checked against it, and CSS could make it a thousand metres long. */
function checkPageSize (tokens: Token[], report: Report): void {
  let depth = 0
  let page = false
  for (const [index, { type, text, start }] of tokens.entries()) {
    if (type === 'at-keyword-token' && depth === 0) page = ident.decode(text.slice(1)).toLowerCase() === 'page'
    if (type === '{-token') depth++
    if (type === '}-token') depth--
    const declared = type === 'ident-token' && ident.decode(text).toLowerCase() === 'size' && tokens[index + 1]?.type === 'colon-token'
    if (page && depth > 0 && declared) report('TEMPLATE_CSS_REFUSED', 'The sheet is set by the paper of the template; take "size" out of @page', start)
  }
}
