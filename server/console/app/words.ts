import lang from '@salesforce/i18n/lang'
import { table, type Words } from './words-table.ts'

const place = lang.startsWith('ja') ? 1 : 0

/** The console's own words in the language of the page. Those of the components are labels, as in Salesforce. */
export const words = Object.fromEntries(Object.entries(table).map(([name, both]) => [name, both[place]])) as Words

/** A word with its gaps `{0}`, `{1}` … filled. */
export function fill (word: string, ...values: Array<string | number>): string {
  return word.replace(/\{(\d)\}/g, (_gap, at: string) => String(values[Number(at)] ?? ''))
}
