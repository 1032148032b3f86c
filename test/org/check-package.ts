import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ComponentSet, ForceIgnore, MetadataConverter } from '@salesforce/source-deploy-retrieve'
import { eraseComponents } from '../../server/console/erase-components.ts'
import type { Finding } from './finding.ts'
import { packageDirectories } from './read-project.ts'

/** What may be in a bundle of the package. */
const IN_BUNDLE = /^lwc\/(\w+)\/(\1\.js-meta\.xml|[\w-]+\.(js|html|css|svg)|\w+(\/[\w-]+)*\.svg)$/
/** Members of files whose own check is check-labels.ts. */
const TOO_MANY = 'CustomLabel'

/**
 * The package as it would be deployed: types erased, converted by Salesforce's own library. Its components are those of `components.txt`, no more and no fewer,
 * and there is nothing in it that Salesforce should not get.
 */
export async function checkPackage (root: string): Promise<Finding[]> {
  const copy = mkdtempSync(join(tmpdir(), 'chohyo-package-'))
  try {
    const { components, files, hidden } = await convert(root, copy)
    return [...checkList(root, components), ...files.flatMap(checkFile), ...checkScripts(files), ...hidden.map((file) => ({ file, message: 'Converted into the project it would be left out without a word: .forceignore hides its name.' }))]
  } catch (error) {
    return [{ file: 'sfdx-project.json', message: `The source cannot be converted: ${(error as Error).message}` }]
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

/** The components, of which `components.txt` is the list, and the files of the package. */
export async function listPackage (root: string): Promise<{ components: string[], files: string[] }> {
  const copy = mkdtempSync(join(tmpdir(), 'chohyo-package-'))
  try {
    return await convert(root, copy)
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

async function convert (root: string, work: string): Promise<{ components: string[], files: string[], hidden: string[] }> {
  const dirs = packageDirectories(root)
  // Side by side: below a project its .forceignore would hide files of the package, too.
  const [copy, out] = [join(work, 'project'), join(work, 'out')]
  for (const name of ['sfdx-project.json', '.forceignore', ...dirs]) if (existsSync(join(root, name))) cpSync(join(root, name), join(copy, name), { recursive: true })
  await eraseComponents(join(copy, 'lwc'))
  const set = ComponentSet.fromSource({ fsPaths: dirs.map((dir) => join(copy, dir)) })
  set.sourceApiVersion = (JSON.parse(readFileSync(join(root, 'sfdx-project.json'), 'utf8')) as { sourceApiVersion: string }).sourceApiVersion
  await new MetadataConverter().convert(set, 'metadata', { type: 'directory', outputDirectory: out, packageName: 'package', genUniqueDir: false })
  const { Package: { types } } = await set.getObject()
  const files = globSync('**/*', { cwd: join(out, 'package'), withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(join(out, 'package/').length))
  const ignore = ForceIgnore.findAndCreate(copy)
  return { components: types.filter(({ name }) => name !== TOO_MANY).flatMap(({ name, members }) => members.map((member) => `${name} ${member}`)).sort(), files, hidden: files.filter((file) => ignore.denies(join(copy, 'package', file))) }
}

export function listFile (root: string): string {
  return ['test/org/components.txt', 'components.txt'].find((file) => existsSync(join(root, file))) ?? 'components.txt'
}

function checkList (root: string, components: string[]): Finding[] {
  const file = listFile(root)
  const listed = existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8').split('\n') : []
  return [
    ...components.filter((each) => !listed.includes(each)).map((each) => ({ file, message: `The package holds ${each}, which is not in the list.` })),
    ...listed.flatMap((each, index) => each === '' || components.includes(each) ? [] : [{ file, line: index + 1, message: `The package lacks ${each}.` }])
  ]
}

function checkFile (file: string): Finding[] {
  return file.startsWith('lwc/') && !IN_BUNDLE.test(file) ? [{ file, message: 'This would go to Salesforce, where it has no business. Name it in .forceignore.' }] : []
}

/** A template is worth nothing without its script. */
function checkScripts (files: string[]): Finding[] {
  const bundles = new Set(files.filter((file) => file.startsWith('lwc/')).map((file) => file.split('/')[1] ?? ''))
  return [...bundles].filter((name) => !files.some((file) => [`lwc/${name}/${name}.js`, `lwc/${name}/${name}.css`].includes(file))).map((name) => ({ file: `lwc/${name}`, message: `The package has no script of ${name}.` }))
}
