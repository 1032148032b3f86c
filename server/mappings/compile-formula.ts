import jsonata from 'jsonata'
import { formulaFunctions, type Setting } from './formula-functions.ts'

/** Nesting of evaluations, length of a sequence. Real forms need tens and thousands. */
const limits = { stack: 500, sequence: 200_000 }

/** A formula ready to be run many times. */
export interface Formula { evaluate: (input: unknown, variables: Record<string, unknown>) => Promise<unknown> }

/** What is wrong with a formula's text; `position` counts characters from 1. */
export interface FormulaFault { message: string, position: number }

const tooDeep: FormulaFault = { message: 'it is nested too deep', position: 1 }

/** Null when the formula can be read. */
export function checkFormula (text: string): FormulaFault | null {
  try {
    return levels(jsonata(text).ast()) > limits.stack ? tooDeep : null
  } catch (error) {
    if (error instanceof RangeError) return tooDeep
    const { message, position } = error as { message?: string, position?: number }
    return { message: message ?? 'it cannot be read', position: position ?? 1 }
  }
}

/** Nodes below one another, counted without recursion: 1+1+1… is a tree as deep as it is long, and whoever walks it would run out of stack. */
function levels (root: object): number {
  let level = [root]
  let count = 0
  while (level.length > 0 && count <= limits.stack) {
    count += level.some((node) => 'type' in node) ? 1 : 0
    level = level.flatMap((node) => Object.values(node).filter((value): value is object => typeof value === 'object' && value !== null))
  }
  return count
}

/** Compiles JSONata with our functions; `timeLimit` in milliseconds ends an evaluation from inside, where it can still say which field it was. */
export function compileFormula (text: string, { setting, timeLimit }: { setting: () => Setting, timeLimit: number }): Formula {
  const expression = jsonata(text, { timeout: timeLimit, ...limits })
  for (const [name, run] of formulaFunctions) {
    expression.registerFunction(name, (...values: unknown[]) => run(setting(), ...values))
  }
  return { evaluate: (input, variables) => expression.evaluate(input, variables) as Promise<unknown> }
}
