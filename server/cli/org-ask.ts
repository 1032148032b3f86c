import { createInterface } from 'node:readline'
import { AnswerMissing } from '../errors.ts'

/** Asks the person at the terminal. */
export interface Asking { ask: (question: string) => Promise<string>, close: () => void }

/** Lines that were typed or piped ahead are kept for the questions to come. */
export function openAsking (): Asking {
  const terminal = createInterface({ input: process.stdin })
  const lines = terminal[Symbol.asyncIterator]()
  return {
    async ask (question) {
      process.stdout.write(`${question} `)
      const { value, done } = await lines.next()
      if (done) throw new AnswerMissing(question)
      return value.trim()
    },
    close: () => terminal.close()
  }
}
