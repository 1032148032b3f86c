import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { PLATFORM, type Places } from './places.ts'

export interface Source {
  /** absolute */
  path: string
  text: string
}

export interface Sources {
  /** Our components, the shell, and the labels. */
  files: Source[]
  /** The modules of the platform, written for the console. */
  platform: Source[]
  /** Specifier (`c/chohyoGenerate`, `console/shell`, `lightning/actions`) → its file. */
  modules: Map<string, string>
}

const KINDS = '{ts,html,css,svg}'

/** Everything of ours that the console is built from. JavaScript beside a component's TypeScript is made from it and left aside. */
export function readSources ({ lwc, app, labels, translation }: Places): Sources {
  const components = find(lwc, `*/lwc/*/*.${KINDS}`)
  const shell = find(app, `**/*.${KINDS}`)
  const platform = find(PLATFORM, `**/*.${KINDS}`)
  const metadata = [labels, translation].flatMap((path) => find(dirname(path), path.slice(dirname(path).length + 1)))
  return {
    files: [...components, ...shell, ...metadata].map(read),
    platform: platform.map(read),
    modules: new Map([...bundles(components, () => 'c'), ...bundles(platform, namespaceOf), ...bundles(shell, namespaceOf)])
  }
}

/** The same for the same contents, wherever the checkout lies. */
export function hashSources (root: string, files: Source[]): string {
  const hash = createHash('sha256')
  for (const { path, text } of files) hash.update(`${relative(root, path)}\0${text}\0`)
  return hash.digest('hex').slice(0, 16)
}

function find (dir: string, pattern: string): string[] {
  return globSync(pattern, { cwd: dir }).filter((name) => !name.endsWith('.d.ts')).sort().map((name) => join(dir, name))
}

function read (path: string): Source {
  return { path, text: readFileSync(path, 'utf8') }
}

/** A folder with a file of its own name is a module; one without script is a template alone. */
function bundles (paths: string[], namespace: (folder: string) => string): Array<[string, string]> {
  const known = new Set(paths)
  return [...new Set(paths.map((path) => dirname(path)))].flatMap((folder) => {
    const name = folder.slice(folder.lastIndexOf('/') + 1)
    const entry = ['ts', 'html'].map((kind) => join(folder, `${name}.${kind}`)).find((path) => known.has(path))
    return entry === undefined ? [] : [[`${namespace(folder)}/${name}`, entry] as [string, string]]
  })
}

function namespaceOf (folder: string): string {
  return folder.split('/').at(-2) ?? ''
}
