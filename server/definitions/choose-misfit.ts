import type { TLocalizedValidationError } from 'typebox/error'

/** Where a value does not fit (`place` in the value, `schemaPath` in the schema), and which rule it breaks. */
export interface Misfit { keyword: string, params: Record<string, unknown>, place: string[], schemaPath: string }

const BRANCH = '/anyOf/'

/**
 * Of all the errors the one that helps: the first; and where a union fits in none of its branches, the one inside the branch whose shape was meant,
 * or the union itself when none was.
 */
export function chooseMisfit (errors: TLocalizedValidationError[]): Misfit {
  const named = errors.filter(({ keyword }) => keyword !== 'boolean')
  return choose(named.length > 0 ? named : errors, 0)
}

function choose (errors: TLocalizedValidationError[], from: number): Misfit {
  const first = errors[0]
  if (!first) return { keyword: 'type', params: {}, place: [], schemaPath: '#' }
  const cut = first.schemaPath.indexOf(BRANCH, from)
  if (cut === -1) return { keyword: first.keyword, params: first.params, place: split(first.instancePath), schemaPath: first.schemaPath }
  const union = first.schemaPath.slice(0, cut)
  const inside = errors.filter(({ schemaPath }) => schemaPath.startsWith(union + BRANCH))
  const level = Math.min(...inside.map(({ instancePath }) => split(instancePath).length))
  const meant = branches(inside, cut + BRANCH.length).find((branch) => branch.every(({ instancePath }) => split(instancePath).length > level))
  if (meant) return choose(meant, cut + BRANCH.length)
  return { keyword: 'anyOf', params: {}, place: split(first.instancePath).slice(0, level), schemaPath: union }
}

/** The errors of each branch of a union. */
function branches (errors: TLocalizedValidationError[], start: number): TLocalizedValidationError[][] {
  return Object.values(Object.groupBy(errors, ({ schemaPath }) => schemaPath.slice(start).split('/')[0] ?? '')).map((branch = []) => branch)
}

function split (pointer: string): string[] {
  return pointer.split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}
