import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { Plugin } from 'rollup'
import { baseLabelsJa } from './base-labels-ja.ts'
import { ConsoleBroken } from '../errors.ts'
import { inBase, type Places } from './places.ts'
import { readLabels, type Label } from './read-labels.ts'

/**
 * The modules `@salesforce/…` that the platform makes from metadata, made from ours. A label that is missing, in either language, ends the build with a
 * sentence that names it and the file that wants it.
 * https://developer.salesforce.com/docs/platform/lwc/guide/reference-salesforce-modules.html
 */
export function salesforceModules (places: Places): Plugin {
  const labels = readLabels(places)
  return {
    name: 'salesforce-modules',
    resolveId (id, importer = '') {
      if (!id.startsWith('@salesforce/')) return
      const [, kind = '', name = ''] = /^@salesforce\/(\w+)\/?(.*)$/.exec(id) ?? []
      const file = relative(places.root, importer.split('?')[0] ?? '')
      if (kind === 'label' && name.startsWith('c.')) checkLabel(labels.get(name.slice(2)), { name: name.slice(2), file, places })
      if (kind === 'apex' || kind === 'apexContinuation') throw new ConsoleBroken(`${file} asks for Apex (${id}), which is in Salesforce only; ask c/chohyoApi`)
      if (writeModule(kind, name, labels) === undefined) throw new ConsoleBroken(`${file} imports ${id}, which the console does not have; write it in server/console/salesforce-modules.ts`)
      return `\0${id}`
    },
    load (id) {
      const [, kind = '', name = ''] = /^\0@salesforce\/(\w+)\/?(.*)$/.exec(id) ?? []
      return writeModule(kind, name, labels)
    }
  }
}

function checkLabel (label: Label | undefined, { name, file, places }: { name: string, file: string, places: Places }): void {
  if (label?.en === undefined) throw new ConsoleBroken(`the label ${name}, which ${file} shows, is not in ${relative(places.root, places.labels)}`)
  if (label.ja === undefined) throw new ConsoleBroken(`the label ${name}, which ${file} shows, has no Japanese in ${relative(places.root, places.translation)}`)
}

/** The source of a module, or undefined for one we do not have. */
function writeModule (kind: string, name: string, labels: Map<string, Label>): string | undefined {
  const [first = '', ...rest] = name.split('.')
  switch (kind) {
    case 'label': return writeLabel(first === 'c' ? labels.get(rest.join('.')) : { en: JSON.parse(readPackaged('label', name) ?? 'null') as string, ja: baseLabelsJa[name] }, name)
    case 'i18n': return PACKAGED.has(name) ? `export default ${readPackaged(kind, name)}` : `import { i18n } from 'salesforce/i18n'; export default i18n[${JSON.stringify(name)}]`
    case 'user': return name === 'Id' ? "export { id as default } from 'salesforce/user'" : undefined
    case 'client': return name === 'formFactor' ? "export { formFactor as default } from 'salesforce/user'" : undefined
    case 'customPermission': return `import { hasPermission } from 'salesforce/user'; export default hasPermission(${JSON.stringify(name)})`
    case 'schema': return `export default ${JSON.stringify(rest.length === 0 ? { objectApiName: first } : { objectApiName: first, fieldApiName: rest.join('.') })}`
    // Open as in an org of today, but for what native shadow alone can do: https://developer.mozilla.org/docs/Web/API/ElementInternals
    case 'gate': return `export default { isOpen: () => ${!name.includes('ElementInternals')} }`
    case 'accessCheck': return 'export default true'
    case 'internal': return `export default ${readPackaged(kind, name)}`
  }
}

/** Figures of calendars and digits that are the same in all languages. */
const PACKAGED = new Set(['common.digits', 'common.calendarData', 'calendarData'])

function writeLabel ({ en, ja }: Label = {}, name: string): string {
  const [english, japanese] = [JSON.stringify(en), JSON.stringify(ja)]
  if (english === undefined || japanese === undefined) throw new ConsoleBroken(`the label ${name} of a base component has no Japanese in server/console/base-labels-ja.ts`)
  return `import { japanese } from 'salesforce/i18n'; export default japanese ? ${japanese} : ${english}`
}

/** What the package of base components has for a module of the platform: always JSON. */
function readPackaged (kind: string, name: string): string | undefined {
  const path = inBase('scopedImports', `@salesforce-${kind}-${name}.js`)
  return existsSync(path) ? /export default ([\s\S]*?);?\s*$/.exec(readFileSync(path, 'utf8'))?.[1] : undefined
}
