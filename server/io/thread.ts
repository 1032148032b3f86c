import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ThreadDied, ThreadLate, ThreadOutOfMemory, ThreadsClosed } from '../errors.ts'

/** At most `size` at a time, each with `memory` MiB of heap and an empty environment. */
export interface ThreadOptions { size: number, memory?: number }

export interface Threads {
  /** One message, one reply. Later than `timeLimit` milliseconds: ThreadLate, and that thread is killed and replaced; others go on. */
  ask: (message: unknown, options: { timeLimit: number }) => Promise<unknown>
  /** Questions still open are refused with ThreadsClosed. */
  close: () => Promise<void>
}

interface Question { message: unknown, timeLimit: number, resolve: (reply: unknown) => void, reject: (error: Error) => void }

/** A thread and the question in it. `late` tells why it was killed. */
interface Thread { child: ChildProcess, ready: boolean, question?: Question, timer?: NodeJS.Timeout, late?: boolean }

/** Starting Node and reading the script counts apart from the question. */
const START_LIMIT = 30_000

/**
 * Threads of calculation that are not ours and may never end. The script answers through `answerQuestions`. Each thread is a process: when a single
 * allocation overruns the heap of a worker thread, V8 ends the whole process it lives in, and that must not be the service.
 * https://nodejs.org/api/worker_threads.html#new-workerfilename-options (resourceLimits)
 */
export function openThreads (script: URL, { size, memory = 128 }: ThreadOptions): Threads {
  const waiting: Question[] = []
  const threads = new Set<Thread>()
  let closed = false

  const next = (): void => {
    if (closed) return
    while (waiting.length > 0) {
      const idle = [...threads].find(({ question }) => question === undefined) ?? (threads.size < size ? start() : undefined)
      if (idle === undefined) return
      give(idle, waiting.shift()!)
    }
  }

  const start = (): Thread => {
    const thread: Thread = { child: startChild(script, memory), ready: false }
    threads.add(thread)
    thread.child.on('message', (reply) => {
      if (thread.ready) return take(thread, reply)
      thread.ready = true
      if (thread.question !== undefined) ask(thread, thread.question)
    })
    thread.child.on('error', (error) => lose(thread, new ThreadDied(error.message)))
    thread.child.on('exit', (code, signal) => lose(thread, reasonOf({ code, signal, memory, thread })))
    return thread
  }

  const give = (thread: Thread, question: Question): void => {
    thread.question = question
    hold(thread.child, true)
    if (thread.ready) ask(thread, question)
    else thread.timer = setTimeout(() => thread.child.kill('SIGKILL'), START_LIMIT)
  }

  const ask = (thread: Thread, { message, timeLimit }: Question): void => {
    clearTimeout(thread.timer)
    thread.timer = setTimeout(() => { thread.late = true; thread.child.kill('SIGKILL') }, timeLimit)
    try {
      thread.child.send(message as object, (error) => { if (error !== null) lose(thread, new ThreadDied(error.message)) })
    } catch (error) {
      // What cannot be copied (a function) is refused at once.
      lose(thread, error as Error)
    }
  }

  const take = (thread: Thread, reply: unknown): void => {
    clearTimeout(thread.timer)
    const { question } = thread
    thread.question = undefined
    hold(thread.child, false)
    question?.resolve(reply)
    next()
  }

  const lose = (thread: Thread, error: Error): void => {
    if (!threads.delete(thread)) return
    clearTimeout(thread.timer)
    thread.child.kill('SIGKILL')
    thread.question?.reject(error)
    next()
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
      await Promise.all([...threads].map((thread) => new Promise((resolve) => {
        hold(thread.child, true)
        thread.child.once('exit', resolve)
        lose(thread, new ThreadsClosed())
      })))
    }
  }
}

function startChild (script: URL, memory: number): ChildProcess {
  const execArgv = [`--max-old-space-size=${memory}`, '--disable-proto=throw']
  const child = fork(fileURLToPath(script), [], { env: {}, execArgv, serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  hold(child, false)
  return child
}

/** An idle thread must not keep the service from ending. */
function hold (child: ChildProcess, busy: boolean): void {
  if (busy) {
    child.ref()
    child.channel?.ref()
  } else {
    child.unref()
    child.channel?.unref()
  }
}

function reasonOf ({ code, signal, memory, thread }: { code: number | null, signal: string | null, memory: number, thread: Thread }): Error {
  if (thread.late) return new ThreadLate((thread.question?.timeLimit ?? 0) / 1000)
  // How V8 ends a process whose heap is full differs from system to system.
  if (['SIGABRT', 'SIGTRAP', 'SIGILL'].includes(signal ?? '') || code === 134) return new ThreadOutOfMemory(memory)
  return new ThreadDied(signal ?? `exit code ${code}`)
}
