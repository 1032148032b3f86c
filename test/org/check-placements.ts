import { isExposedTo, propertiesFor, readBundles } from './bundles.ts'
import type { Finding } from './finding.ts'
import { findObject } from './objects.ts'
import { readProject, type Project } from './read-project.ts'
import { all, everything, first, text, type Element } from './xml.ts'

type Meta = [string, { file: string, element: Element }]

/** Where components stand: quick actions, tabs, apps, Lightning pages and list buttons name what exists and what may stand there. */
export function checkPlacements (root: string): Finding[] {
  const project = readProject(root)
  return [
    ...[...project.metadata('.quickAction-meta.xml')].flatMap((each) => checkAction(root, each)),
    ...[...project.metadata('.tab-meta.xml')].flatMap((each) => checkTab(root, each)),
    ...[...project.metadata('.app-meta.xml')].flatMap((each) => checkApp(project, each)),
    ...[...project.metadata('.flexipage-meta.xml')].flatMap((each) => checkPage(root, each)),
    ...[...project.metadata('.webLink-meta.xml')].flatMap((each) => checkLink(project, each))
  ]
}

function bundleNamed (root: string, name: string): ReturnType<typeof readBundles>[number] | undefined {
  return readBundles(root).find((bundle) => bundle.name === name)
}

function checkAction (root: string, [name, { file, element }]: Meta): Finding[] {
  const [object] = name.includes('.') ? name.split('.') : []
  const component = text(element, 'lightningWebComponent')
  const flow = text(element, 'flowDefinition')
  const wrong = (path: string, message: string): Finding => ({ file, line: first(element, path)?.line ?? element.line, message })
  return [
    ...object !== undefined && findObject(root, object) === undefined ? [wrong('label', `There is no object ${object}.`)] : [],
    ...component !== '' && !isExposedTo(bundleNamed(root, component), 'lightning__RecordAction') ? [wrong('lightningWebComponent', `${component} is no component exposed to lightning__RecordAction.`)] : [],
    ...flow !== '' && !readProject(root).metadata('.flow-meta.xml').has(flow) ? [wrong('flowDefinition', `There is no flow ${flow}.`)] : []
  ]
}

function checkTab (root: string, [name, { file, element }]: Meta): Finding[] {
  const component = first(element, 'lwcComponent')
  const page = first(element, 'flexiPage')
  return [
    ...component !== undefined && !isExposedTo(bundleNamed(root, component.text), 'lightning__Tab') ? [{ file, line: component.line, message: `${component.text} is no component exposed to lightning__Tab.` }] : [],
    ...page !== undefined && !readProject(root).metadata('.flexipage-meta.xml').has(page.text) ? [{ file, line: page.line, message: `There is no page ${page.text}.` }] : [],
    ...text(element, 'customObject') === 'true' && findObject(root, name) === undefined ? [{ file, line: element.line, message: `There is no object ${name}.` }] : []
  ]
}

function checkApp ({ root, metadata }: Project, [, { file, element }]: Meta): Finding[] {
  const tabs = all(element, 'tabs').filter(({ text: tab }) => tab.startsWith('standard-') ? !isStandardTab(root, tab) : !metadata('.tab-meta.xml').has(tab))
  const bars = all(element, 'utilityBar').filter(({ text: bar }) => !metadata('.flexipage-meta.xml').has(bar))
  const overrides = all(element, 'actionOverrides').concat(all(element, 'profileActionOverrides')).map((each) => first(each, 'content'))
    .filter((content) => content !== undefined && !metadata('.flexipage-meta.xml').has(content.text))
  return [
    ...tabs.map(({ line, text: tab }) => ({ file, line, message: `There is no tab ${tab}.` })),
    ...[...bars, ...overrides].map((each) => ({ file, line: each?.line, message: `There is no page ${each?.text}.` }))
  ]
}

/** `standard-Account` and such; `standard-home` and others that stand for no object are in lower case. */
function isStandardTab (root: string, tab: string): boolean {
  const name = tab.slice('standard-'.length)
  return /^[a-z]/.test(name) || name === 'Feed' || findObject(root, name) !== undefined
}

const TARGET_OF_PAGE: Record<string, string> = { RecordPage: 'lightning__RecordPage', AppPage: 'lightning__AppPage', HomePage: 'lightning__HomePage', UtilityBar: 'lightning__UtilityBar' }

function checkPage (root: string, [, { file, element }]: Meta): Finding[] {
  const target = TARGET_OF_PAGE[text(element, 'type')] ?? ''
  const object = first(element, 'sobjectType')
  return [
    ...object !== undefined && findObject(root, object.text) === undefined ? [{ file, line: object.line, message: `There is no object ${object.text}.` }] : [],
    ...everything(element).filter(({ name }) => name === 'componentInstance').flatMap((instance) => checkInstance(root, file, instance, target)),
    ...everything(element).filter(({ name }) => name === 'fieldItem').flatMap(({ text: item, line }) => checkFieldItem(root, file, line, item, object?.text ?? ''))
  ]
}

/** Components of Salesforce's own carry a namespace: `force:detailPanel`. */
function checkInstance (root: string, file: string, instance: Element, target: string): Finding[] {
  const given = first(instance, 'componentName')
  const name = given?.text.replace(/^c:/, '') ?? ''
  if (name.includes(':')) return []
  const bundle = bundleNamed(root, name)
  if (bundle === undefined || !isExposedTo(bundle, target)) return [{ file, line: given?.line, message: `${name} is no component exposed to ${target}.` }]
  const properties = propertiesFor(bundle, target).map(({ attributes }) => attributes.name)
  return all(instance, 'componentInstanceProperties').filter((each) => !properties.includes(text(each, 'name')))
    .map((each) => ({ file, line: each.line, message: `${name} has no property ${text(each, 'name')} for ${target}.` }))
}

function checkFieldItem (root: string, file: string, line: number, item: string, object: string): Finding[] {
  const [, name] = /^Record\.(\w+)$/.exec(item) ?? []
  return name === undefined || findObject(root, object)?.fields.has(name.toLowerCase()) ? [] : [{ file, line, message: `${object} has no field ${name}.` }]
}

function checkLink ({ metadata }: Project, [, { file, element }]: Meta): Finding[] {
  const url = first(element, 'url')
  const [, flow] = /^\/flow\/(\w+)/.exec(url?.text ?? '') ?? []
  return flow === undefined || metadata('.flow-meta.xml').has(flow) ? [] : [{ file, line: url?.line, message: `There is no flow ${flow}.` }]
}
