import { parseTemplate, type Expression, type TemplateRoot } from './lwc-compiler.ts'
import { readProject } from './read-project.ts'
import { all, text, type Element } from './xml.ts'

/** One component or module of `lwc/<room>/lwc/<name>/`. */
export interface Bundle {
  name: string
  dir: string
  /** its own files without tests, and without the JavaScript that has a TypeScript source beside it */
  files: string[]
  /** its `js-meta.xml` where there is one that can be read */
  meta?: Element
  metaFile: string
}

export function readBundles (root: string): Bundle[] {
  const { packageDirs, files, xml } = readProject(root)
  const dirs = new Map<string, string[]>()
  for (const file of files) {
    const parts = file.split('/')
    const at = parts.lastIndexOf('lwc', parts.length - 3)
    // A package directory may itself be called lwc: what lies directly in it is no bundle.
    if (at < 0 || packageDirs.includes(parts.slice(0, at + 1).join('/'))) continue
    const dir = parts.slice(0, at + 2).join('/')
    dirs.set(dir, [...dirs.get(dir) ?? [], file])
  }
  return [...dirs].map(([dir, inside]) => {
    const name = dir.slice(dir.lastIndexOf('/') + 1)
    const metaFile = `${dir}/${name}.js-meta.xml`
    const parsed = inside.includes(metaFile) ? xml(metaFile) : undefined
    return { name, dir, metaFile, files: inside.filter((file) => isSource(file, inside)), ...(parsed && 'root' in parsed && { meta: parsed.root }) }
  })
}

function isSource (file: string, others: string[]): boolean {
  return !file.includes('/__tests__/') && !(file.endsWith('.js') && others.includes(file.replace(/\.js$/, '.ts')))
}

/** Whether an admin or another piece of metadata may place it there. */
export function isExposedTo (bundle: Bundle | undefined, target: string): boolean {
  return text(bundle?.meta, 'isExposed') === 'true' && all(all(bundle?.meta, 'targets')[0], 'target').some((each) => each.text === target)
}

/** The properties that the target may set. */
export function propertiesFor (bundle: Bundle, target: string): Element[] {
  return all(bundle.meta, 'targetConfigs').flatMap((configs) => all(configs, 'targetConfig'))
    .filter((config) => config.attributes.targets?.split(',').map((each) => each.trim()).includes(target))
    .flatMap((config) => all(config, 'property'))
}

/** A node of a template with the names that stand for items of loops there. */
export interface TemplateNode { node: TemplateRoot, locals: string[] }

/** Everything in a template; empty when it cannot be parsed, which the compile check reports. */
export function readTemplate (source: string): TemplateNode[] {
  try {
    const { root } = parseTemplate(source, { enableDynamicComponents: true })
    return root === undefined ? [] : walk(root, [])
  } catch {
    return []
  }
}

const NESTED = ['children', 'properties', 'attributes', 'listeners', 'directives', 'else']

function walk (node: TemplateRoot, locals: string[]): TemplateNode[] {
  const own = ['item', 'index', 'iterator', 'slotData'].flatMap((key) => localName(node[key]))
  const inner = [...locals, ...own]
  return [{ node, locals }, ...NESTED.flatMap((key) => [node[key] ?? []].flat()).flatMap((child) => walk(child as TemplateRoot, inner))]
}

function localName (value: unknown): string[] {
  const given = value as { name?: string, value?: { name?: string } } | undefined
  return [given?.value?.name ?? given?.name].filter((name) => name !== undefined)
}

/** The first name of `{a.b.c}`: a member of the component's class or the item of a loop. */
export function firstName (expression: Expression | undefined): string | undefined {
  return expression?.type === 'Identifier' ? expression.name : expression?.type === 'MemberExpression' ? firstName(expression.object) : undefined
}
