import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import lwc from '@lwc/rollup-plugin'
import type { Plugin, RollupLog } from 'rollup'
import { ConsoleBroken } from '../errors.ts'
import { eraseTypes } from './erase-types.ts'
import { inBase } from './places.ts'
import { findIcon } from './scan-sources.ts'

/** The API version our components are deployed with. */
const API_VERSION = 66

/** The compiler of Salesforce's components, as both builds use it; the file a specifier means is said by `find`. */
export function lwcModules (root: string, find: (specifier: string) => string | undefined): Plugin[] {
  return [
    {
      name: 'lwc-modules',
      resolveId (id) {
        const path = /^[a-z]+\/\w+$/i.test(id) ? find(id) : undefined
        // The compiler takes the name of the tag from here; the folders of rooms would give another.
        return path === undefined ? undefined : `${path}?specifier=${encodeURIComponent(id)}`
      },
      load (id) {
        const [path = ''] = id.split('?')
        if (path.endsWith('.css') && path.startsWith(inBase())) return leaveNative(readFileSync(path, 'utf8'))
        return path.endsWith('.ts') ? erase(root, path) : undefined
      }
    },
    lwc({ rootDir: root, modules: [], defaultModules: [], exclude: /node_modules\/@(lwc|simplewebauthn)\//, enableDynamicComponents: true, apiVersion: API_VERSION })
  ]
}

/** Without the styles for native shadow: in synthetic shadow, as in Lightning Experience, they match nothing, and SLDS reaches in by itself. */
function leaveNative (css: string): string {
  return css.replace(/@import '(\.\/\w+\.lbc\.native\.css|\.\/\w+\.slds\.css|lightning\/slds\w+)';/g, '')
}

function erase (root: string, path: string): string {
  try {
    return eraseTypes(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new ConsoleBroken(`${relative(root, path)}: ${(error as Error).message}`)
  }
}

/** The source of a module that draws `icons`. Names a source has by mistake draw nothing, as on the platform. */
export function drawIcons (icons: Iterable<string>): string {
  const found = [...icons].sort().flatMap((icon) => {
    const path = findIcon(icon)
    return path === undefined ? [] : [{ name: icon.replace(':', '_'), path }]
  })
  return [
    "import { addIcons } from 'salesforce/icons'",
    ...found.map(({ name, path }) => `import ${name} from ${JSON.stringify(path)}`),
    `addIcons({ ${found.map(({ name }) => name).join(', ')} })`
  ].join('\n')
}

/** What the compiler says of the packages' own sources is not ours to mend. */
export function warnOf (root: string, log: RollupLog): void {
  const file = log.loc?.file ?? log.id ?? ''
  if (file.includes('node_modules') || log.code === 'CIRCULAR_DEPENDENCY') return
  throw new ConsoleBroken(`${relative(root, file.split('?')[0] ?? '')}${log.loc ? `:${log.loc.line}` : ''}: ${log.message}`)
}
