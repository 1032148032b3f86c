import { checkCss, isAddress } from './check-css.ts'
import { addressAttributes, cssAttributes, elements, refusals } from './html-rules.ts'
import type { Part, Tag } from './parse-template.ts'
import type { Report } from './problems.ts'
import { readHtml, type Attribute, type HtmlToken } from './read-html.ts'

/** Names of the images a template has, and where problems go. */
export interface HtmlCheck { assets: ReadonlySet<string>, report: Report }

// Tags are masked by a private character of no meaning in HTML, so that offsets stay and a tag can never be read as markup.
const MASK = '\ue000'

/**
 * Checks one part's HTML. Tags are allowed where a value cannot change how the page is read: in text and in quoted attributes that are no address, style or script.
 * A section must begin and end in the same place (both in text, or both in one attribute): then leaving it out or repeating it cannot change that either,
 * and checking the source once is checking every document it can become.
 */
export function checkHtml (part: Part, check: HtmlCheck): void {
  const masked = maskTags(part)
  const { tokens, broken } = readHtml(masked)
  if (broken !== null) check.report('TEMPLATE_HTML_UNCLOSED', 'A tag or comment is not closed at the end', Math.min(broken.at, part.source.length))
  const cdata = masked.indexOf('<![CDATA[')
  if (cdata !== -1) check.report('TEMPLATE_HTML_REFUSED', 'CDATA is not allowed; write the text itself', cdata)
  // `<{{x}}` is text here but would be an element once the tag is filled or gone.
  for (const { index } of masked.matchAll(new RegExp(`<(?=${MASK})`, 'g'))) check.report('TEMPLATE_TAG_IN_MARKUP', 'A tag cannot follow "<"; write &lt; for the sign', index)
  for (const token of tokens) checkElement(part.source, token, check)
  checkTags(part, { tokens, check })
}

function maskTags (part: Part): string {
  const pieces: string[] = []
  let at = 0
  for (const tag of part.tags) {
    const end = endOf(part, tag)
    pieces.push(part.source.slice(at, tag.start), MASK.repeat(end - tag.start))
    at = end
  }
  return pieces.join('') + part.source.slice(at)
}

/** A closing tag's node knows its start only; the braces end it. */
function endOf ({ source }: Part, { kind, start, end }: Tag): number {
  const braces = kind === 'close' ? source.indexOf('}}', start) : -1
  return braces === -1 ? end : braces + 2
}

function checkElement (source: string, { kind, name, start, attributes, svg }: HtmlToken, check: HtmlCheck): void {
  if (kind === 'doctype') return check.report('TEMPLATE_HTML_REFUSED', 'Write only what stands inside <body>', start)
  if (kind === 'comment') {
    if (!source.startsWith('<!--', start)) check.report('TEMPLATE_HTML_REFUSED', 'This is neither a tag nor a comment; write &lt; for the sign "<"', start)
    return
  }
  if (name.includes(MASK)) return check.report('TEMPLATE_TAG_IN_MARKUP', 'A tag cannot be part of an element\'s name', start)
  if (!elements.has(name)) {
    if (kind === 'open') check.report('TEMPLATE_HTML_REFUSED', `<${name}> is not allowed. ${refusals[name] ?? 'It has no use on a printed page'}`, start)
    return
  }
  for (const attribute of attributes) checkAttribute({ name, svg }, attribute, check)
}

function checkAttribute (element: { name: string, svg: number }, attribute: Attribute, check: HtmlCheck): void {
  const { name, value, start } = attribute
  if (name.includes(MASK)) return check.report('TEMPLATE_TAG_IN_MARKUP', 'A tag cannot stand between attributes; put it inside a quoted value, like class="{{…}}"', start)
  if (!attribute.quoted && value.includes(MASK)) return check.report('TEMPLATE_TAG_IN_MARKUP', `Put quotes around the value of ${name}`, start)
  if (name.startsWith('on')) return check.report('TEMPLATE_HTML_REFUSED', `${name} is not allowed: scripts never run in a document`, start)
  const styled = name === 'style' || cssAttributes.has(name)
  if (styled && value.includes(MASK)) return check.report('TEMPLATE_TAG_IN_CSS', `A tag cannot stand in ${name}; use a class instead`, start)
  if (styled) return checkCss(value, { assets: check.assets, report: (code, message) => check.report(code, message, start) })
  if (addressAttributes.has(name)) checkAddress(element.name, attribute, check)
}

function checkAddress (element: string, { name, value, start }: Attribute, { assets, report }: HtmlCheck): void {
  const href = name === 'href' || name === 'xlink:href'
  if (element === 'a' && href) {
    // A link is not followed while printing. Its target must be plain before any value comes in, else a value could choose another scheme or host.
    if (!/^(?:https?:\/\/[\w.-]+(?::\d+)?(?:[/?#]|$)|mailto:|tel:|#)/.test(value)) report('TEMPLATE_URL_REFUSED', 'A link must begin with https://…/, mailto:, tel: or #', start)
  } else if ((element === 'img' && name === 'src') || (element === 'image' && href)) {
    if (value.includes(MASK)) report('TEMPLATE_TAG_IN_URL', 'A tag cannot stand in the name of an image; use a section for each image', start)
    else if (isAddress(value)) report('TEMPLATE_URL_REFUSED', `"${value.slice(0, 80)}" leads out of the template; add the image to its assets and write its name`, start)
    else if (!assets.has(value)) report('TEMPLATE_ASSET_MISSING', `"${value}" is not among the assets of the template`, start)
  } else if (!href || !/^#[\w-]+$/.test(value)) report('TEMPLATE_URL_REFUSED', `${name} is not allowed on <${element}>`, start)
}

interface Place { name: string, svg: number }

function checkTags (part: Part, { tokens, check }: { tokens: HtmlToken[], check: HtmlCheck }): void {
  const open: Array<{ tag: Tag, place: Place }> = []
  let index = 0
  let svg = 0
  for (const tag of part.tags) {
    while (index < tokens.length && tokens[index]!.end <= tag.start) {
      svg = svgAfter(tokens[index]!)
      index++
    }
    const place = placeOf(tokens[index], tag, svg)
    checkPlace(tag, place, check.report)
    if (tag.kind === 'section' || tag.kind === 'inverted') open.push({ tag, place })
    if (tag.kind !== 'close') continue
    const opener = open.pop()
    if (opener !== undefined && (opener.place.name !== place.name || opener.place.svg !== place.svg)) {
      check.report('TEMPLATE_SECTION_SPLIT', `The section "${tag.name}" begins in one place of the HTML and ends in another; both must be in text, or both in the same attribute`, opener.tag.start)
    }
  }
}

function svgAfter ({ kind, name, svg }: HtmlToken): number {
  return kind === 'open' && name === 'svg' ? svg + 1 : svg
}

function placeOf (token: HtmlToken | undefined, { start }: Tag, svg: number): Place {
  if (token === undefined || token.start > start) return { name: 'text', svg }
  if (token.kind === 'comment') return { name: 'comment', svg }
  const attribute = token.attributes.find((one) => one.quoted && one.start < start && start < one.end)
  return attribute === undefined ? { name: 'markup', svg } : { name: `attribute ${attribute.start}`, svg }
}

function checkPlace (tag: Tag, { name }: Place, report: Report): void {
  // Without the tag, what is left and right of it could close the comment.
  if (name === 'comment') return report('TEMPLATE_TAG_IN_MARKUP', 'A tag cannot stand in an HTML comment; use {{! … }} for comments', tag.start)
  if (name === 'markup') return report('TEMPLATE_TAG_IN_MARKUP', 'A tag cannot stand here; use it in text or inside a quoted attribute value', tag.start)
  if (name === 'text' || (tag.kind !== 'rich' && tag.kind !== 'partial')) return
  report('TEMPLATE_TAG_IN_MARKUP', `${tag.kind === 'rich' ? 'Rich text' : 'A partial'} cannot stand in an attribute`, tag.start)
}
