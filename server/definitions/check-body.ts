import { Compile, type Validator } from 'typebox/compile'
import { DefinitionInvalid } from '../errors.ts'
import { both, kinds } from '../errors-ja.ts'
import { sayMisfit } from './say-misfit.ts'
import type { Kind } from './schema.ts'

const LARGEST_BYTES = 5_000_000
const DEEPEST = 60

const checks = new Map<string, Validator>()

/** A body that fits its kind's schema, or one sentence about the first place where it does not. */
export function checkBody<Body> (kind: Kind<Body>, body: unknown): Body {
  const name = kinds[kind.name]
  if (depth(body) > DEEPEST) throw new DefinitionInvalid(name, both(`it is nested deeper than ${DEEPEST} levels`, `入れ子が ${DEEPEST} 段を超えています`))
  if (Buffer.byteLength(JSON.stringify(body ?? null)) > LARGEST_BYTES) throw new DefinitionInvalid(name, both(`it is larger than ${LARGEST_BYTES} bytes`, `${LARGEST_BYTES} バイトを超えています`))
  const check = checks.get(kind.name) ?? Compile(kind.schema)
  checks.set(kind.name, check)
  if (!check.Check(body)) throw new DefinitionInvalid(name, sayMisfit(kind.schema, check.Errors(body), both('the body', '本体')))
  kind.demand?.(body as Body)
  return body as Body
}

/** Counted without recursion, so that a hostile body cannot exhaust the stack. */
function depth (body: unknown): number {
  let level = [body]
  let levels = 0
  while (level.length > 0 && levels <= DEEPEST) {
    levels += 1
    level = level.flatMap((value): unknown[] => typeof value === 'object' && value !== null ? Object.values(value) : [])
  }
  return levels
}
