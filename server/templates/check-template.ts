import { checkCss } from './check-css.ts'
import { checkHtml } from './check-html.ts'
import { checkSvg } from './check-svg.ts'
import { paperSize } from './formats.ts'
import { listFields } from './list-fields.ts'
import { readTemplate, type Part } from './parse-template.ts'
import { collect, type Problem } from './problems.ts'
import { renderHtml } from './render-html.ts'
import type { AssetBytes, Template, TemplateField } from './schema.ts'

export type { Problem } from './problems.ts'

/** Bytes of all parts together; above this, checking would hold up others. */
const MOST_BYTES = 4_000_000
/** Signs that open or close an element, in all parts together: 600,000 took the parser eight seconds, during which nobody else was answered. */
const MOST_ELEMENT_SIGNS = 20_000

/**
 * Everything wrong with a template, at once. An empty list means: it can be rendered, reaches nothing outside itself, and no value can change how its HTML is read.
 * `assets` are looked into when they are given.
 */
export function checkTemplate (template: Template, assets: ReadonlyMap<string, AssetBytes> = new Map()): Problem[] {
  const tooLarge = checkSize(template)
  if (tooLarge !== null) return [{ code: 'TEMPLATE_TOO_LARGE', message: tooLarge, part: 'html', line: 1, column: 1 }]
  const { parts, problems: syntax } = readTemplate(template)
  const names = new Set(Object.keys(template.assets ?? {}))
  const problems = [...syntax, ...[...parts.values()].flatMap((part) => checkPart(part, names)), ...checkStyles(template, names), ...checkPaper(template)]
  for (const [name, { contentType, bytes }] of assets) {
    if (contentType === 'image/svg+xml') problems.push(...checkSvg(Buffer.from(bytes).toString('utf8'), `assets.${name}`))
  }
  return problems.length > 0 ? problems : checkFields(template)
}

/** Before anything is read. */
function checkSize ({ html, css, partials = {} }: Template): string | null {
  const sources = [html, ...Object.values(partials)]
  if (sources.reduce((sum, { length }) => sum + length, css.length) > MOST_BYTES) return 'All parts together are larger than 4 MB; put images into the assets'
  const signs = sources.reduce((sum, source) => sum + source.split('<').length - 1, 0)
  return signs > MOST_ELEMENT_SIGNS ? `There are more than ${MOST_ELEMENT_SIGNS / 2} elements here; print lists by sections` : null
}

function checkPart (part: Part, assets: ReadonlySet<string>): Problem[] {
  const { problems, report } = collect(part.name, part.source)
  if (part.name === 'html' || part.name.startsWith('partials.')) checkHtml(part, { assets, report })
  else {
    for (const { kind, start } of part.tags) {
      if (kind === 'rich' || kind === 'partial') report('TEMPLATE_TAG_REFUSED', 'Header and footer are plain text: rich text and partials cannot stand there', start)
    }
  }
  return problems
}

function checkStyles ({ css }: Template, assets: ReadonlySet<string>): Problem[] {
  const { problems, report } = collect('css', css)
  checkCss(css, { assets, report })
  return problems
}

function checkPaper ({ paper }: Template): Problem[] {
  const { width, height } = paperSize(paper)
  const { top, right, bottom, left } = paper.margin
  if (width - left - right >= 10 && height - top - bottom >= 10) return []
  return [{ code: 'TEMPLATE_PAPER_REFUSED', message: `The margins leave no room on a sheet of ${width} × ${height} mm`, part: 'paper', line: 1, column: 1 }]
}

/** What only shows once the template reads well: rich text that is not declared, and a sample that does not fit. */
function checkFields (template: Template): Problem[] {
  const problems: Problem[] = []
  const declared = new Set(template.richText)
  const visit = (fields: TemplateField[], above: string): void => {
    for (const { name, kind, line, column, partial, fields: inner } of fields) {
      const path = above === '' ? name : `${above}.${name}`
      if (kind === 'richText' && !declared.has(path)) problems.push({ code: 'TEMPLATE_RICH_TEXT_UNDECLARED', message: `"${path}" is printed as rich text but is not listed in richText; use {{${name}}} or list it`, part: partial === undefined ? 'html' : `partials.${partial}`, line, column })
      visit(inner ?? [], path)
    }
  }
  visit(listFields(template), '')
  return problems.length > 0 || template.sample === undefined ? problems : checkSample(template)
}

function checkSample (template: Template): Problem[] {
  try {
    renderHtml(template, template.sample!)
    return []
  } catch (error) {
    const { code, message, part = 'html', args = [] } = error as { code?: string, message: string, part?: string, args?: unknown[] }
    if (code === undefined) throw error
    return [{ code: 'TEMPLATE_SAMPLE_UNFIT', message: saySample(code, args) ?? message, part, line: Number(/line (\d+)/.exec(message)?.[1] ?? 1), column: 1 }]
  }
}

/** The sentences of render-html.ts for data of an author's own; the place is said beside it. */
function saySample (code: string, [field, , , kind]: unknown[]): string | undefined {
  if (code === 'CHOHYO_TEMPLATE_FIELD_MISSING') return `The sample has no field ${String(field)}; add it there, or correct the name`
  if (code === 'CHOHYO_TEMPLATE_FIELD_UNPRINTABLE') return `The field ${String(field)} is ${String(kind)} in the sample and cannot be printed as text; correct the sample or the tag`
}
