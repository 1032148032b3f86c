import { listFields } from '../templates/list-fields.ts'
import { isReserved } from '../templates/parse-template.ts'
import type { Template, TemplateField } from '../templates/schema.ts'
import type { View } from '../views/schema.ts'
import { checkFormula } from './compile-formula.ts'
import { columnsOf, findUnknownNames, shapeOfEach, type Shape } from './formula-names.ts'
import { ledgerLines } from './read-ledger.ts'
import type { Field, Mapping } from './schema.ts'

/** One thing wrong with a mapping. `field` is the path of the line (`lines.amount`); `where` says which place of the template asks for it. Warnings do not stop a publication. */
export interface MappingProblem { code: string, message: string, field: string, level: 'error' | 'warning', where?: { part: string, line: number, column: number } }

/** A mapping with the bodies it refers to. */
export interface MappingCheck { mapping: Mapping, template: Template, views: ReadonlyMap<string, View> }

type Found = (problem: Omit<MappingProblem, 'level'> & { level?: MappingProblem['level'] }) => void

/** Everything wrong with a mapping, at once: against the fields of its template and the columns of its Views. */
export function checkMapping ({ mapping, template, views }: MappingCheck): MappingProblem[] {
  const problems: MappingProblem[] = []
  const found: Found = (problem) => { problems.push({ level: 'error', ...problem }) }
  const row = rowShape(mapping, views, found)
  checkLines(mapping.fields, { above: '', shape: row, row, parent: null, found })
  checkFit(mapping.fields, listFields(template), { above: '', outer: [], found })
  checkOutput(mapping, found)
  checkLines(ledgerLines(mapping.output), { above: 'output.ledger', shape: row, row, parent: null, found })
  return problems
}

/** The columns of the main View and the joins beside them; null where the View is not at hand. */
function rowShape (mapping: Mapping, views: ReadonlyMap<string, View>, found: Found): Shape | null {
  const main = views.get(mapping.view)
  if (main === undefined) return null
  const shape = columnsOf(main)
  for (const { as, view, match } of mapping.joins ?? []) {
    if (shape.has(as)) found({ code: 'MAPPING_JOIN_CLASH', message: `The View ${mapping.view} already has a column or list ${as}; give the join another name`, field: as })
    if (match !== undefined && !main.columns.some(({ name }) => name === match.column)) found({ code: 'MAPPING_COLUMN_UNKNOWN', message: `The View ${mapping.view} has no column ${match.column} to join by`, field: as })
    const joined = views.get(view)
    shape.set(as, joined === undefined ? null : columnsOf(joined))
  }
  return shape
}

interface Scope { above: string, shape: Shape | null, row: Shape | null, parent: Shape | null, found: Found }

/** Each line alone: its name, its formulas, the columns they use. */
function checkLines (fields: Field[], scope: Scope): void {
  const names = new Set<string>()
  for (const field of fields) {
    const path = scope.above === '' ? field.name : `${scope.above}.${field.name}`
    if (names.has(field.name)) scope.found({ code: 'MAPPING_FIELD_TWICE', message: `The field ${path} is mapped twice; remove one line`, field: path })
    names.add(field.name)
    checkLine(field, path, scope)
  }
}

function checkLine (field: Field, path: string, scope: Scope): void {
  const { found } = scope
  if (isReserved(field.name)) found({ code: 'MAPPING_NAME_REFUSED', message: `"${field.name}" is a reserved word; use another name`, field: path })
  if (field.each !== undefined && field.formula !== undefined) found({ code: 'MAPPING_FIELD_UNCLEAR', message: `The field ${path} has both a formula and "each"; keep one`, field: path })
  const text = field.each ?? field.formula
  if (text === undefined && field.fields === undefined && field.default === undefined) return found({ code: 'MAPPING_FORMULA_MISSING', message: `The field ${path} has no formula; write one, or give it a default`, field: path })
  const fault = text === undefined ? null : checkFormula(text)
  if (fault !== null) return found({ code: 'MAPPING_FORMULA_INVALID', message: `The formula of ${path} cannot be read: ${fault.message} (character ${fault.position})`, field: path })
  for (const name of text === undefined ? [] : findUnknownNames(text, scope)) {
    found({ code: 'MAPPING_COLUMN_UNKNOWN', message: `The formula of ${path} uses ${name}, which the View does not have; correct the name or add the column`, field: path })
  }
  if (field.fields === undefined) return
  // Only a plain name leads to a shape we know; behind other formulas, names are checked when they run.
  const shape = text === undefined ? scope.shape : shapeOfEach(text, scope)
  checkLines(field.fields, { ...scope, above: path, shape, parent: text === undefined ? scope.parent : scope.shape })
}

interface Fit { above: string, outer: string[], found: Found }

/** The lines against what the template asks for. */
function checkFit (fields: Field[], wanted: TemplateField[], { above, outer, found }: Fit): void {
  const lines = new Map(fields.map((field) => [field.name, field]))
  for (const want of wanted) {
    const path = above === '' ? want.name : `${above}.${want.name}`
    const where = { part: want.partial === undefined ? 'html' : `partials.${want.partial}`, line: want.line, column: want.column }
    const line = lines.get(want.name)
    lines.delete(want.name)
    if (line !== undefined) checkKind(line, want, { path, where, outer: [...outer, ...fields.map(({ name }) => name)], found })
    else if (want.name === '.') continue
    else if (outer.includes(want.name)) found({ code: 'MAPPING_FIELD_FROM_OUTSIDE', message: `The template prints ${path}; the mapping has no such line in the list, so the value from outside it is printed in every row`, field: path, where, level: 'warning' })
    else found({ code: 'MAPPING_FIELD_MISSING', message: `The template asks for ${path}; add a line for it`, field: path, where })
  }
  for (const { name } of lines.values()) {
    const path = above === '' ? name : `${above}.${name}`
    found({ code: 'MAPPING_FIELD_UNUSED', message: `The template does not use ${path}`, field: path, level: 'warning' })
  }
}

interface KindFit { path: string, where: MappingProblem['where'], outer: string[], found: Found }

function checkKind (line: Field, want: TemplateField, { path, where, outer, found }: KindFit): void {
  const [isList, isObject] = [line.each !== undefined, line.each === undefined && line.fields !== undefined]
  const wantsFields = want.kind === 'list' || want.kind === 'object'
  const mismatch = (message: string): void => found({ code: 'MAPPING_KIND_MISMATCH', message, field: path, where })
  if (want.kind === 'list' && !isList && !isObject) mismatch(`The template repeats ${path}; map it as a list, with "each"`)
  else if (want.kind === 'object' && !isObject) mismatch(`The template asks for parts of ${path}; give the line fields of its own, without "each"`)
  else if ((want.kind === 'value' || want.kind === 'richText') && (isList || isObject)) mismatch(`The template prints ${path} as text, but the line makes ${isList ? 'a list' : 'an object'}`)
  else if (wantsFields && (line.fields !== undefined || !want.fields?.every(({ name }) => name === '.'))) checkFit(line.fields ?? [], want.fields ?? [], { above: path, outer, found })
}

function checkOutput ({ output, fields }: Mapping, found: Found): void {
  try {
    Intl.DateTimeFormat('en', { timeZone: output.timeZone })
  } catch {
    found({ code: 'MAPPING_TIME_ZONE_UNKNOWN', message: `${output.timeZone} is no time zone; write one like Asia/Tokyo`, field: 'output.timeZone' })
  }
  const values = valuePaths(fields)
  for (const [, path] of output.fileName.matchAll(/\{([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)\}/g)) {
    if (!values.has(path!)) found({ code: 'MAPPING_FILE_NAME_UNKNOWN', message: `The file name uses {${path}}, which no line makes`, field: 'output.fileName' })
  }
}

/** The paths of all values outside of lists: `number`, `customer.name`. */
function valuePaths (fields: Field[], above = ''): Set<string> {
  return new Set(fields.flatMap(({ name, each, fields }) => each !== undefined ? [] : fields === undefined ? [above + name] : [...valuePaths(fields, `${above}${name}.`)]))
}
