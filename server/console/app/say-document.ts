import type { Document } from '../../documents/schema.ts'
import { fill, words } from './words.ts'

/** An amount as people read it: digits in groups, none lost, and the currency where it is known. */
export function sayAmount ({ amount, currency }: NonNullable<Document['ledger']>, language: string): string {
  const [, sign = '', whole = '', rest = ''] = /^(-?)(\d+)(\.\d+)?$/.exec(amount) ?? []
  const digits = whole === '' ? amount : `${sign}${BigInt(whole).toLocaleString(language)}${rest}`
  return currency === null ? digits : `${digits} ${currency}`
}

/** What a document has become. */
export function sayMarks ({ version, correctedBy, withdrawn, hold }: Document): Array<{ label: string, theme?: string }> {
  return [
    ...version > 1 ? [{ label: fill(words.markVersion, version) }] : [],
    ...correctedBy !== null ? [{ label: words.markCorrected }] : [],
    ...withdrawn !== null ? [{ label: words.markWithdrawn, theme: 'slds-theme_error' }] : [],
    ...hold !== null ? [{ label: words.markHeld, theme: 'slds-theme_warning' }] : []
  ]
}
