import { FieldDeclarationContext, PropertyDeclarationContext } from '@apexdevtools/apex-parser'
import { declared, methodsOf, nodesOf, ownerOf, readApex, type ApexFile } from './apex.ts'
import { isExposedTo, propertiesFor, readBundles } from './bundles.ts'
import type { Finding } from './finding.ts'
import { readProject } from './read-project.ts'
import { all, everything, first, text, type Element } from './xml.ts'

const SCREEN = 'lightning__FlowScreen'

/** Every flow: its components are exposed to screens and have the properties, its Apex steps are invocable and have the variables, its connectors and references lead somewhere. */
export function checkFlows (root: string): Finding[] {
  return [...readProject(root).metadata('.flow-meta.xml').values()].flatMap(({ file, element }) => [
    ...everything(element).filter(({ name }) => name === 'extensionName').flatMap((given) => checkComponent(root, file, element, given)),
    ...all(element, 'actionCalls').filter((call) => text(call, 'actionType') === 'apex').flatMap((call) => checkCall(root, file, call)),
    ...checkReferences(file, element)
  ])
}

function checkComponent (root: string, file: string, flow: Element, given: Element): Finding[] {
  if (!given.text.startsWith('c:')) return []
  const bundle = readBundles(root).find(({ name }) => name === given.text.slice('c:'.length))
  if (bundle === undefined || !isExposedTo(bundle, SCREEN)) return [{ file, line: given.line, message: `${given.text} is no component exposed to ${SCREEN}.` }]
  const field = everything(flow).find(({ children }) => children.includes(given))
  const properties = propertiesFor(bundle, SCREEN)
  const names = (role: string): Array<string | undefined> => properties.filter(({ attributes }) => attributes.role !== role).map(({ attributes }) => attributes.name)
  return [
    ...all(field, 'inputParameters').filter((each) => !names('outputOnly').includes(text(each, 'name')))
      .map((each) => ({ file, line: each.line, message: `${bundle.name} has no property ${text(each, 'name')} that a flow can set.` })),
    ...all(field, 'outputParameters').filter((each) => !names('inputOnly').includes(text(each, 'name')))
      .map((each) => ({ file, line: each.line, message: `${bundle.name} has no property ${text(each, 'name')} that a flow can read.` }))
  ]
}

function checkCall (root: string, file: string, call: Element): Finding[] {
  const name = text(call, 'actionName')
  const apex = readApex(root).find((each) => each.name === name)
  const method = apex === undefined ? undefined : methodsOf(apex).find(({ annotations }) => annotations.has('invocablemethod'))
  if (apex === undefined || method === undefined) return [{ file, line: first(call, 'actionName')?.line ?? call.line, message: `There is no Apex class ${name} with an @InvocableMethod.` }]
  const [inputs, outputs] = [method.parameters[0]?.type ?? '', method.returns].map((type) => variablesOf(apex, type))
  const missing = inputs?.filter(({ required, name }) => required && !all(call, 'inputParameters').some((each) => text(each, 'name') === name)) ?? []
  return [
    ...unknown(file, all(call, 'inputParameters'), inputs, `${name} takes no`),
    ...unknown(file, all(call, 'outputParameters'), outputs, `${name} gives no`),
    ...missing.map((each) => ({ file, line: call.line, message: `${name} needs ${each.name}.` }))
  ]
}

interface Variable { name: string, required: boolean }

/** The invocable variables of `List<Request>`; undefined where the list is of plain values or of objects. */
function variablesOf (apex: ApexFile, list: string): Variable[] | undefined {
  const [, type = ''] = /^List<(.+)>$/i.exec(list) ?? []
  const inner = type.slice(type.lastIndexOf('.') + 1)
  const members = [...nodesOf(apex.tree, FieldDeclarationContext), ...nodesOf(apex.tree, PropertyDeclarationContext)]
  const own = members.filter((node) => ownerOf(node) === `${apex.name}.${inner}`)
  return own.length === 0
    ? undefined
    : own.flatMap((node) => {
      const annotation = declared(node).annotations.get('invocablevariable')
      const name = node instanceof PropertyDeclarationContext ? node.id().getText() : node.variableDeclarators().getText().split('=')[0] ?? ''
      return annotation === undefined ? [] : [{ name, required: annotation.required?.toLowerCase() === 'true' }]
    })
}

function unknown (file: string, given: Element[], variables: Variable[] | undefined, words: string): Finding[] {
  return variables === undefined ? [] : given.filter((each) => !variables.some(({ name }) => name === text(each, 'name'))).map((each) => ({ file, line: each.line, message: `${words} ${text(each, 'name')}.` }))
}

const REFERENCES = ['targetReference', 'elementReference', 'assignToReference', 'leftValueReference', 'collectionReference']

function checkReferences (file: string, flow: Element): Finding[] {
  const names = new Set(everything(flow).filter(({ name }) => name === 'name').map((each) => each.text))
  return everything(flow).filter(({ name, text: to }) => REFERENCES.includes(name) && !to.startsWith('$') && !names.has(to.split('.')[0] ?? ''))
    .map(({ line, text: to }) => ({ file, line, message: `The flow has nothing called ${to}.` }))
}
