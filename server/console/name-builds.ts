import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { listLibrary } from './list-library.ts'
import { packageJson, type Places } from './places.ts'
import { hashSources, type Sources } from './read-sources.ts'

/** The folders of a build, named by all that goes into it: the same on every machine, and what a browser has of one name it may keep. */
export interface Names { library: string, app: string }

const HERE = import.meta.dirname
const PACKAGES = ['lwc', '@lwc/rollup-plugin', '@lwc/synthetic-shadow', 'lightning-base-components', '@salesforce-ux/design-system', '@simplewebauthn/browser', 'rollup', 'esbuild']

export function nameBuilds ({ root }: Places, sources: Sources): Names {
  const code = readdirSync(HERE).filter((name) => name.endsWith('.ts')).sort().map((name) => readFileSync(join(HERE, name)))
  const library = hash([...PACKAGES.map(versionOf), ...listLibrary(sources), hashSources(HERE, sources.platform), ...code])
  return { library: `lib-${library}`, app: `app-${hash([library, hashSources(root, sources.files)])}` }
}

function hash (parts: Array<string | Buffer>): string {
  const sum = createHash('sha256')
  for (const part of parts) sum.update(part).update('\0')
  return sum.digest('hex').slice(0, 16)
}

function versionOf (name: string): string {
  return (JSON.parse(readFileSync(packageJson(name), 'utf8')) as { version: string }).version
}
