import type { Field } from './schema.ts'
import { checkFormula, compileFormula, type Formula } from './compile-formula.ts'
import type { Setting } from './formula-functions.ts'

/** A fault of one field; evaluate-fields.ts makes the named error of it. `field` is its path (`lines.amount`). */
export type Fault =
  | { kind: 'invalid', field: string, message: string, position: number }
  | { kind: 'failed', field: string, message: string }
  | { kind: 'nothing', field: string, formula: string }
  | { kind: 'slow', field: string }

/** A field that could not be filled. */
export interface FieldFault extends Error { fault: Fault }

/** The fields of one scope, compiled: all formulas in one expression, so that ten thousand rows are one evaluation. */
export interface Plan { scope: string, columns: PlannedField[], nested: PlannedField[], all: Formula | null }
interface PlannedField { field: Field, path: string, formula: (() => Formula) | null, plan: Plan | null }

/** Characters in one field; checked before the text is copied anywhere. */
const LONGEST_TEXT = 5_000_000

interface Setup { setting: () => Setting, timeLimit: number }

export function faultOf (fault: Fault): FieldFault {
  return Object.assign(new Error(fault.kind), { fault })
}

/** Compiles the fields of a mapping. A formula that cannot be read is a fault of its field. */
export function planFields (fields: Field[], setup: Setup, scope = ''): Plan {
  const planned = fields.map((field) => planField(field, setup, scope === '' ? field.name : `${scope}.${field.name}`))
  const columns = planned.filter(({ plan, field }) => plan === null && field.each === undefined && field.formula !== undefined)
  // Each formula was read alone before, so none can reach out of its parentheses. `$position` costs time, so only who asks for it pays.
  const object = `{ ${columns.map(({ field }) => `${JSON.stringify(field.name)}: (${field.formula}\n)`).join(', ')} }`
  const text = columns.some(({ field }) => /\$position\b/.test(field.formula!))
    ? `$map($__items, function ($__item, $__index) { ($position := $__index + 1; $__item.${object}) })`
    : `$__items.${object}`
  return { scope, columns, nested: planned.filter((one) => !columns.includes(one)), all: columns.length === 0 ? null : compileFormula(text, setup) }
}

function planField (field: Field, setup: Setup, path: string): PlannedField {
  const text = field.each ?? field.formula
  const fault = text === undefined ? null : checkFormula(text)
  if (fault !== null) throw faultOf({ kind: 'invalid', field: path, ...fault })
  let compiled: Formula | undefined
  const formula = (): Formula => {
    compiled ??= compileFormula(`$__item.(${text}\n)`, setup)
    return compiled
  }
  return { field, path, formula: text === undefined ? null : formula, plan: field.fields === undefined ? null : planFields(field.fields, setup, path) }
}

interface World { row: unknown, parent: unknown }
type Filled = Record<string, unknown>

/** Fills the fields of a scope for each item; `world.row` is `$$` in every formula. */
export async function fillFields (plan: Plan, items: unknown[], world: World): Promise<Filled[]> {
  const filled = await fillColumns(plan, items, world)
  for (const one of plan.nested) {
    for (const [index, item] of items.entries()) filled[index]![one.field.name] = await fillNested(one, item, { ...world, position: index + 1 })
  }
  return filled
}

async function fillColumns (plan: Plan, items: unknown[], world: World): Promise<Filled[]> {
  const rows = plan.all === null || items.length === 0 ? [] : await evaluateAll(plan, items, world)
  return items.map((_, index) => {
    const filled: Filled = {}
    for (const { field, path } of plan.columns) filled[field.name] = scalar(rows[index]?.[field.name], field, path)
    return filled
  })
}

async function evaluateAll (plan: Plan, items: unknown[], world: World): Promise<Filled[]> {
  try {
    const result = await plan.all!.evaluate(world.row, { __items: items, parent: world.parent })
    const rows = (Array.isArray(result) ? result : [result]) as Filled[]
    if (rows.length === items.length) return rows
  } catch (error) {
    if (isLate(error)) throw faultOf({ kind: 'slow', field: plan.scope === '' ? plan.columns.map(({ field }) => field.name).slice(0, 3).join(', ') : plan.scope })
  }
  return evaluateSingly(plan, items, world)
}

/** The slow way, field by field: only to say which one fails. */
async function evaluateSingly (plan: Plan, items: unknown[], world: World): Promise<Filled[]> {
  const rows: Filled[] = items.map(() => ({}))
  for (const { field, path, formula } of plan.columns) {
    for (const [index, item] of items.entries()) rows[index]![field.name] = await evaluate(formula!(), path, { ...world, item, position: index + 1 })
  }
  return rows
}

async function evaluate (formula: Formula, path: string, { row, parent, item, position }: World & { item: unknown, position: number }): Promise<unknown> {
  try {
    return await formula.evaluate(row, { __item: item, parent, position })
  } catch (error) {
    if (isLate(error)) throw faultOf({ kind: 'slow', field: path })
    const { message } = error as { message?: string }
    throw faultOf({ kind: 'failed', field: path, message: (message ?? String(error)).slice(0, 500) })
  }
}

/** JSONata's own clock (D1012). https://docs.jsonata.org/embedding-extending */
function isLate (error: unknown): boolean {
  return (error as { code?: string }).code === 'D1012'
}

async function fillNested (planned: PlannedField, item: unknown, world: World & { position: number }): Promise<unknown> {
  const { field, path, formula, plan } = planned
  if (field.each !== undefined) {
    const items = listOf(await evaluate(formula!(), path, { ...world, item }), field, path)
    if (plan === null) return items.map((one) => scalar(one, field, path))
    return fillFields(plan, items, { row: world.row, parent: item })
  }
  if (plan === null) return scalar(undefined, field, path)
  const inner = formula === null ? item : await evaluate(formula(), path, { ...world, item })
  if (inner === null || (inner === undefined && field.default === null)) return null
  if (inner === undefined) throw faultOf({ kind: 'nothing', field: path, formula: field.formula! })
  if (typeof inner !== 'object' || Array.isArray(inner)) throw faultOf({ kind: 'failed', field: path, message: 'it must give one object, because the field has fields of its own' })
  return (await fillFields(plan, [inner], { row: world.row, parent: formula === null ? world.parent : item }))[0]
}

/** A list is a list however many items it has. Nothing at all is a misspelt name, unless the field declares a default: then the list is empty. */
function listOf (value: unknown, field: Field, path: string): unknown[] {
  if (value === null) return []
  if (value !== undefined) return Array.isArray(value) ? value as unknown[] : [value]
  if (field.default !== undefined) return []
  throw faultOf({ kind: 'nothing', field: path, formula: field.each! })
}

function scalar (value: unknown, field: Field, path: string): unknown {
  if (value === undefined && field.default !== undefined) return field.default
  if (value === undefined) throw faultOf({ kind: 'nothing', field: path, formula: field.formula ?? field.each ?? '(none)' })
  if (typeof value === 'string' && value.length > LONGEST_TEXT) throw faultOf({ kind: 'failed', field: path, message: 'it gives a text of more than five million characters' })
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return value
  const kind = typeof value === 'number' ? 'no finite number' : Array.isArray(value) ? 'a list; join it with $join, or map it with "each"' : typeof value === 'object' ? 'an object; name the column of it' : `a ${typeof value}`
  throw faultOf({ kind: 'failed', field: path, message: `it gives ${kind}` })
}
