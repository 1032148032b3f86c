import { Value } from 'typebox/value'
import { DefinitionInvalid } from '../errors.ts'
import type { Kind } from './schema.ts'

const LARGEST_BYTES = 5_000_000
const DEEPEST = 60

/** A body that fits its kind's schema, or one sentence about the first place where it does not. */
export function checkBody<Body> (kind: Kind<Body>, body: unknown): Body {
  if (depth(body) > DEEPEST) throw new DefinitionInvalid(kind.name, `it is nested deeper than ${DEEPEST} levels`)
  if (JSON.stringify(body ?? null).length > LARGEST_BYTES) throw new DefinitionInvalid(kind.name, `it is larger than ${LARGEST_BYTES} bytes`)
  const problem = Value.Errors(kind.schema, body).at(-1)
  if (problem) throw new DefinitionInvalid(kind.name, `${problem.instancePath.replaceAll('/', '.').slice(1) || 'the body'} ${problem.message}`)
  return body as Body
}

/** Counted without recursion, so that a hostile body cannot exhaust the stack. */
function depth (body: unknown): number {
  let level = [body]
  let levels = 0
  while (level.length > 0 && levels <= DEEPEST) {
    levels += 1
    level = level.flatMap((value) => typeof value === 'object' && value !== null ? Object.values(value) as unknown[] : [])
  }
  return levels
}
