/** A sentence in both languages. */
export interface Both { en: string, ja: string }

/**
 * One of the 38 rows of a cloud service's security checklist: what the published whitepaper of the product we replace says of it in our words, what
 * Chohyo does, what is better, and the files of tests or documents that prove it.
 */
export interface Row {
  row: number
  /** `software`: tests prove it; `mixed`: tests and a document; `document`: an organisation has to do it, and finds a form to begin with */
  kind: 'software' | 'mixed' | 'document'
  title: Both
  says: Both
  does: Both
  /** why it is strictly better; without it, it is as good */
  better?: Both
  tests: string[]
  documents?: string[]
}

export const both = (en: string, ja: string): Both => ({ en, ja })
