import fc from 'fast-check'
import type { Property } from './properties.ts'

/** Tries one property; null when it held, else the seed to see it again, the smallest input that breaks it, and how. */
export async function runProperty ({ property }: Property, { runs, seed }: { runs: number, seed?: number }): Promise<string | null> {
  const { failed, seed: used, counterexample, errorInstance } = await fc.check(property, { numRuns: runs, ...seed !== undefined && { seed } })
  return failed ? `seed ${used}: ${JSON.stringify(counterexample)?.slice(0, 500)} ${(errorInstance as Error | null)?.message ?? ''}` : null
}
