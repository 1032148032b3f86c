import { table } from '../../server/console/app/words-table.ts'
import { placesIn } from '../../server/console/places.ts'
import { readLabels } from '../../server/console/read-labels.ts'

export type Language = 'ja' | 'en'

const labels = readLabels(placesIn())

/** What the pages say in a language: the console's own words by name, the components' by their label (`Chohyo_Save_To_Files`), gaps filled. */
export function wordsIn (language: Language): (name: keyof typeof table | `Chohyo_${string}`, ...gaps: Array<string | number>) => string {
  return (name, ...gaps) => {
    const text = name in table ? table[name as keyof typeof table][language === 'ja' ? 1 : 0] : labels.get(name)?.[language]
    if (text === undefined) throw new Error(`nothing is said by the name ${name}`)
    return text.replace(/\{(\d)\}/g, (_gap, position) => String(gaps[Number(position)]))
  }
}
