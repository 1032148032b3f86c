import type { Document } from '../../../../../documents/schema.ts'
import { words } from '../../../words.ts'

/** What can be done to a document, with a reason each. */
export interface Deed { name: string, label: string, hint: string, done: string, method: 'POST' | 'PUT' | 'DELETE', path: string, isHard: boolean, fits: (document: Document) => boolean }

const isOpen = ({ state, withdrawn }: Document): boolean => state === 'done' && withdrawn === null

export const DEEDS: readonly Deed[] = [
  { name: 'correct', label: words.correct, hint: words.correctHint, done: words.corrected, method: 'POST', path: '/corrections', isHard: false, fits: (document) => isOpen(document) && document.correctedBy === null },
  { name: 'withdraw', label: words.withdraw, hint: words.withdrawHint, done: words.withdrawnDone, method: 'DELETE', path: '', isHard: true, fits: (document) => isOpen(document) && document.hold === null },
  { name: 'hold', label: words.hold, hint: words.holdHint, done: words.heldDone, method: 'PUT', path: '/hold', isHard: false, fits: ({ hold }) => hold === null },
  { name: 'release', label: words.release, hint: words.releaseHint, done: words.releasedDone, method: 'DELETE', path: '/hold', isHard: false, fits: ({ hold }) => hold !== null }
]
