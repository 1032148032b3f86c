import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseXml, type Element, type Parsed } from './xml.ts'

/** A Salesforce DX project as files: what every check reads. Each file is read and parsed once. */
export interface Project {
  root: string
  packageDirs: string[]
  /** every file of the package directories, relative to the root, sorted */
  files: string[]
  source: (file: string) => string
  xml: (file: string) => Parsed
  /** file name without its suffix → its root element, of well-formed files that end so, e.g. `.labels-meta.xml` */
  metadata: (suffix: string) => Map<string, { file: string, element: Element }>
}

const projects = new Map<string, Project>()

export function readProject (root: string): Project {
  const known = projects.get(root) ?? read(root)
  projects.set(root, known)
  return known
}

function read (root: string): Project {
  const packageDirs = packageDirectories(root)
  const files = packageDirs.flatMap((dir) => globSync(`${dir}/**/*`, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))).sort()
  const source = remember((file) => readFileSync(join(root, file), 'utf8'))
  const xml = remember((file) => parseXml(source(file)))
  const metadata = remember((suffix) => new Map(files.filter((file) => file.endsWith(suffix)).flatMap((file) => {
    const parsed = xml(file)
    return 'root' in parsed ? [[nameOf(file, suffix), { file, element: parsed.root }]] : []
  })))
  return { root, packageDirs, files, source, xml, metadata }
}

export function packageDirectories (root: string): string[] {
  const { packageDirectories } = JSON.parse(readFileSync(join(root, 'sfdx-project.json'), 'utf8')) as { packageDirectories: Array<{ path: string }> }
  return packageDirectories.map(({ path }) => path)
}

function nameOf (file: string, suffix: string): string {
  return file.slice(file.lastIndexOf('/') + 1, -suffix.length)
}

function remember<T> (look: (key: string) => T): (key: string) => T {
  const seen = new Map<string, T>()
  return (key) => {
    if (!seen.has(key)) seen.set(key, look(key))
    return seen.get(key) as T
  }
}
