import { ChromeUnavailable } from '../errors.ts'

/** Lends out a fixed number of things, each to one taker at a time. */
export interface Turns<Thing> {
  /** Waits for a free thing, first come first served, the patient behind all others; among several free ones takes the one that suits the wish best. */
  take: <Result>(wish: string, use: (thing: Thing) => Promise<Result>, patient?: boolean) => Promise<Result>
  /** Refuses new takers and those that wait, and returns when the last user is done. */
  close: () => Promise<void>
}

interface Waiter<Thing> { resolve: (thing: Thing) => void, reject: (error: Error) => void }

export function openTurns<Thing> (things: Thing[], suits: (thing: Thing, wish: string) => number): Turns<Thing> {
  const free = [...things]
  const waiting: Array<Waiter<Thing>> = []
  const patient: Array<Waiter<Thing>> = []
  const inUse = new Set<Promise<unknown>>()
  let closed = false

  async function next (wish: string, line: Array<Waiter<Thing>>): Promise<Thing> {
    if (closed) throw new ChromeUnavailable('the service is closing. Try again.')
    const best = Math.max(...free.map((thing) => suits(thing, wish)))
    const [thing] = free.splice(free.findIndex((thing) => suits(thing, wish) === best), 1)
    if (thing !== undefined) return thing
    return await new Promise((resolve, reject) => line.push({ resolve, reject }))
  }

  function giveBack (thing: Thing): void {
    const first = waiting.shift() ?? patient.shift()
    if (first === undefined) free.push(thing)
    else first.resolve(thing)
  }

  return {
    async take (wish, use, isPatient = false) {
      const using = next(wish, isPatient ? patient : waiting).then(async (thing) => await use(thing).finally(() => giveBack(thing)))
      inUse.add(using)
      return await using.finally(() => inUse.delete(using))
    },
    async close () {
      closed = true
      for (const { reject } of [...waiting.splice(0), ...patient.splice(0)]) reject(new ChromeUnavailable('the service is closing. Try again.'))
      await Promise.allSettled(inUse)
    }
  }
}
