import { cp, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { eraseComponents } from '../console/erase-components.ts'
import { BuildToolsMissing } from '../errors.ts'
import { fillPackage, type OrgValues } from './org-fill.ts'

/** A part of the package in metadata format, deployed as one. */
export interface Part { name: PartName, dir: string, components: Array<{ type: string, fullName: string }> }
export type PartName = 'package' | 'app' | 'words'

/**
 * In the order of deployment. The app comes apart because an org may not let metadata make one; the words because they need the Translation
 * Workbench: neither may hold up the rest.
 */
const PARTS: Array<{ name: PartName, holds: (type: string) => boolean }> = [
  { name: 'package', holds: (type) => !isApp(type) && !isWords(type) },
  { name: 'app', holds: isApp },
  { name: 'words', holds: isWords }
]

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Builds the package in `out`: a copy of the sources with the org's values, types erased, and each part in metadata format beside it. */
export async function buildPackage (out: string, values: OrgValues | null): Promise<Part[]> {
  const source = join(out, 'source')
  await rm(source, { recursive: true, force: true })
  await mkdir(source, { recursive: true })
  for (const name of ['sfdx-project.json', '.forceignore', 'force-app', 'lwc']) await cp(join(root, name), join(source, name), { recursive: true, filter: (path) => !path.includes('__tests__') })
  if (values !== null) await fillPackage(join(source, 'force-app'), values)
  await eraseComponents(join(source, 'lwc'))
  return convert(source, out)
}

async function convert (source: string, out: string): Promise<Part[]> {
  const { ComponentSet, MetadataConverter } = await import('@salesforce/source-deploy-retrieve').catch((error: unknown) => { throw new BuildToolsMissing({ cause: error }) })
  const all = ComponentSet.fromSource({ fsPaths: [join(source, 'force-app'), join(source, 'lwc')] }).getSourceComponents().toArray()
  const parts: Part[] = []
  for (const { name, holds } of PARTS) {
    const members = all.filter(({ type }) => holds(type.name))
    const set = new ComponentSet(members)
    set.sourceApiVersion = '66.0'
    await rm(join(out, name), { recursive: true, force: true })
    await new MetadataConverter().convert(set, 'metadata', { type: 'directory', outputDirectory: join(out, name), genUniqueDir: false })
    parts.push({ name, dir: join(out, name), components: members.flatMap((member) => member.type.name === 'CustomLabels' ? member.getChildren() : [member]).map(({ type, fullName }) => ({ type: type.name, fullName })) })
  }
  return parts
}

function isApp (type: string): boolean {
  return type === 'ExternalClientApplication' || type.startsWith('ExtlClntApp')
}

function isWords (type: string): boolean {
  return type === 'Translations' || type === 'CustomObjectTranslation'
}
