import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { PLATFORM, inBase } from './places.ts'
import type { Source, Sources } from './read-sources.ts'

/** What a source asks Salesforce's own components for. */
export interface Wanted { modules: Set<string>, icons: Set<string> }

const TAG = /<lightning-([a-z0-9-]+)/g
const IMPORT = /(?:from|import)\s*\(?\s*['"]((?:lightning|force)\/\w+)['"]/g
const ICON = /\b(?:action|custom|doctype|standard|utility):[a-z]\w*/g

/** The base components named in templates and imports, and the icons: what is never named is never shown. */
export function scanText (text: string, { modules, icons }: Wanted): void {
  for (const [, tag = ''] of text.matchAll(TAG)) modules.add(`lightning/${tag.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())}`)
  for (const [, name = ''] of text.matchAll(IMPORT)) modules.add(name)
  for (const [icon] of text.matchAll(ICON)) icons.add(icon)
}

/** What our own sources name. */
export function scanOwn ({ files }: Sources): Wanted {
  const own: Wanted = { modules: new Set(), icons: new Set() }
  for (const { path, text } of files) if (!path.endsWith('.xml')) scanText(text, own)
  return own
}

/** What base components and modules of the platform name that our sources use, and those that these use in turn. */
export function scanUsed (sources: Sources): Wanted {
  const used: Wanted = { modules: scanOwn(sources).modules, icons: new Set() }
  // A set gives its new members to the loop that is going through it.
  for (const name of used.modules) for (const text of textsOf(name, sources.platform)) scanText(text, used)
  return used
}

function textsOf (name: string, platform: Source[]): string[] {
  const ours = platform.filter(({ path }) => path.startsWith(join(PLATFORM, name, '/'))).map(({ text }) => text)
  const folder = inBase('src', name)
  if (ours.length > 0 || !existsSync(folder)) return ours
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(js|html)$/.test(file) && !/__|buildTemplates/.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
}

/** The file of a base component or of a module beside it. */
export function findBase (name: string): string | undefined {
  const [, own = ''] = name.split('/')
  return ['js', 'html', 'css'].map((kind) => inBase('src', name, `${own}.${kind}`)).find((path) => existsSync(path))
}

/** The template an icon is drawn by. */
export function findIcon (icon: string): string | undefined {
  const [category = '', name = ''] = icon.split(':')
  const path = inBase('src', 'lightning', `iconSvgTemplates${category[0]?.toUpperCase()}${category.slice(1)}`, 'buildTemplates', category, `${name}.html`)
  return existsSync(path) ? path : undefined
}
