import type { FileResult } from '../../results.ts'
import type { Requirement } from './requirement.ts'

/** A requirement with what came of its answer. A test that failed or did not run, and a document that is not there, leave it open. */
export interface JudgedRequirement {
  id: string
  level: 1 | 2
  state: 'answered' | 'none' | 'open'
  tests: Array<{ file: string, passed: boolean }>
  documents: Array<{ file: string, there: boolean }>
}

export function judgeRequirements (requirements: Requirement[], { results, isThere }: { results: FileResult[], isThere: (file: string) => boolean }): JudgedRequirement[] {
  const outcome = new Map(results.map(({ file, passed }) => [file, passed]))
  return requirements.map(({ id, level, tests = [], documents = [], none }) => {
    const judged = tests.map((file) => ({ file, passed: outcome.get(file) === true }))
    const read = documents.map((file) => ({ file, there: isThere(file) }))
    const holds = judged.length + read.length > 0 && judged.every(({ passed }) => passed) && read.every(({ there }) => there)
    return { id, level, state: none ? 'none' : holds ? 'answered' : 'open', tests: judged, documents: read }
  })
}

/** How many are in each state. */
export function countStates (judged: JudgedRequirement[]): { all: number, answered: number, none: number, open: number } {
  const count = (wanted: JudgedRequirement['state']): number => judged.filter(({ state }) => state === wanted).length
  return { all: judged.length, answered: count('answered'), none: count('none'), open: count('open') }
}
