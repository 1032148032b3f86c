import { readFileSync } from 'node:fs'
import { XMLParser } from 'fast-xml-parser'
import type { Places } from './places.ts'

export interface Label { en?: string, ja?: string }

interface LabelFile { CustomLabels?: { labels?: Array<{ fullName: string, value: string }> } }
interface TranslationFile { Translations?: { customLabels?: Array<{ name: string, label: string }> } }

/** The custom labels by name: English from the labels themselves, Japanese from their translation. */
export function readLabels ({ labels, translation }: Pick<Places, 'labels' | 'translation'>): Map<string, Label> {
  const known = new Map<string, Label>()
  const { CustomLabels } = parse(labels, 'labels') as LabelFile
  for (const { fullName, value } of CustomLabels?.labels ?? []) known.set(fullName, { en: value })
  const { Translations } = parse(translation, 'customLabels') as TranslationFile
  for (const { name, label } of Translations?.customLabels ?? []) known.set(name, { ...known.get(name), ja: label })
  return known
}

function parse (path: string, list: string): unknown {
  // Texts stay texts, `007` and `true` too, with the blanks at their ends.
  const parser = new XMLParser({ isArray: (name) => name === list, parseTagValue: false, trimValues: false })
  try {
    return parser.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
}
