import { HtmlTooLarge, TemplateFieldMissing, TemplateFieldUnprintable, TemplateInvalid } from '../errors.ts'
import { cssString, marginBoxes, pageRule } from './formats.ts'
import { parseTemplate, type Node, type ParsedTemplate, type Section } from './parse-template.ts'
import { locate } from './problems.ts'
import { sanitizeRichText } from './sanitize-rich-text.ts'
import type { Data, Template } from './schema.ts'

/** The two halves of a page. `head` depends on the template alone, so one warm page serves every document of a release; `body` holds the data. */
export interface RenderedHtml { head: string, body: string }

/** Bytes of HTML, and nodes walked: a list of lists can walk for ever without printing a letter. */
const limits = { bytes: 20_000_000, steps: 3_000_000 }

interface Frame { value: unknown, path: string }
interface Rendering { parsed: ParsedTemplate, richText: Set<string>, out: string[], length: number, steps: number }

/**
 * Fills a template. Strict: a name the data does not own is TemplateFieldMissing, a list or object where text belongs is TemplateFieldUnprintable.
 * `null` prints as nothing. Names are looked up as Mustache does, from the innermost item outwards, but only own properties of plain JSON are seen.
 */
export function renderHtml (template: Template, data: Data): RenderedHtml {
  const parsed = parseTemplate(template)
  const rendering: Rendering = { parsed, richText: new Set(template.richText), out: [], length: 0, steps: 0 }
  const frames: Frame[] = [{ value: data, path: '' }]
  const fixed = marginBoxes(template, (text, part) => hasTags(parsed, part) ? null : marginContent(text))
  const filled = marginBoxes(template, (text, part) => hasTags(parsed, part) ? marginContent(fill({ ...rendering, out: [] }, part, frames, plainText)) : null)
  const html = fill(rendering, 'html', frames, escapeHtml)
  const body = filled === '' ? html : `<style>${filled}</style>${html}`
  if (Buffer.byteLength(body) > limits.bytes) throw new HtmlTooLarge('20 MB')
  return { head: headOf(template, fixed), body }
}

/** The style sheet of a template: paper first, so that the template's own `@page` rules can refine it. */
function headOf (template: Template, margins: string): string {
  if (/<\/style/i.test(template.css)) throw new TemplateInvalid('its CSS contains </style')
  return [pageRule(template.paper), margins, 'html { print-color-adjust: exact; -webkit-print-color-adjust: exact; } body { margin: 0; }', template.css].filter((css) => css !== '').join('\n')
}

function hasTags (parsed: ParsedTemplate, part: string): boolean {
  return (parsed.parts.get(part)?.tags.length ?? 0) > 0
}

/** A margin text as CSS `content`: `{page}` and `{pages}` become counters, everything else strings. */
function marginContent (text: string): string {
  const pieces = text.split(/(\{pages?\})/).filter((piece) => piece !== '')
  return pieces.map((piece) => piece === '{page}' ? 'counter(page)' : piece === '{pages}' ? 'counter(pages)' : cssString(piece)).join(' ') || '""'
}

/** Braces typed into a field are not page counters. A zero-width joiner between them keeps them text. */
function plainText (value: string): string {
  return value.replace(/\{(?=pages?\})/g, '{\u2060')
}

type Print = (value: string) => string

function fill (rendering: Rendering, part: string, frames: Frame[], print: Print): string {
  renderNodes(rendering, rendering.parsed.parts.get(part)?.nodes ?? [], { part, frames, print })
  return rendering.out.join('')
}

interface Position { part: string, frames: Frame[], print: Print }

function renderNodes (rendering: Rendering, nodes: Node[], position: Position): void {
  for (const node of nodes) {
    step(rendering)
    if (node.kind === 'text') write(rendering, node.text)
    else if (node.kind === 'value') write(rendering, position.print(textOf(rendering, node, position)))
    else if (node.kind === 'rich') write(rendering, richTextOf(rendering, node, position))
    else if (node.kind === 'partial') {
      const part = `partials.${node.name}`
      renderNodes(rendering, rendering.parsed.parts.get(part)?.nodes ?? [], { ...position, part })
    } else renderSection(rendering, node, position)
  }
}

function step (rendering: Rendering): void {
  rendering.steps++
  if (rendering.steps > limits.steps) throw new HtmlTooLarge('three million tags')
}

function write (rendering: Rendering, text: string): void {
  rendering.length += text.length
  if (rendering.length > limits.bytes) throw new HtmlTooLarge('20 MB')
  rendering.out.push(text)
}

function renderSection (rendering: Rendering, node: Section, position: Position): void {
  const found = lookUp(rendering, node, position)
  const { value, path } = found
  const empty = value === null || value === false || value === '' || value === 0 || (Array.isArray(value) && value.length === 0)
  if (node.kind === 'inverted') {
    if (empty) renderNodes(rendering, node.nodes, position)
  } else if (Array.isArray(value)) {
    for (const item of value as unknown[]) {
      step(rendering)
      renderNodes(rendering, node.nodes, { ...position, frames: [...position.frames, { value: item, path }] })
    }
  } else if (!empty) {
    renderNodes(rendering, node.nodes, value === true ? position : { ...position, frames: [...position.frames, { value, path }] })
  }
}

interface Named { name: string, path: string[], start: number }

/** The nearest frame that owns the first name, then strictly down from there. A `null` on the way is an empty object: its fields are empty too. */
function lookUp (rendering: Rendering, node: Named, position: Position): Frame {
  const [first, ...rest] = node.path
  if (first === undefined) return position.frames.at(-1)!
  const frame = position.frames.findLast(({ value }) => owns(value, first))
  if (frame === undefined) throw missing(rendering, node, position)
  let value = (frame.value as Data)[first]
  for (const name of rest) {
    if (value === null) break
    if (!owns(value, name)) throw missing(rendering, node, position)
    value = (value as Data)[name]
  }
  if (value === undefined) throw missing(rendering, node, position)
  return { value, path: frame.path === '' ? node.name : `${frame.path}.${node.name}` }
}

function owns (value: unknown, name: string): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
}

function missing (rendering: Rendering, node: Named, position: Position): Error {
  return Object.assign(new TemplateFieldMissing(node.name, ...placeOf(rendering, node, position)), { field: node.name, part: position.part })
}

function placeOf (rendering: Rendering, node: Named, { part }: Position): [part: string, line: number] {
  return [part, locate(rendering.parsed.parts.get(part)?.source ?? '')(node.start).line]
}

function textOf (rendering: Rendering, node: Named, position: Position): string {
  const { value } = lookUp(rendering, node, position)
  if (value === null) return ''
  if (typeof value === 'string') return printable(value)
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return String(value)
  const kind = Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : `a ${typeof value}`
  throw new TemplateFieldUnprintable(node.name, ...placeOf(rendering, node, position), kind)
}

function richTextOf (rendering: Rendering, node: Named, position: Position): string {
  const { path } = lookUp(rendering, node, position)
  if (!rendering.richText.has(path)) throw new TemplateFieldUnprintable(node.name, ...placeOf(rendering, node, position), 'not listed as rich text')
  return sanitizeRichText(textOf(rendering, node, position))
}

/** Vertical tabs and the like come along when people paste from spreadsheets; a page has no use for them, and HTML forbids them. */
function printable (value: string): string {
  // eslint-disable-next-line no-control-regex
  return value.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '/': '&#x2F;', '`': '&#x60;', '=': '&#x3D;' }

/** The same eight characters Mustache escapes, so that a value is safe in text and in quoted attributes. */
export function escapeHtml (text: string): string {
  return text.replace(/[&<>"'`=/]/g, (char) => entities[char]!)
}
