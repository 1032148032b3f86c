import type { Both } from '../row.ts'

/**
 * What we answer to one requirement of the OWASP Application Security Verification Standard 5.0.0 (https://github.com/OWASP/ASVS/tree/v5.0.0, CC BY-SA 4.0).
 * The topic is in our words; the requirement itself is read there, by its id. Exactly one of the four answers is given.
 */
export interface Requirement {
  id: string
  level: 1 | 2
  topic: Both
  /** files of tests that check it */
  tests?: string[]
  /** where it stands, when a document is what is asked for */
  documents?: string[]
  /** why there is nothing here that it could be asked of */
  none?: Both
  /** what is missing: nothing checks it yet, or it does not hold as it is asked for */
  open?: Both
}

export interface Chapter { chapter: string, title: Both, requirements: Requirement[] }
