import lang from '@salesforce/i18n/lang'
import { words } from './words.ts'
import { DEEDS } from './words-deeds.ts'

/** Japan has no summer time. */
const JAPAN_MS = 9 * 3_600_000
const place = lang.startsWith('ja') ? 1 : 0
const RESULTS: Readonly<Record<string, string>> = { done: words.resultDone, refused: words.resultRefused, begun: words.resultBegun, raised: words.resultRaised, 'second-factor': words.resultSecondFactor }

export interface Choice { value: string, label: string }

/** What may have been done, of one kind of the histories, to choose from. */
export function deedsOf (kind: string): Choice[] {
  return Object.entries(kindDeeds(kind)).map(([value, both]) => ({ value, label: both[place] }))
}

/** A deed in the language of the page; one that has no words yet by its name. */
export function sayDeed (kind: string, what: string): string {
  return kindDeeds(kind)[what]?.[place] ?? what
}

function kindDeeds (kind: string): Record<string, readonly [string, string]> {
  return DEEDS[kind as keyof typeof DEEDS] ?? {}
}

/** A result; codes of errors say themselves. */
export function sayResult (result: string): string {
  return RESULTS[result] ?? result
}

/** A moment as the service writes it, to be read: to the second, with its offset. One in UTC is told in Japan's time, as the histories are. */
export function sayStamp (moment: string): string {
  const local = moment.endsWith('Z') ? new Date(Date.parse(moment) + JAPAN_MS).toISOString().replace('Z', '+09:00') : moment
  return local.replace('T', ' ').replace(/(\.\d+)?([+-]\d\d:\d\d)$/, ' $2')
}
