import type { Deps } from '../deps.ts'

/**
 * Guessing is slowed down, and nobody is locked out: what fails fills buckets that leak. Those who guess from one network wait soon; who guesses one
 * login from many networks makes wait whoever has not signed in from where they are before, so the owner gets in.
 */
export interface Guesses {
  /** Seconds to wait before the next try; 0 when it may be made now. */
  mustWait: (login: string, network: string) => number
  /** A try begins: it counts as failed until `succeeded` takes it back, so that of many at once all but the first few wait. */
  failed: (login: string, network: string) => void
  succeeded: (login: string, network: string) => void
}

interface Bucket { level: number, at: number }
interface Size { holds: number, leakMs: number }

const PAIR: Size = { holds: 5, leakMs: 30_000 }
const NETWORK: Size = { holds: 40, leakMs: 10_000 }
const LOGIN: Size = { holds: 40, leakMs: 10_000 }
/** The longest untouched give way. */
const MOST_KEPT = 20_000

const opened = new WeakMap<Deps, Guesses>()

/** The buckets of this process. */
export function guessesOf (deps: Deps): Guesses {
  const known = opened.get(deps) ?? openGuesses(() => deps.now().getTime())
  opened.set(deps, known)
  return known
}

export function openGuesses (now: () => number): Guesses {
  const buckets = new Map<string, Bucket>()
  const welcome = new Map<string, true>()
  const names = (login: string, network: string): Array<[name: string, size: Size]> => {
    const pair = JSON.stringify([login, network])
    const own: Array<[string, Size]> = [[pair, PAIR], [JSON.stringify(['', network]), NETWORK]]
    return welcome.has(pair) ? own : [...own, [JSON.stringify([login]), LOGIN]]
  }
  return {
    mustWait: (login, network) => Math.max(0, ...names(login, network).map(([name, size]) => secondsUntil(levelOf(buckets.get(name), size, now()), size))),
    failed (login, network) {
      for (const [name, size] of names(login, network)) touch(buckets, name, { level: levelOf(buckets.get(name), size, now()) + 1, at: now() })
    },
    succeeded (login, network) {
      for (const [name, size] of names(login, network)) buckets.set(name, { level: Math.max(0, levelOf(buckets.get(name), size, now()) - 1), at: now() })
      const pair = JSON.stringify([login, network])
      buckets.delete(pair)
      touch(welcome, pair, true)
    }
  }
}

function levelOf (bucket: Bucket | undefined, { leakMs }: Size, now: number): number {
  return bucket === undefined ? 0 : Math.max(0, bucket.level - (now - bucket.at) / leakMs)
}

function secondsUntil (level: number, { holds, leakMs }: Size): number {
  return level <= holds - 1 ? 0 : Math.ceil((level - holds + 1) * leakMs / 1000)
}

function touch<Thing> (kept: Map<string, Thing>, name: string, thing: Thing): void {
  kept.delete(name)
  kept.set(name, thing)
  const [oldest] = kept.keys()
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
}
