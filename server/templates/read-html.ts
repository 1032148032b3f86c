import { defaultTreeAdapter, html as spec, Parser, type Token } from 'parse5'

export interface Attribute { name: string, value: string, start: number, end: number, quoted: boolean }
/** One piece of HTML as the specification's tokenizer sees it. `svg` counts the SVG elements around it. */
export interface HtmlToken { kind: 'open' | 'close' | 'comment' | 'doctype', name: string, start: number, end: number, attributes: Attribute[], svg: number }

/** The tokens of a fragment of a page's body, in order; `broken` is set where it ends inside a tag or comment. Text is what lies between the tokens. */
export interface ReadHtml { tokens: HtmlToken[], broken: { code: string, at: number } | null }

/**
 * Reads HTML exactly as a browser does, because what is checked must be what is printed. parse5 follows https://html.spec.whatwg.org/multipage/parsing.html;
 * its parser is used rather than its tree, for a tree forgets what it repairs.
 */
export function readHtml (source: string): ReadHtml {
  const result: ReadHtml = { tokens: [], broken: null }
  const body = defaultTreeAdapter.createElement('body', spec.NS.HTML, [])
  const parser = Parser.getFragmentParser(body, {
    sourceCodeLocationInfo: true,
    scriptingEnabled: false,
    onParseError: ({ code, startOffset }) => { if (code.startsWith('eof-')) result.broken ??= { code, at: startOffset } }
  })
  const before = <T extends Token.Token>(method: 'onStartTag' | 'onEndTag' | 'onComment' | 'onDoctype', look: (token: T) => void): void => {
    const original = (parser[method] as (token: T) => void).bind(parser)
    Object.assign(parser, { [method]: (token: T) => { look(token); original(token) } })
  }
  let svg = 0
  const note = (kind: HtmlToken['kind'], name: string, token: Token.Token): void => {
    const { startOffset, endOffset } = token.location!
    result.tokens.push({ kind, name, start: startOffset, end: endOffset, attributes: kind === 'open' ? attributesOf(source, token as Token.TagToken) : [], svg })
  }
  before<Token.TagToken>('onStartTag', (token) => {
    note('open', token.tagName, token)
    if (token.tagName === 'svg' && !token.selfClosing) svg++
  })
  before<Token.TagToken>('onEndTag', (token) => {
    if (token.tagName === 'svg' && svg > 0) svg--
    note('close', token.tagName, token)
  })
  before<Token.CommentToken>('onComment', (token) => note('comment', '', token))
  before<Token.DoctypeToken>('onDoctype', (token) => note('doctype', '', token))
  parser.tokenizer.write(source, true)
  return result
}

function attributesOf (source: string, token: Token.TagToken): Attribute[] {
  return token.attrs.map(({ name, value }) => {
    const { startOffset: start, endOffset: end } = token.location!.attrs![name]!
    const written = source.slice(start, end)
    const quoted = /^[^=]*=\s*(?:"[^"]*"|'[^']*')$/s.test(written) || !written.includes('=')
    return { name, value, start, end, quoted }
  })
}
