import type { Finding } from './finding.ts'
import { findObject } from './objects.ts'
import { readProject, type Project } from './read-project.ts'
import { all, everything, first, text, type Element } from './xml.ts'

/** Objects, fields, list views, layouts and compact layouts: what they refer to exists. */
export function checkObjects (root: string): Finding[] {
  const project = readProject(root)
  return [
    ...[...project.metadata('.field-meta.xml').values()].flatMap(({ file, element }) => checkField(root, file, element)),
    ...[...project.metadata('.listView-meta.xml').values()].flatMap(({ file, element }) => checkColumns(root, file, element)),
    ...[...project.metadata('.compactLayout-meta.xml').values()].flatMap(({ file, element }) => checkNames(root, file, holderOf(file), all(element, 'fields'))),
    ...[...project.metadata('.layout-meta.xml')].flatMap(([name, { file, element }]) => checkLayout(project, file, name.split('-')[0] ?? '', element)),
    ...[...project.metadata('.object-meta.xml').values()].flatMap(({ file, element }) => checkObject(project, file, element)),
    ...[...project.metadata('.md-meta.xml')].flatMap(([name, { file, element }]) => checkNames(root, file, `${name.split('.')[0]}__mdt`, all(element, 'values').flatMap((each) => all(each, 'field'))))
  ]
}

/** The folder of the object: `objects/<holder>/fields/X`. */
function holderOf (file: string): string {
  return file.split('/').at(-3) ?? ''
}

function checkField (root: string, file: string, field: Element): Finding[] {
  const to = first(field, 'referenceTo')
  const name = text(field, 'fullName')
  return [
    ...findObject(root, holderOf(file)) === undefined ? [{ file, message: `There is no object ${holderOf(file)}.` }] : [],
    ...to !== undefined && findObject(root, to.text) === undefined ? [{ file, line: to.line, message: `There is no object ${to.text}.` }] : [],
    ...file.endsWith(`/${name}.field-meta.xml`) ? [] : [{ file, line: first(field, 'fullName')?.line, message: `The file is not named after ${name}.` }]
  ]
}

/** Standard columns have names of their own, in capitals: `NAME`, `CREATED_DATE`. */
function checkColumns (root: string, file: string, view: Element): Finding[] {
  const filters = all(view, 'filters').flatMap((each) => all(each, 'field'))
  return checkNames(root, file, holderOf(file), [...all(view, 'columns'), ...filters].filter((each) => !/^[A-Z0-9_.]+$/.test(each.text)))
}

function checkNames (root: string, file: string, object: string, names: Element[]): Finding[] {
  return names.filter((each) => !findObject(root, object)?.fields.has(each.text.toLowerCase())).map((each) => ({ file, line: each.line, message: `${object} has no field ${each.text}.` }))
}

function checkLayout ({ root, metadata }: Project, file: string, object: string, layout: Element): Finding[] {
  const items = everything(layout).filter(({ name }) => name === 'layoutItems').flatMap((each) => all(each, 'field'))
  const actions = everything(layout).filter(({ name }) => name === 'actionName' || name === 'quickActionName')
  return [
    ...checkNames(root, file, object, items),
    ...actions.filter((each) => each.text.startsWith(`${object}.`) && !metadata('.quickAction-meta.xml').has(each.text)).map((each) => ({ file, line: each.line, message: `There is no quick action ${each.text}.` }))
  ]
}

function checkObject ({ metadata }: Project, file: string, object: Element): Finding[] {
  const pages = all(object, 'actionOverrides').filter((each) => text(each, 'type') === 'Flexipage').flatMap((each) => all(each, 'content'))
  const layouts = all(object, 'compactLayoutAssignment').filter((each) => each.text !== 'SYSTEM')
  return [
    ...pages.filter((each) => !metadata('.flexipage-meta.xml').has(each.text)).map((each) => ({ file, line: each.line, message: `There is no page ${each.text}.` })),
    ...layouts.filter((each) => !metadata('.compactLayout-meta.xml').has(each.text)).map((each) => ({ file, line: each.line, message: `There is no compact layout ${each.text}.` }))
  ]
}
