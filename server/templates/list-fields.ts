import { parseTemplate, type Node, type ParsedTemplate, type Section } from './parse-template.ts'
import { locate } from './problems.ts'
import type { Template, TemplateField } from './schema.ts'

interface Scope { fields: Map<string, Draft>, outer?: Scope }
interface Draft { field: TemplateField, inner: Scope }
interface Walk { parsed: ParsedTemplate, places: Map<string, ReturnType<typeof locate>> }
type Use = 'value' | 'richText' | 'section'

/**
 * The fields a template asks for, in the order of their first use.
 *
 * Mustache itself does not say whether `{{#x}}…{{/x}}` repeats or only shows; here it is decided once, for the mapping and for checks:
 * the template's sample decides where it holds the name (an array is a list, an object an object, anything else a flag or value); else a section that
 * has fields inside is a list, one without a flag, and one whose own name is printed (`{{#note}}{{note}}{{/note}}`) is that value.
 * Names inside a list or object belong to its item, unless only the world outside has them in the sample; names inside a flag belong to where the flag stands.
 * Dotted names (`customer.name`) are fields of an object. `{{.}}` is the item itself, listed as the field `.`.
 */
export function listFields (template: Template): TemplateField[] {
  const parsed = parseTemplate(template)
  const places = new Map([...parsed.parts].map(([name, part]) => [name, locate(part.source)]))
  const root: Scope = { fields: new Map() }
  for (const [name, part] of parsed.parts) {
    if (!name.startsWith('partials.')) walk({ parsed, places }, part.nodes, { part: name, scope: root, samples: [template.sample] })
  }
  return finish(root)
}

interface Position { part: string, scope: Scope, samples: unknown[] }

function walk (state: Walk, nodes: Node[], position: Position): void {
  for (const node of nodes) {
    if (node.kind === 'text') continue
    if (node.kind === 'partial') {
      const part = state.parsed.parts.get(`partials.${node.name}`)
      if (part !== undefined) walk(state, part.nodes, { ...position, part: part.name })
    } else if (node.kind === 'value' || node.kind === 'rich') {
      note(state, node, position, node.kind === 'rich' ? 'richText' : 'value')
    } else walkSection(state, node, position)
  }
}

function walkSection (state: Walk, node: Section, position: Position): void {
  const draft = note(state, node, position, 'section')
  const sample = lookUp(position.samples, node.path)
  const kind = node.kind === 'inverted' ? 'flag' : kindOf(sample) ?? (prints(state, node.nodes, node.name) || !hasNames(state, node.nodes) ? 'flag' : 'list')
  if (kind === 'flag') return walk(state, node.nodes, position)
  draft.field.kind = kind
  const item: unknown = Array.isArray(sample) ? sample[0] : sample
  walk(state, node.nodes, { ...position, scope: draft.inner, samples: [...position.samples, item] })
}

/** Enters a name into the scope it belongs to; the objects of a dotted name are entered on the way. */
function note (state: Walk, node: { name: string, path: string[], start: number }, position: Position, use: Use): Draft {
  const { line, column } = state.places.get(position.part)!(node.start)
  const partial = position.part.startsWith('partials.') ? { partial: position.part.slice('partials.'.length) } : {}
  const path = node.path.length === 0 ? ['.'] : node.path
  let scope = scopeOf(position, path[0]!)
  let draft: Draft | undefined
  for (const name of path) {
    const known: Draft | undefined = scope.fields.get(name)
    draft = known ?? { field: { name, kind: 'flag', line, column, ...partial }, inner: { fields: new Map(), outer: scope } }
    if (known === undefined) scope.fields.set(name, draft)
    scope = draft.inner
  }
  const { field } = draft!
  if (use !== 'section' && (field.kind === 'flag' || (field.kind === 'value' && use === 'richText'))) field.kind = use
  return draft!
}

/** The item's own scope, unless the sample shows that only a scope further out has the name. */
function scopeOf ({ scope, samples }: Position, first: string): Scope {
  let found = scope
  for (let at = samples.length - 1; at > 0 && found.outer !== undefined; at--) {
    const sample = samples[at]
    if (!isObject(sample) || Object.hasOwn(sample, first)) return found
    if (!samples.slice(0, at).some((outer) => isObject(outer) && Object.hasOwn(outer, first))) return scope
    found = found.outer
  }
  return found
}

function finish (scope: Scope): TemplateField[] {
  return [...scope.fields.values()].map(({ field, inner }) => {
    const fields = finish(inner)
    if (fields.length === 0) return field
    return { ...field, kind: field.kind === 'list' ? 'list' : 'object', fields }
  })
}

function kindOf (sample: unknown): 'list' | 'object' | 'flag' | null {
  if (sample === undefined || sample === null) return null
  if (Array.isArray(sample)) return 'list'
  return typeof sample === 'object' ? 'object' : 'flag'
}

function lookUp (samples: unknown[], path: string[]): unknown {
  const [first] = path
  let found: unknown = samples.findLast((sample) => isObject(sample) && first !== undefined && Object.hasOwn(sample, first))
  for (const name of path) found = isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined
  return found
}

/** Whether the section's own name is printed somewhere inside it. */
function prints (state: Walk, nodes: Node[], name: string): boolean {
  return inside(state, nodes).some((node) => (node.kind === 'value' || node.kind === 'rich') && node.name === name)
}

function hasNames (state: Walk, nodes: Node[]): boolean {
  return inside(state, nodes).some((node) => node.kind !== 'text' && node.kind !== 'partial')
}

function inside (state: Walk, nodes: Node[]): Node[] {
  return nodes.flatMap((node) => node.kind === 'partial'
    ? inside(state, state.parsed.parts.get(`partials.${node.name}`)?.nodes ?? [])
    : 'nodes' in node ? [node, ...inside(state, node.nodes)] : [node])
}

function isObject (value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
