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

/**
 * Everything wrong with a template, at once. An empty list means: it can be rendered, reaches nothing outside itself, and no value can change how its HTML is read.
 * `assets` are looked into when they are given.
 */
export function checkTemplate (template: Template, assets: ReadonlyMap<string, AssetBytes> = new Map()): Problem[] {
  const { parts, problems: syntax } = readTemplate(template)
  const size = [...parts.values()].reduce((sum, { source }) => sum + source.length, template.css.length)
  if (size > MOST_BYTES) return [{ code: 'TEMPLATE_TOO_LARGE', message: 'All parts together are larger than 4 MB; put images into the assets', part: 'html', line: 1, column: 1 }]
  const names = new Set(Object.keys(template.assets ?? {}))
  const problems = [...syntax, ...[...parts.values()].flatMap((part) => checkPart(part, names)), ...checkStyles(template, names), ...checkPaper(template)]
  for (const [name, { contentType, bytes }] of assets) {
    if (contentType === 'image/svg+xml') problems.push(...checkSvg(Buffer.from(bytes).toString('utf8'), `assets.${name}`))
  }
  return problems.length > 0 ? problems : checkFields(template)
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
    const { code, message, part = 'html' } = error as { code?: string, message: string, part?: string }
    if (code === undefined) throw error
    const line = Number(/line (\d+)/.exec(message)?.[1] ?? 1)
    return [{ code: 'TEMPLATE_SAMPLE_UNFIT', message: `The sample does not fill the template: ${message}`, part, line, column: 1 }]
  }
}
