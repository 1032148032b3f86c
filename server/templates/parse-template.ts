import Mustache from 'mustache'
import { TemplateInvalid } from '../errors.ts'
import { collect, type Problem, type Report } from './problems.ts'
import type { Template } from './schema.ts'

/** A tag as it stands in the source: `kind` is Mustache's own sign, `end` the offset behind it. */
export interface Tag { kind: 'value' | 'rich' | 'section' | 'inverted' | 'close' | 'partial' | 'comment', name: string, start: number, end: number }

interface Named { name: string, path: string[], start: number }
export type Section = Named & ({ kind: 'section', nodes: Node[] } | { kind: 'inverted', nodes: Node[] })
export type Node = { kind: 'text', text: string } | { kind: 'partial', name: string, start: number } | Named & { kind: 'value' } | Named & { kind: 'rich' } | Section

export interface Part { name: string, source: string, nodes: Node[], tags: Tag[] }

/** A template ready to be walked: the parts by name (`html`, `partials.seal`, `header.left` …), every tag known and every partial there. */
export interface ParsedTemplate { parts: Map<string, Part>, problems: Problem[] }

/** Limits of one template (reliability class G). `nodes` counts after partials are laid out, so that doubling partials are found before they are rendered. */
export const limits = { depth: 32, tags: 20_000, partials: 200, nodes: 500_000 } as const

const fieldName = /^(?:\.|[A-Za-z_][A-Za-z0-9_]{0,59}(?:\.[A-Za-z_][A-Za-z0-9_]{0,59}){0,9})$/
const partialName = /^[A-Za-z_][A-Za-z0-9_-]{0,59}$/
const kinds: Record<string, Tag['kind']> = { name: 'value', '&': 'rich', '#': 'section', '^': 'inverted', '>': 'partial', '!': 'comment' }

type Token = [type: string, value: string, start: number, end: number, nested?: Token[] | string, close?: number]

// Mustache's shared writer keeps every template it has ever seen; ours keeps none.
const writer = new Mustache.Writer() as unknown as { templateCache: unknown, parse (source: string, tags: string[]): Token[] }
writer.templateCache = undefined

const parsed = new WeakMap<Template, ParsedTemplate>()

/** The parsed form of a template, remembered as long as the template object lives. Throws TemplateInvalid on the first problem. */
export function parseTemplate (template: Template): ParsedTemplate {
  const result = readTemplate(template)
  const [first] = result.problems
  if (first !== undefined) throw Object.assign(new TemplateInvalid(`${first.message} (${first.part}, line ${first.line})`), { problems: result.problems })
  return result
}

/** The same without throwing: what is wrong stands in `problems`. */
export function readTemplate (template: Template): ParsedTemplate {
  let result = parsed.get(template)
  if (result === undefined) {
    result = readParts(template)
    parsed.set(template, result)
  }
  return result
}

/** The texts of a template that may hold tags, under the names problems use. */
function sources ({ html, partials, header, footer }: Template): Array<[name: string, source: string]> {
  const margins = Object.entries({ header, footer }).flatMap(([edge, texts]) => Object.entries(texts ?? {}).map(([side, text]) => [`${edge}.${side}`, text] as [string, string]))
  return [['html', html], ...Object.entries(partials ?? {}).map(([name, source]) => [`partials.${name}`, source] as [string, string]), ...margins]
}

function readParts (template: Template): ParsedTemplate {
  const parts = new Map<string, Part>()
  const problems: Problem[] = []
  for (const [name, source] of sources(template)) {
    const { problems: found, report } = collect(name, source)
    parts.set(name, parsePart(name, source, report))
    problems.push(...found)
  }
  for (const [name, part] of parts) {
    const { problems: found, report } = collect(name, part.source)
    for (const { kind, name: wanted, start } of part.tags) {
      if (kind === 'partial' && partialName.test(wanted) && !parts.has(`partials.${wanted}`)) report('TEMPLATE_PARTIAL_MISSING', `There is no partial "${wanted}"; add it or remove the tag`, start)
    }
    if (found.length === 0 && problems.length === 0) checkSize(parts, part, report)
    problems.push(...found)
  }
  return { parts, problems }
}

/** Mustache source to nodes. What is wrong is reported; a part that does not parse at all has no nodes. */
function parsePart (name: string, source: string, report: Report): Part {
  const part: Part = { name, source, nodes: [], tags: [] }
  try {
    const tokens = writer.parse(source, ['{{', '}}'])
    part.nodes = toNodes(tokens, part.tags, report, 0)
  } catch (error) {
    reportSyntax(source, error as Error, report)
  }
  if (part.tags.length > limits.tags) report('TEMPLATE_TOO_LARGE', `There are more than ${limits.tags} tags here; split the template`, 0)
  part.tags.sort((one, other) => one.start - other.start)
  return part
}

function reportSyntax (source: string, error: Error, report: Report): void {
  const [, sentence = error.message, at = '0'] = /^(.*) at (\d+)$/s.exec(error.message) ?? []
  const delimiters = /\{\{\s*=/.exec(source)
  if (error instanceof RangeError) report('TEMPLATE_TOO_LARGE', 'Sections are nested too deep; use fewer', 0)
  else if (delimiters !== null) report('TEMPLATE_TAG_REFUSED', 'Tags that change the delimiters ({{= =}}) are not allowed', delimiters.index)
  else report('TEMPLATE_TAG_UNCLOSED', sentence, Math.min(Number(at), source.length))
}

function toNodes (tokens: Token[], tags: Tag[], report: Report, depth: number): Node[] {
  const nodes: Node[] = []
  for (const [type, value, start, end, nested, close] of tokens) {
    if (type === 'text') {
      nodes.push({ kind: 'text', text: value })
      continue
    }
    const kind = kinds[type]
    if (kind === undefined) {
      report('TEMPLATE_TAG_REFUSED', 'Tags that change the delimiters ({{= =}}) are not allowed', start)
      continue
    }
    tags.push({ kind, name: value, start, end })
    if (kind === 'comment' || !checkName(kind, value, (code, message) => report(code, message, start))) continue
    const path = value === '.' ? [] : value.split('.')
    if (kind === 'partial') nodes.push({ kind, name: value, start })
    else if (kind === 'value' || kind === 'rich') nodes.push({ kind, name: value, path, start })
    else if (depth >= limits.depth) report('TEMPLATE_TOO_LARGE', `Sections are nested deeper than ${limits.depth}; use fewer`, start)
    else {
      nodes.push({ kind: kind as 'section' | 'inverted', name: value, path, start, nodes: toNodes(nested as Token[], tags, report, depth + 1) })
      tags.push({ kind: 'close', name: value, start: close!, end: close! + 1 })
    }
  }
  return nodes
}

function checkName (kind: Tag['kind'], name: string, report: (code: string, message: string) => void): boolean {
  if (kind === 'partial') {
    if (partialName.test(name)) return true
    report('TEMPLATE_NAME_REFUSED', `"${name.slice(0, 60)}" cannot be the name of a partial; use letters, digits, underscore and hyphen`)
    return false
  }
  if (!fieldName.test(name)) report('TEMPLATE_NAME_REFUSED', `"${name.slice(0, 60)}" cannot be the name of a field; use letters, digits and underscore`)
  else if (name.split('.').some(isReserved)) report('TEMPLATE_NAME_REFUSED', `"${name}" is a reserved word; use another name for the field`)
  else return true
  return false
}

/** Names every JavaScript object answers to. They can be no field's name, so that no look-up can ever reach beyond the data. */
export function isReserved (name: string): boolean {
  return name in Object.prototype
}

/** Counts what a part comes to with its partials laid out; refuses partials that include themselves and those that multiply. */
function checkSize (parts: Map<string, Part>, part: Part, report: Report): void {
  const sizes = new Map<string, number>()
  const measure = (name: string, above: string[]): number => {
    const known = sizes.get(name)
    if (known !== undefined) return known
    if (above.includes(name)) throw new RangeError(`The partial "${name.slice('partials.'.length)}" includes itself`)
    if (above.length > limits.depth) throw new RangeError(`Partials are nested deeper than ${limits.depth}`)
    const size = count(parts.get(name)?.nodes ?? [], [...above, name])
    sizes.set(name, size)
    return size
  }
  const count = (nodes: Node[], above: string[]): number => nodes.reduce((sum, node) =>
    sum + 1 + (node.kind === 'partial' ? measure(`partials.${node.name}`, above) : 'nodes' in node ? count(node.nodes, above) : 0), 0)
  try {
    if (measure(part.name, []) > limits.nodes) report('TEMPLATE_TOO_LARGE', 'With its partials laid out the template is too large; include them less often', 0)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    report('TEMPLATE_TOO_LARGE', error.message, part.tags.find((tag) => tag.kind === 'partial')?.start ?? 0)
  }
  if (parts.size > limits.partials) report('TEMPLATE_TOO_LARGE', `There are more than ${limits.partials} partials`, 0)
}
