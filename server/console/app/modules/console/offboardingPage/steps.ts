import type { Offboarding } from '../../../../../tenants/offboarding-schema.ts'
import { words } from '../../../words.ts'

const STEPS = [words.stepAsk, words.stepConfirm, words.stepArchive, words.stepHandOver, words.stepGrace, words.stepErase]
/** How many of the steps are behind us. */
const DONE: Record<Offboarding['state'], number> = { none: 0, cancelled: 0, requested: 1, archiving: 2, archived: 3, grace: 4, shredded: 5, erased: 6, closed: 6 }

/** The way to the end, and where on it we are. */
export function stepsOf (state: Offboarding['state']) {
  return STEPS.map((label, place) => {
    const isDone = place < DONE[state]
    const isCurrent = place === DONE[state]
    return { label, isDone, current: isCurrent ? 'step' : undefined, number: String(place + 1), stepClass: `step ${isDone ? 'done' : ''} ${isCurrent ? 'current' : ''}` }
  })
}
