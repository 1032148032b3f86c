import ts from 'typescript'
import { methodsOf, readApex, type Method } from './apex.ts'
import { readBundles } from './bundles.ts'
import { importsOf, lineOfScript, nodesOf, readComponents, type Import } from './component-program.ts'
import type { Finding } from './finding.ts'
import { findObject } from './objects.ts'
import { isPublicModule } from './platform.ts'
import { readProject } from './read-project.ts'

/** What `@salesforce/…` and others may stand for besides Apex, label, schema and permission. */
const GIVEN = /^(lwc|@salesforce\/(apex|user\/(Id|isGuest)|i18n\/\w+|client\/formFactor|community\/\w+|userPermission\/\w+))$/

/** Every import of every component: Apex methods with the names of their parameters, objects and fields, permissions, our own and Salesforce's modules. Labels: check-labels.ts. */
export function checkScriptReferences (root: string): Finding[] {
  const { scripts } = readComponents(root)
  return [...scripts].flatMap(([file, script]) => importsOf(file, script).flatMap((each) => [...checkImport(root, each), ...checkParameters(root, script, each)]))
}

function checkImport (root: string, { file, line, from }: Import): Finding[] {
  const wrong = (message: string): Finding[] => [{ file, line, message }]
  const [scope = '', kind = '', ...rest] = from.split('/')
  const name = from.startsWith('@salesforce/') ? rest.join('/') : [kind, ...rest].join('/')
  if (scope === '.' || scope === '..' || GIVEN.test(from)) return []
  if (scope === 'c') return readBundles(root).some((bundle) => bundle.name === name) ? [] : wrong(`There is no module ${from}.`)
  if (scope === 'lightning') return isPublicModule(name) ? [] : wrong(`Salesforce has no public module ${from}.`)
  if (from.startsWith('@salesforce/label/')) return []
  if (from.startsWith('@salesforce/apex/')) return checkMethod(root, name).map((message) => ({ file, line, message }))
  if (from.startsWith('@salesforce/schema/')) return checkSchema(root, name).map((message) => ({ file, line, message }))
  const folder = Object.entries(FOLDERS).find(([prefix]) => from.startsWith(`@salesforce/${prefix}/`))?.[1]
  if (folder !== undefined) return readProject(root).metadata(folder).has(name.replace(/__c$/, '')) ? [] : wrong(`${from}: the project has no ${name}.`)
  return wrong(`${from} is nothing that a component can import.`)
}

const FOLDERS = { customPermission: '.customPermission-meta.xml', resourceUrl: '.resource-meta.xml', messageChannel: '.messageChannel-meta.xml', contentAssetUrl: '.asset-meta.xml' }

function checkMethod (root: string, name: string): string[] {
  const [className = '', methodName = ''] = name.split('.')
  const apex = readApex(root).find((each) => each.name === className)
  if (apex === undefined) return [`There is no Apex class ${className}.`]
  const method = methodsOf(apex).find((each) => each.name === methodName && each.owner === className)
  if (method === undefined) return [`The Apex class ${className} has no method ${methodName}.`]
  if (!method.annotations.has('auraenabled')) return [`The Apex method ${name} is not @AuraEnabled.`]
  return method.modifiers.includes('static') && method.modifiers.some((each) => ['public', 'global'].includes(each)) ? [] : [`The Apex method ${name} is not public static.`]
}

function checkSchema (root: string, name: string): string[] {
  const [objectName = '', ...path] = name.split('.')
  let object = findObject(root, objectName)
  if (object === undefined) return [`There is no object ${objectName}.`]
  for (const [index, step] of path.entries()) {
    const isLast = index === path.length - 1
    const field: { to?: string } | undefined = isLast ? object.fields.get(step.toLowerCase()) : [...object.fields.values()].find(({ parent }) => parent?.toLowerCase() === step.toLowerCase())
    if (field === undefined) return [`${object.name} has no field ${step}.`]
    if (isLast || field.to === '' || field.to === undefined) return []
    object = findObject(root, field.to)
    if (object === undefined) return []
  }
  return []
}

/** Apex takes parameters by name and leaves out silently what it does not know. */
function checkParameters (root: string, script: ts.SourceFile, { file, from, name }: Import): Finding[] {
  const method = methodNamed(root, from)
  if (method === undefined || name === undefined) return []
  return usesOf(script, name.text).flatMap((use) => {
    const given = inputOf(use)
    if (given === undefined) return []
    const line = lineOfScript(script, use)
    const names = namesIn(root, given)
    if (names === undefined) return [{ file, line, message: `What is given to ${method.owner}.${method.name} has no type, so that the names of its parameters cannot be checked.` }]
    const unknown = names.filter((each) => !method.parameters.some((parameter) => parameter.name === each))
    return unknown.map((each) => ({ file, line, message: `${method.owner}.${method.name} has no parameter ${each}: it has ${method.parameters.map((parameter) => parameter.name).join(', ') || 'none'}.` }))
  })
}

function methodNamed (root: string, from: string): Method | undefined {
  const [className, methodName] = from.startsWith('@salesforce/apex/') ? from.slice('@salesforce/apex/'.length).split('.') : []
  return readApex(root).filter(({ name }) => name === className).flatMap(methodsOf).find((each) => each.name === methodName && each.owner === className)
}

function usesOf (script: ts.SourceFile, name: string): ts.Identifier[] {
  return nodesOf(script).filter((node): node is ts.Identifier => ts.isIdentifier(node) && node.text === name && !ts.isImportClause(node.parent))
}

/** `method(input)`, or `@wire(method, input)` and other calls that are given the method and its input. */
function inputOf (use: ts.Identifier): ts.Expression | undefined {
  if (!ts.isCallExpression(use.parent)) return undefined
  return use.parent.expression === use ? use.parent.arguments[0] : use.parent.arguments[use.parent.arguments.indexOf(use) + 1]
}

function namesIn (root: string, given: ts.Expression): string[] | undefined {
  const { checker } = readComponents(root)
  const type = checker.getTypeAtLocation(given)
  return (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0 ? undefined : checker.getPropertiesOfType(type).map((property) => property.name)
}
