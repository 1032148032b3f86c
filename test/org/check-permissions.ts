import type { Finding } from './finding.ts'
import { readApex } from './apex.ts'
import { findObject } from './objects.ts'
import { readProject, type Project } from './read-project.ts'
import { all, first, text, type Element } from './xml.ts'

/** Fields whose value nobody writes. */
const COMPUTED = ['AutoNumber', 'Summary']

/** Every permission set: what it gives exists, and can be given; and every custom permission of ours is in one. */
export function checkPermissions (root: string): Finding[] {
  const project = readProject(root)
  const sets = [...project.metadata('.permissionset-meta.xml').values()]
  const given = new Set(sets.flatMap(({ element }) => all(element, 'customPermissions').map((each) => text(each, 'name'))))
  return [
    ...sets.flatMap(({ file, element }) => checkSet(project, file, element)),
    ...[...project.metadata('.customPermission-meta.xml')].filter(([name]) => !given.has(name)).map(([name, { file }]) => ({ file, message: `No permission set gives ${name}.` }))
  ]
}

function checkSet (project: Project, file: string, set: Element): Finding[] {
  const { root, metadata } = project
  const lacks = (list: string, element: string, words: string, has: (name: string) => boolean): Finding[] => all(set, list)
    .map((each) => first(each, element))
    .filter((each) => each !== undefined && !has(each.text))
    .map((each) => ({ file, line: each?.line, message: `There is no ${words} ${each?.text}.` }))
  return [
    ...lacks('classAccesses', 'apexClass', 'Apex class', (name) => readApex(root).some((apex) => apex.name === name)),
    ...lacks('objectPermissions', 'object', 'object', (name) => findObject(root, name) !== undefined),
    ...lacks('tabSettings', 'tab', 'tab', (name) => name.startsWith('standard-') || metadata('.tab-meta.xml').has(name)),
    ...lacks('applicationVisibilities', 'application', 'app', (name) => name.startsWith('standard__') || metadata('.app-meta.xml').has(name)),
    ...lacks('customPermissions', 'name', 'custom permission', (name) => metadata('.customPermission-meta.xml').has(name)),
    ...lacks('flowAccesses', 'flow', 'flow', (name) => metadata('.flow-meta.xml').has(name)),
    ...lacks('externalCredentialPrincipalAccesses', 'externalCredentialPrincipal', 'principal', (name) => principalsOf(project).includes(name)),
    ...all(set, 'fieldPermissions').flatMap((each) => checkField(root, file, each))
  ]
}

/** `Credential-Principal` of every external credential. */
function principalsOf ({ metadata }: Project): string[] {
  return [...metadata('.externalCredential-meta.xml')].flatMap(([name, { element }]) => all(element, 'externalCredentialParameters')
    .filter((each) => text(each, 'parameterType').endsWith('Principal'))
    .map((each) => `${name}-${text(each, 'parameterName')}`))
}

function checkField (root: string, file: string, permission: Element): Finding[] {
  const given = first(permission, 'field')
  const [object = '', name = ''] = given?.text.split('.') ?? []
  const field = findObject(root, object)?.fields.get(name.toLowerCase())
  const wrong = (message: string): Finding[] => [{ file, line: given?.line, message }]
  if (field === undefined) return wrong(`There is no field ${given?.text}.`)
  const type = text(field.element, 'type')
  if (type === 'MasterDetail') return wrong(`${given?.text} is a master-detail field: no permission can be given on it.`)
  if (text(field.element, 'required') === 'true') return wrong(`${given?.text} is required: no permission can be given on it.`)
  const isComputed = COMPUTED.includes(type) || text(field.element, 'formula') !== ''
  return isComputed && text(permission, 'editable') === 'true' ? wrong(`${given?.text} cannot be written: it may not be editable.`) : []
}
