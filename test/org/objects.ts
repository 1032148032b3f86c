import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fieldsOfClass, openJar } from './java-archive.ts'
import { readProject } from './read-project.ts'
import { text, type Element } from './xml.ts'

/** What one object has, by names in lower case: Salesforce looks names up without regard to case. */
export interface SObject {
  name: string
  fields: Map<string, Field>
  /** name of a child relationship → the child's object */
  children: Map<string, string>
}

/** `parent` is the name of the relationship (Owner of OwnerId), `to` the object it leads to, `''` where it may be one of several. */
export interface Field { name: string, parent?: string, to?: string, element?: Element, file?: string }

export const javaLibraries = join(dirname(createRequire(import.meta.url).resolve('@salesforce/code-analyzer-pmd-engine')), '../dist/java-lib')

/** Objects that a permission set may name and the type library (API 65) lacks. https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_userexternalcredential.htm */
const NOT_IN_LIBRARY = ['UserExternalCredential']

const SYSTEM = ['Id', 'Name', 'OwnerId', 'CreatedById', 'CreatedDate', 'LastModifiedById', 'LastModifiedDate', 'SystemModstamp', 'IsDeleted']
const CLASSES = 'com/nawforce/runforce/SObjects/'
const jar = openJar(join(javaLibraries, 'sobject-types-65.0.0.jar'))
const standardNames = new Map([...jar.keys()].filter((name) => name.startsWith(CLASSES) && name.endsWith('.class'))
  .map((name) => name.slice(CLASSES.length, -'.class'.length)).map((name) => [name.toLowerCase(), name]))
const known = new Map<string, Map<string, SObject | undefined>>()

/** A standard object of the type library, with the project's own fields on it, or an object of the project. */
export function findObject (root: string, name: string): SObject | undefined {
  const objects = known.get(root) ?? new Map<string, SObject | undefined>()
  known.set(root, objects)
  const key = name.toLowerCase()
  if (!objects.has(key)) objects.set(key, withOwnFields(root, standardObject(key) ?? ownObject(root, key)))
  return objects.get(key)
}

function standardObject (key: string): SObject | undefined {
  const name = standardNames.get(key)
  const foreign = NOT_IN_LIBRARY.find((each) => each.toLowerCase() === key)
  if (foreign !== undefined) return { name: foreign, fields: new Map(), children: new Map() }
  if (name === undefined) return undefined
  const object: SObject = { name, fields: new Map(), children: new Map() }
  const fields = fieldsOfClass(jar.get(`${CLASSES}${name}.class`)?.() ?? Buffer.alloc(0)).filter((field) => !['SObjectType', 'Fields'].includes(field.name))
  for (const { name: field, type } of fields) {
    const to = /SObjects\/(\w+);$/.exec(type)?.[1]
    if (type.startsWith('[') && to !== undefined) object.children.set(field.toLowerCase(), to)
    else if (to !== undefined && type.startsWith('L')) addParent(object, field, to)
    else object.fields.set(field.toLowerCase(), { name: field })
  }
  return object
}

/** A relationship stands beside its id field; where several objects may be the parent its type is SObject or Name. */
function addParent (object: SObject, name: string, to: string): void {
  const id = object.fields.get(`${name}id`.toLowerCase()) ?? { name }
  object.fields.set(id.name.toLowerCase(), { ...id, parent: name, to: to === 'Name' ? '' : to })
}

function ownObject (root: string, key: string): SObject | undefined {
  const own = [...readProject(root).metadata('.object-meta.xml').keys()].find((name) => name.toLowerCase() === key)
  if (own === undefined || !/__(c|mdt|e)$/i.test(own)) return undefined
  const kind = own.slice(own.lastIndexOf('__'))
  const system = kind === '__c' ? SYSTEM : kind === '__e' ? ['ReplayId', 'CreatedById', 'CreatedDate', 'EventUuid'] : ['Id', 'DeveloperName', 'MasterLabel', 'Label', 'Language', 'NamespacePrefix', 'QualifiedApiName', 'SystemModstamp']
  const fields = system.map((name): Field => name.endsWith('ById') || name === 'OwnerId' ? { name, parent: name.slice(0, -2), to: 'User' } : { name })
  return { name: own, fields: new Map(fields.map((field) => [field.name.toLowerCase(), field])), children: new Map() }
}

function withOwnFields (root: string, object: SObject | undefined): SObject | undefined {
  if (object === undefined) return undefined
  for (const [name, { file, element }] of readProject(root).metadata('.field-meta.xml')) {
    const holder = file.split('/').at(-3) ?? ''
    const to = text(element, 'referenceTo')
    if (holder.toLowerCase() === object.name.toLowerCase()) {
      object.fields.set(name.toLowerCase(), { name, element, file, ...(to !== '' && { parent: name.replace(/__c$/i, '__r'), to }) })
    }
    if (holder.toLowerCase() === object.name.toLowerCase() && text(element, 'type') === 'MasterDetail') object.fields.delete('ownerid')
    const children = text(element, 'relationshipName')
    if (to.toLowerCase() === object.name.toLowerCase() && children !== '') object.children.set(`${children}__r`.toLowerCase(), holder)
  }
  return object
}
