import { setTimeout as pause } from 'node:timers/promises'
import type { Deps } from '../deps.ts'
import { anchorHeads } from './anchor-heads.ts'
import { beginWalks, checkChains } from './check-chains.ts'
import { checkClock } from './check-clock.ts'
import { deliverHistories } from './deliver-histories.ts'
import { openPlaces } from './place-anchor.ts'
import { sealHistories } from './seal-histories.ts'
import { watchHistories } from './watch-histories.ts'

/** What the worker does for the histories, each again and again with a pause (milliseconds) of its own; any number of processes may. */
export interface Keeping { turns: Array<{ every: number, work: () => Promise<unknown> }>, close: () => Promise<void> }

const PATIENCE_MS = 1000

export function keepHistories (deps: Deps): Keeping {
  const places = openPlaces(deps.config)
  const walks = beginWalks()
  const touched = new Set<string>()
  const closing = new AbortController()
  let delivering: Promise<void> = Promise.resolve()

  async function seal (): Promise<void> {
    for (const tenant of await sealHistories(deps)) touched.add(tenant)
  }

  async function watch (): Promise<void> {
    for (const tenant of touched) {
      touched.delete(tenant)
      await watchHistories(deps, tenant)
    }
  }

  /** A turn does not wait for calls under way: a webhook that hangs holds up its own lines only, which stay claimed meanwhile. */
  async function deliver (): Promise<void> {
    const own = deliverHistories(deps, closing.signal)
    delivering = Promise.allSettled([delivering, own]).then(() => {})
    await Promise.race([own, pause(PATIENCE_MS)])
  }

  async function close (): Promise<void> {
    closing.abort()
    await delivering
    await places.close()
  }

  return {
    turns: [
      { every: 1000, work: seal },
      { every: 1000, work: deliver },
      { every: 5000, work: watch },
      { every: 10_000, work: () => anchorHeads(deps, places) },
      { every: 10_000, work: () => checkChains(deps, walks) },
      { every: 60_000, work: () => checkClock(deps) }
    ],
    close
  }
}
