import { ChromeUnavailable } from '../errors.ts'

/** Lends out a fixed number of things, each to one taker at a time. */
export interface Turns<Thing> {
  /** Waits for a free thing, first come first served; among several free ones takes the one that suits the wish best. */
  take: <Result>(wish: string, use: (thing: Thing) => Promise<Result>) => Promise<Result>
  /** Refuses new takers and those that wait, and returns when the last user is done. */
  close: () => Promise<void>
}

export function openTurns<Thing> (things: Thing[], suits: (thing: Thing, wish: string) => number): Turns<Thing> {
  const free = [...things]
  const waiting: Array<{ resolve: (thing: Thing) => void, reject: (error: Error) => void }> = []
  const inUse = new Set<Promise<unknown>>()
  let closed = false

  async function next (wish: string): Promise<Thing> {
    if (closed) throw new ChromeUnavailable('the service is closing. Try again.')
    const best = Math.max(...free.map((thing) => suits(thing, wish)))
    const [thing] = free.splice(free.findIndex((thing) => suits(thing, wish) === best), 1)
    if (thing !== undefined) return thing
    return await new Promise((resolve, reject) => waiting.push({ resolve, reject }))
  }

  function giveBack (thing: Thing): void {
    const first = waiting.shift()
    if (first === undefined) free.push(thing)
    else first.resolve(thing)
  }

  return {
    async take (wish, use) {
      const using = next(wish).then(async (thing) => await use(thing).finally(() => giveBack(thing)))
      inUse.add(using)
      return await using.finally(() => inUse.delete(using))
    },
    async close () {
      closed = true
      for (const { reject } of waiting.splice(0)) reject(new ChromeUnavailable('the service is closing. Try again.'))
      await Promise.allSettled(inUse)
    }
  }
}
