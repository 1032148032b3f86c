/**
 * An org lets 25 requests of 20 seconds or more run at a time, for all its users and apps together (5 in a Developer Edition).
 * One process takes a part of that, so that a slow org slows its own documents and nobody else's.
 * https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_api.htm
 */
export const LANES = 10

interface Gate { open: number, waiting: Array<() => void> }

const gates = new Map<string, Gate>()

/** Runs the request when one of its org's lanes is free, first come, first served. */
export async function takeLane<T> (org: string, request: () => Promise<T>): Promise<T> {
  const gate = gates.get(org) ?? { open: LANES, waiting: [] }
  gates.set(org, gate)
  if (gate.open > 0) gate.open--
  else await new Promise<void>((resolve) => gate.waiting.push(resolve))
  try {
    return await request()
  } finally {
    const next = gate.waiting.shift()
    if (next) next()
    else if (++gate.open === LANES) gates.delete(org)
  }
}
