import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

interface PublicModule { minVersion?: string, properties?: Array<{ name: string }> }

const described = createRequire(import.meta.url).resolve('lightning-base-components/metadata/raptor.json')
const sources = join(dirname(described), '../src/lightning')

/** What Salesforce's own description of its Lightning namespace says about every component and module, those outside of the package too. */
const description = JSON.parse(readFileSync(described, 'utf8')) as Record<string, PublicModule | undefined>

/** Whether `lightning/<name>` is there for everybody. */
export function isPublicModule (name: string): boolean {
  return description[name]?.minVersion !== undefined
}

/** `lightning-button-icon` → `buttonIcon`, `c-my-part` → `myPart`. */
export function moduleOfTag (tag: string): string {
  return tag.slice(tag.indexOf('-') + 1).replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}

/** The public properties of a component of Salesforce's; undefined where they cannot be known. */
export function propertiesOfModule (name: string): string[] | undefined {
  const own = description[name]?.properties?.map((property) => property.name)
  const inherited = readSource(name)
  return own === undefined ? undefined : [...own, ...inherited]
}

/** The description leaves out what a class inherits, so the sources are read as well; those that are not in the package inherit nothing. */
function readSource (name: string): string[] {
  const file = join(sources, name, `${name}.js`)
  if (!existsSync(file)) return []
  const source = readFileSync(file, 'utf8')
  const own = [...source.matchAll(/@api\s+(?:get\s+|set\s+)?(\w+)/g)].map(([, property = '']) => property)
  const parents = [...source.matchAll(/from '(?:lightning|c)\/(primitive\w+|shadowBaseClass\w+|\w+Base)'/g)].map(([, parent = '']) => parent)
  return [...own, ...parents.flatMap(readSource)]
}
