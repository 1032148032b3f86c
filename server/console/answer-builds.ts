import { answerQuestions } from '../io/answer-questions.ts'
import { buildConsole, sayBroken, type BuildConsole } from './build-console.ts'

/** What a build came to: the folders it made, or the sentence why not. */
export type Built = { names: Awaited<ReturnType<typeof buildConsole>> } | { broken: string }

// Runs in a subprocess, so that the service answers others while the compiler works.
answerQuestions(async (question): Promise<Built> => {
  try {
    return { names: await buildConsole(question as BuildConsole) }
  } catch (error) {
    return { broken: sayBroken(error, (question as BuildConsole).places) }
  }
})
