import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

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
export const STUBS = fileURLToPath(new URL('./stubs', import.meta.url))

/** Salesforce's own components: `src/lightning/<component>`. */
export const BASE = packageFolder('lightning-base-components')

/** Salesforce's own styles. */
export const DESIGN = packageFolder('@salesforce-ux/design-system')

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

function packageFolder (name: string): string {
  return fileURLToPath(new URL('.', import.meta.resolve(`${name}/package.json`)))
}
