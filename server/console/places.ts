import { findPackageJSON } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ConsoleBroken } from '../errors.ts'

/** Where the parts of the console come from. */
export interface Places {
  /** The checkout: sentences name files as they lie in it. */
  root: string
  /** Components for both hosts, in rooms: `<room>/lwc/<component>`. */
  lwc: string
  /** The shell: `main.ts`, `modules/<namespace>/<component>`. What is in `modules/c` stands for the component of that name in `lwc`. */
  app: string
  labels: string
  translation: string
}

/** The modules Salesforce would provide, written for the console: `<namespace>/<module>`. */
export const PLATFORM = fileURLToPath(new URL('./platform', import.meta.url))

/** The places of a checkout; without one, of the checkout this file lies in. */
export function placesIn (root: string = fileURLToPath(new URL('../..', import.meta.url))): Places {
  const place = resolve(root)
  const metadata = join(place, 'force-app', 'main', 'default')
  return {
    root: place,
    lwc: join(place, 'lwc'),
    app: join(place, 'server', 'console', 'app'),
    labels: join(metadata, 'labels', 'CustomLabels.labels-meta.xml'),
    translation: join(metadata, 'translations', 'ja.translation-meta.xml')
  }
}

/** A file of Salesforce's own components: `src/lightning/<component>/…`. */
export function inBase (...parts: string[]): string {
  return join(dirname(packageJson('lightning-base-components')), ...parts)
}

/** The `package.json` of an installed package. */
export function packageJson (name: string): string {
  const path = find(name)
  if (path === undefined) throw new ConsoleBroken(`the package ${name} is not installed; run npm ci`)
  return path
}

function find (name: string): string | undefined {
  try {
    return findPackageJSON(name, import.meta.url)
  } catch {
    return undefined
  }
}
