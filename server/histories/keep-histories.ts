import type { Deps } from '../deps.ts'
import { anchorHeads } from './anchor-heads.ts'
import { beginWalks, checkChains } from './check-chains.ts'
import { checkClock } from './check-clock.ts'
import { openPlaces } from './place-anchor.ts'
import { sealHistories } from './seal-histories.ts'
import { watchHistories } from './watch-histories.ts'

/** What the worker does for the histories, each again and again with a pause (milliseconds) of its own; any number of processes may. */
export interface Keeping { turns: Array<{ every: number, work: () => Promise<unknown> }>, close: () => Promise<void> }

export function keepHistories (deps: Deps): Keeping {
  const places = openPlaces(deps.config)
  const walks = beginWalks()
  const touched = new Set<string>()

  async function seal (): Promise<void> {
    for (const tenant of await sealHistories(deps)) touched.add(tenant)
  }

  async function watch (): Promise<void> {
    for (const tenant of touched) {
      touched.delete(tenant)
      await watchHistories(deps, tenant)
    }
  }

  return {
    turns: [
      { every: 1000, work: seal },
      { every: 5000, work: watch },
      { every: 10_000, work: () => anchorHeads(deps, places) },
      { every: 10_000, work: () => checkChains(deps, walks) },
      { every: 60_000, work: () => checkClock(deps) }
    ],
    close: places.close
  }
}
