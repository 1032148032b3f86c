import { answerQuestions } from '../io/answer-questions.ts'
import type { BuildConsole } from './build-console.ts'
import type { Names } from './name-builds.ts'
import { sayBroken } from './say-broken.ts'

/** What a build came to: the folders it made, or why not. */
export type Built = { names: Names } | { broken: string }

// Runs in a subprocess, so that the service answers others while the compiler works. A compiler that is not installed is a reason too.
answerQuestions(async (question): Promise<Built> => {
  const asked = question as BuildConsole
  try {
    const { buildConsole } = await import('./build-console.ts')
    return { names: await buildConsole(asked) }
  } catch (error) {
    return { broken: sayBroken(error, asked.places) }
  }
})
