import { Worker } from 'node:worker_threads'
import { ThreadDied, ThreadLate, ThreadOutOfMemory, ThreadsClosed } from '../errors.ts'

/** `size` threads, each with `memory` MiB of heap and a clean environment. */
export interface ThreadOptions { size: number, memory?: number }

export interface Threads {
  /** One message, one reply. Later than `timeLimit` milliseconds: ThreadLate, and that thread is killed and replaced; others go on. */
  ask: (message: unknown, options: { timeLimit: number }) => Promise<unknown>
  /** Questions still open are refused with ThreadsClosed. */
  close: () => Promise<void>
}

interface Question { message: unknown, timeLimit: number, resolve: (reply: unknown) => void, reject: (error: Error) => void }

/**
 * Worker threads for calculations that are not ours and may never end. The script answers each message of its parentPort with one message.
 * A thread starts with the first question it is needed for. One question at a time is in a thread, so killing it harms no other.
 * https://nodejs.org/api/worker_threads.html#new-workerfilename-options
 */
export function openThreads (script: URL, { size, memory = 128 }: ThreadOptions): Threads {
  const waiting: Question[] = []
  const idle: Worker[] = []
  const live = new Set<Worker>()
  const busy = new Map<Worker, (error: Error) => void>()
  let closed = false

  const next = (): void => {
    while (waiting.length > 0 && (idle.length > 0 || live.size < size)) answer(idle.pop() ?? start(), waiting.shift()!)
  }

  const start = (): Worker => {
    // `name` shows in a process list; argv, env and stdin of the service are none of a formula's business.
    const worker = new Worker(script, {
      name: 'formula', argv: [], env: {}, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 }
    })
    live.add(worker)
    worker.unref()
    const fall = (error: Error): void => {
      live.delete(worker)
      if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1)
      busy.get(worker)?.(error)
      worker.terminate().catch(() => {})
      next()
    }
    worker.on('error', (error: Error & { code?: string }) => fall(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new ThreadOutOfMemory(memory) : new ThreadDied(error.message)))
    worker.on('exit', (code) => { if (live.has(worker)) fall(new ThreadDied(`exit code ${code}`)) })
    return worker
  }

  const answer = (worker: Worker, { message, timeLimit, resolve, reject }: Question): void => {
    const done = (): void => {
      clearTimeout(timer)
      worker.off('message', take)
      busy.delete(worker)
      worker.unref()
    }
    const fail = (error: Error): void => { done(); reject(error) }
    const take = (reply: unknown): void => {
      done()
      idle.push(worker)
      resolve(reply)
      next()
    }
    const timer = setTimeout(() => {
      live.delete(worker)
      fail(new ThreadLate(timeLimit / 1000))
      worker.terminate().catch(() => {})
      next()
    }, timeLimit)
    busy.set(worker, fail)
    worker.on('message', take)
    worker.ref()
    try {
      worker.postMessage(message)
    } catch (error) {
      done()
      idle.push(worker)
      reject(error as Error)
    }
  }

  return {
    ask: (message, { timeLimit }) => new Promise((resolve, reject) => {
      if (closed) return reject(new ThreadsClosed())
      waiting.push({ message, timeLimit, resolve, reject })
      next()
    }),
    close: async () => {
      closed = true
      for (const { reject } of waiting.splice(0)) reject(new ThreadsClosed())
      for (const fail of [...busy.values()]) fail(new ThreadsClosed())
      await Promise.all([...live].map((worker) => { live.delete(worker); return worker.terminate() }))
    }
  }
}
