import type { Test } from 'tap'
import type { Apex } from '../apex-play/open-apex.ts'
import { openMethods } from './open-org.ts'

/** Which file of the suite drives which class of Apex; all.test.ts sees to it that none is left out. */
export const SUITE = {
  'documents.test.ts': ['ChohyoDocuments'],
  'runs.test.ts': ['ChohyoRuns'],
  'passes.test.ts': ['ChohyoPasses'],
  'flow.test.ts': ['Chohyo', 'ChohyoGenerateOne', 'ChohyoGenerateMany', 'ChohyoRunStatus', 'ChohyoRunWork', 'ChohyoRest']
}

/** To be the last test of a file: every method of its classes that may be called from outside has been. */
export function checkCovered (t: Test, file: keyof typeof SUITE, played: Apex[]): void {
  const entered = new Set(played.flatMap((apex) => [...apex.entered]))
  for (const name of SUITE[file]) t.same(openMethods(name).filter((method) => !entered.has(method)), [], `${name} is driven whole`)
}
