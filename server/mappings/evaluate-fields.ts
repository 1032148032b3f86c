import { FormulaFailed, FormulaGaveNothing, FormulaInvalid, FormulaTooLarge, FormulaTooSlow, MappingInvalid, SubprocessLate, SubprocessOutOfMemory } from '../errors.ts'
import type { Subprocesses } from '../io/subprocess.ts'
import { isReserved } from '../templates/parse-template.ts'
import type { Data } from '../templates/schema.ts'
import type { Fault } from './fill-fields.ts'
import type { Setting } from './formula-functions.ts'
import type { Field } from './schema.ts'

/** One row with its joins, and how to fill the fields of a template from it. `now` (ISO) is what `$now()` and `$today()` give; default the present. */
export interface Evaluation { mapping: string, fields: Field[], input: Record<string, unknown>, locale: string, timeZone: string, now?: string, timeLimit?: number }

/** What goes to the formula subprocess, and what comes back. */
export interface FormulaQuestion { fields: Field[], input: Record<string, unknown>, setting: Setting, timeLimit: number }
export type FormulaReply = { json: string } | { fault: Fault }

/** Milliseconds for all formulas of one document. */
const TIME_LIMIT = 10_000

/**
 * Fills the fields of a mapping from one row. Strict: a formula that gives nothing is FormulaGaveNothing unless its field has a default, one that fails is
 * FormulaFailed, one that cannot be read FormulaInvalid; all name mapping and field. Too slow or too large is FormulaTooSlow and FormulaTooLarge, and only that subprocess ends.
 */
export async function evaluateFields (subprocesses: Subprocesses, { mapping, fields, input, locale, timeZone, now = new Date().toISOString(), timeLimit = TIME_LIMIT }: Evaluation): Promise<Data> {
  const name = findReserved(fields)
  if (name !== null) throw new MappingInvalid(mapping, `"${name}" is a reserved word and cannot be the name of a field`)
  // The clock inside the subprocess rings first: it knows the field. The one outside is for what cannot be interrupted.
  const question: FormulaQuestion = { fields, input, setting: { locale, timeZone, now }, timeLimit: Math.round(timeLimit * 0.8) }
  const reply = await subprocesses.ask(question, { timeLimit }).catch((error: unknown) => { throw nameError(error, { mapping, timeLimit }) }) as FormulaReply
  if ('fault' in reply) throw errorOf(reply.fault, { mapping, timeLimit })
  return JSON.parse(reply.json) as Data
}

interface Context { mapping: string, timeLimit: number }

function nameError (error: unknown, { mapping, timeLimit }: Context): unknown {
  if (error instanceof SubprocessLate) return new FormulaTooSlow(mapping, timeLimit / 1000, 'one of them could not be interrupted')
  if (error instanceof SubprocessOutOfMemory) return new FormulaTooLarge(mapping, 'they needed too much memory')
  return error
}

function errorOf (fault: Fault, { mapping, timeLimit }: Context): Error {
  const error = fault.kind === 'invalid'
    ? new FormulaInvalid(fault.field, mapping, fault.message, fault.position)
    : fault.kind === 'nothing'
      ? new FormulaGaveNothing(fault.field, mapping, fault.formula.slice(0, 200))
      : fault.kind === 'slow'
        ? new FormulaTooSlow(mapping, timeLimit / 1000, `field ${fault.field}`)
        : new FormulaFailed(fault.field, mapping, fault.message.replace(/\.$/, ''))
  return Object.assign(error, { field: fault.field })
}

function findReserved (fields: Field[]): string | null {
  for (const field of fields) {
    const found = isReserved(field.name) ? field.name : findReserved(field.fields ?? [])
    if (found !== null) return found
  }
  return null
}
