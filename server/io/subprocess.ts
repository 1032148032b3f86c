import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { SubprocessDied, SubprocessLate, SubprocessOutOfMemory, SubprocessesClosed } from '../errors.ts'

/** At most `size` at a time, each with `memory` MiB of heap and an empty environment. `retire`: whether a subprocess is replaced after this reply. */
export interface SubprocessOptions { size: number, memory?: number, retire?: (reply: unknown) => boolean }

export interface Subprocesses {
  /** One message, one reply. Later than `timeLimit` milliseconds: SubprocessLate, and that subprocess is killed and replaced; others go on. */
  ask: (message: unknown, options: { timeLimit: number }) => Promise<unknown>
  /** Questions still open are refused with SubprocessesClosed. */
  close: () => Promise<void>
}

interface Question { message: unknown, timeLimit: number, resolve: (reply: unknown) => void, reject: (error: Error) => void }

/** A subprocess and the question in it. `late` tells why it was killed. */
interface Subprocess { child: ChildProcess, ready: boolean, question?: Question, timer?: NodeJS.Timeout, late?: boolean }

/** Starting Node and reading the script counts apart from the question. */
const START_LIMIT = 30_000

/**
 * For calculations that are not ours and may never end. The script answers through `answerQuestions`. These are no worker threads: when a single
 * allocation overruns the heap of a thread, V8 ends the whole process it lives in, and that must not be the service.
 * https://nodejs.org/api/worker_threads.html#new-workerfilename-options (resourceLimits)
 */
export function openSubprocesses (script: URL, { size, memory = 128, retire = () => false }: SubprocessOptions): Subprocesses {
  const waiting: Question[] = []
  const subprocesses = new Set<Subprocess>()
  let closed = false

  const next = (): void => {
    if (closed) return
    while (waiting.length > 0) {
      const idle = [...subprocesses].find(({ question }) => question === undefined) ?? (subprocesses.size < size ? start() : undefined)
      if (idle === undefined) return
      give(idle, waiting.shift()!)
    }
  }

  const start = (): Subprocess => {
    const subprocess: Subprocess = { child: startChild(script, memory), ready: false }
    subprocesses.add(subprocess)
    subprocess.child.on('message', (reply) => {
      if (subprocess.ready) return take(subprocess, reply)
      subprocess.ready = true
      if (subprocess.question !== undefined) ask(subprocess, subprocess.question)
    })
    subprocess.child.on('error', (error) => lose(subprocess, new SubprocessDied(error.message)))
    subprocess.child.on('exit', (code, signal) => lose(subprocess, reasonOf({ code, signal, memory, subprocess })))
    return subprocess
  }

  const give = (subprocess: Subprocess, question: Question): void => {
    subprocess.question = question
    hold(subprocess.child, true)
    if (subprocess.ready) ask(subprocess, question)
    else subprocess.timer = setTimeout(() => subprocess.child.kill('SIGKILL'), START_LIMIT)
  }

  const ask = (subprocess: Subprocess, { message, timeLimit }: Question): void => {
    clearTimeout(subprocess.timer)
    subprocess.timer = setTimeout(() => { subprocess.late = true; subprocess.child.kill('SIGKILL') }, timeLimit)
    try {
      subprocess.child.send(message as object, (error) => { if (error !== null) lose(subprocess, new SubprocessDied(error.message)) })
    } catch (error) {
      // What cannot be copied (a function) is refused at once.
      lose(subprocess, error as Error)
    }
  }

  const take = (subprocess: Subprocess, reply: unknown): void => {
    clearTimeout(subprocess.timer)
    const { question } = subprocess
    subprocess.question = undefined
    question?.resolve(reply)
    if (retire(reply)) lose(subprocess, new SubprocessDied('retired'))
    else hold(subprocess.child, false)
    next()
  }

  const lose = (subprocess: Subprocess, error: Error): void => {
    if (!subprocesses.delete(subprocess)) return
    clearTimeout(subprocess.timer)
    subprocess.child.kill('SIGKILL')
    subprocess.question?.reject(error)
    next()
  }

  return {
    ask: (message, { timeLimit }) => new Promise((resolve, reject) => {
      if (closed) return reject(new SubprocessesClosed())
      waiting.push({ message, timeLimit, resolve, reject })
      next()
    }),
    close: async () => {
      closed = true
      for (const { reject } of waiting.splice(0)) reject(new SubprocessesClosed())
      await Promise.all([...subprocesses].map((subprocess) => new Promise((resolve) => {
        hold(subprocess.child, true)
        subprocess.child.once('exit', resolve)
        lose(subprocess, new SubprocessesClosed())
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

/** An idle subprocess must not keep the service from ending. */
function hold (child: ChildProcess, busy: boolean): void {
  if (busy) {
    child.ref()
    child.channel?.ref()
  } else {
    child.unref()
    child.channel?.unref()
  }
}

function reasonOf ({ code, signal, memory, subprocess }: { code: number | null, signal: string | null, memory: number, subprocess: Subprocess }): Error {
  if (subprocess.late) return new SubprocessLate((subprocess.question?.timeLimit ?? 0) / 1000)
  // How V8 ends a process whose heap is full differs from system to system.
  if (['SIGABRT', 'SIGTRAP', 'SIGILL'].includes(signal ?? '') || code === 134) return new SubprocessOutOfMemory(memory)
  return new SubprocessDied(signal ?? `exit code ${code}`)
}
