import type { Operator } from '@jetstreamapp/soql-parser-js'
import { apiError } from '../api-error.ts'
import type { Literal, Operand } from './read-literal.ts'

export type Test = (value: unknown) => boolean

/** A test of one value by an operator. Text ignores case; an empty text is null; null is never more or less than anything. */
export function makeTest (operand: Operand, operator: Operator, literals: Literal[]): Test {
  const first = literals[0] ?? { value: null }
  switch (operator) {
    case '=': return isEqual(first, operand)
    case '!=': return not(isEqual(first, operand))
    case '<': return value => isOrdered(value, operand, side => side < 0, lowEnd(first))
    case '>=': return value => isOrdered(value, operand, side => side >= 0, lowEnd(first))
    case '>': return 'from' in first ? value => isOrdered(value, operand, side => side >= 0, first.to) : value => isOrdered(value, operand, side => side > 0, first.value)
    case '<=': return 'from' in first ? value => isOrdered(value, operand, side => side < 0, first.to) : value => isOrdered(value, operand, side => side <= 0, first.value)
    case 'LIKE': return likeTest(operand, first)
    case 'IN': return isIn(operand, literals)
    case 'NOT IN': return not(isIn(operand, literals))
    case 'INCLUDES': return includesTest(literals)
    case 'EXCLUDES': return not(includesTest(literals))
  }
}

const not = (test: Test): Test => value => !test(value)

function lowEnd (literal: Literal): string | number | boolean | null {
  return 'from' in literal ? literal.from : literal.value
}

/** The form in which two values of one kind are equal. */
export function fold (value: unknown, { kind }: Operand): unknown {
  if (value === undefined || value === null || value === '') return null
  return kind === 'text' && typeof value === 'string' ? value.toLowerCase() : value
}

function isEqual (literal: Literal, operand: Operand): Test {
  if ('from' in literal) return value => typeof value === 'string' && value >= literal.from && value < literal.to
  const wanted = fold(literal.value, operand)
  return value => fold(value, operand) === wanted
}

function isIn (operand: Operand, literals: Literal[]): Test {
  const plain = new Set(literals.flatMap(literal => 'from' in literal ? [] : [fold(literal.value, operand)]))
  const ranges = literals.filter(literal => 'from' in literal).map(literal => isEqual(literal, operand))
  return value => plain.has(fold(value, operand)) || ranges.some(test => test(value))
}

function isOrdered (value: unknown, operand: Operand, holds: (side: number) => boolean, than: string | number | boolean | null): boolean {
  const left = fold(value, operand)
  const right = fold(than, operand)
  if (left === null || right === null) return false
  return holds(compareFolded(left, right))
}

/** Orders two folded values of one kind. */
export function compareFolded (left: unknown, right: unknown): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right
  const [a, b] = [String(left), String(right)]
  return a < b ? -1 : a > b ? 1 : 0
}

function likeTest (operand: Operand, literal: Literal): Test {
  if ('from' in literal || typeof literal.value !== 'string' || operand.kind !== 'text') {
    throw apiError('INVALID_QUERY_FILTER_OPERATOR', 'invalid operator')
  }
  const pattern = literal.value.replace(/\\[%_]|[%_]|[.*+?^${}()|[\]\\/-]/g, part =>
    part === '%' ? '[^]*' : part === '_' ? '[^]' : part.length === 2 ? part.slice(1) : `\\${part}`)
  const expression = new RegExp(`^${pattern}$`, 'i')
  return value => typeof value === 'string' && expression.test(value)
}

/** `INCLUDES ('a;b', 'c')`: both a and b, or c. */
function includesTest (literals: Literal[]): Test {
  const groups = literals.map(literal => String('from' in literal ? '' : literal.value).toLowerCase().split(';'))
  return value => {
    const chosen = typeof value === 'string' ? value.toLowerCase().split(';') : []
    return groups.some(group => group.every(each => chosen.includes(each)))
  }
}
