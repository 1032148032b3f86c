import { Worker } from 'node:worker_threads'

// A subprocess in an endless loop does not notice that the service is gone; this does, and ends both.
const watchdog = 'const parent = process.ppid; setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, "SIGKILL") }, 1000)'

/** The other side of subprocess.ts: answers each question with what `answer` gives. For scripts that run in a subprocess; ends with the service. */
export function answerQuestions (answer: (question: unknown) => Promise<unknown>): void {
  const watch = new Worker(watchdog, { eval: true, env: {}, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 8 } })
  watch.unref()
  process.on('message', (question) => {
    answer(question).then((reply) => process.send!(reply), (error: Error) => { throw error })
  })
  process.on('disconnect', () => process.exit())
  // No question before somebody watches.
  watch.once('online', () => process.send!('ready'))
}
