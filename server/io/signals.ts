import type { Database } from './database.ts'

export interface Signals {
  /** True as soon as `key` is heard, false after `ms`. Subscribe first, then look at the state: a signal before the call is not remembered. */
  wait: (key: string, ms: number, signal?: AbortSignal) => Promise<boolean>
  close: () => Promise<void>
}

/** Lets a request wait for something another process finishes: PostgreSQL's NOTIFY, spread over the waiters of this process. */
export async function openSignals (database: Pick<Database, 'listen'>, channel: string): Promise<Signals> {
  const waiters = new Map<string, Set<(heard: boolean) => void>>()
  const silence = await database.listen(channel, (key) => {
    // '' is heard after a lost connection: anything may have happened meanwhile, so everybody looks again.
    const woken = key === '' ? [...waiters.values()] : [waiters.get(key)]
    for (const here of woken) for (const wake of here ?? []) wake(true)
  })

  function wait (key: string, ms: number, signal?: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const here = waiters.get(key) ?? new Set()
      const wake = (heard: boolean) => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', giveUp)
        here.delete(wake)
        if (here.size === 0) waiters.delete(key)
        resolve(heard)
      }
      const giveUp = () => wake(false)
      const timer = setTimeout(giveUp, ms)
      signal?.addEventListener('abort', giveUp, { once: true })
      waiters.set(key, here.add(wake))
    })
  }

  return {
    wait,
    async close () {
      for (const here of waiters.values()) for (const wake of here) wake(false)
      await silence()
    }
  }
}
