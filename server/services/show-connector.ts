import type { TObject } from 'typebox'
import { descriptions, type Both } from '../errors-ja.ts'
import type { Connector } from './connector.ts'
import type { ShownConnector, ShownField } from './schema.ts'
import { choices, helps, labels } from './words.ts'

/** A field of a schema, as JSON. */
interface Field { description?: string, const?: string, anyOf?: Field[] }

/** A connector as forms need it: its schemas, and the words for their fields in both languages. */
export function showConnector ({ name, label, settings, act, secrets }: Connector<never, never>): ShownConnector {
  return {
    name,
    label: plain(label),
    settings,
    act,
    words: { settings: sayFields(settings), act: sayFields(act) },
    secrets: secrets.map(({ name, label, optional = false, multiline = false }) => ({ name, label: plain(label), optional, multiline }))
  }
}

function sayFields ({ properties }: TObject): Record<string, ShownField> {
  return Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, sayField(name, field as Field)]))
}

function sayField (name: string, { description, anyOf = [] }: Field): ShownField {
  const help = description === undefined ? null : { en: description, ja: descriptions[description] ?? helps[description] ?? description }
  const options = anyOf.flatMap(({ const: value }) => value === undefined ? [] : [{ value, label: plain(choices[value] ?? { en: value, ja: value }) }])
  return { label: plain(labels[name] ?? { en: name, ja: name }), help, options }
}

function plain ({ en, ja }: Pick<Both, 'en' | 'ja'>): { en: string, ja: string } {
  return { en, ja }
}
