import type { Test } from 'tap'
import type { Apex } from '../apex-play/open-apex.ts'
import { openMethods } from './open-org.ts'

/** Which part of the suite drives which class of Apex. */
export const SUITE = {
  documents: ['ChohyoDocuments'],
  runs: ['ChohyoRuns'],
  passes: ['ChohyoPasses'],
  flow: ['Chohyo', 'ChohyoGenerateOne', 'ChohyoGenerateMany', 'ChohyoRunStatus', 'ChohyoRunWork', 'ChohyoRest']
}

/** To be the last test of a part: every method of its classes that may be called from outside has been. */
export function checkCovered (t: Test, part: keyof typeof SUITE, played: Apex[]): void {
  const entered = new Set(played.flatMap((apex) => [...apex.entered]))
  for (const name of SUITE[part]) t.same(openMethods(name).filter((method) => !entered.has(method)), [], `${name} is driven whole`)
}
