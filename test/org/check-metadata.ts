import type { Finding } from './finding.ts'
import { metadataType, type MetadataType, type Property } from './metadata-types.ts'
import { readProject } from './read-project.ts'
import type { Element } from './xml.ts'

const NAMESPACE = 'http://soap.sforce.com/2006/04/metadata'
/** Free form in the API's own description. */
const FREE = ['LightningComponentBundle/targetConfigs']
/** In source format the parts of these are files of their own, so what must be there may be elsewhere. */
const DECOMPOSED = ['CustomObject', 'CustomField']

interface Place { file: string, path: string }

/** Every `*-meta.xml` against the types of the Metadata API: elements, how often, which values. The source-deploy-retrieve library looks at names only. */
export function checkMetadata (root: string): Finding[] {
  const { files, xml } = readProject(root)
  return files.filter((file) => file.endsWith('-meta.xml')).flatMap((file) => {
    const parsed = xml(file)
    if ('fault' in parsed) return [{ file, line: parsed.fault.line, message: `This is no well-formed XML: ${parsed.fault.message}` }]
    return checkRoot(file, parsed.root)
  })
}

function checkRoot (file: string, root: Element): Finding[] {
  const type = metadataType(root.name)
  if (type === undefined) return [{ file, line: root.line, message: `The Metadata API has no type ${root.name}.` }]
  const foreign = root.attributes.xmlns === NAMESPACE ? [] : [{ file, line: root.line, message: `The root element needs xmlns="${NAMESPACE}".` }]
  return [...foreign, ...checkObject({ file, path: root.name }, root, type)]
}

function checkObject ({ file, path }: Place, element: Element, type: MetadataType): Finding[] {
  const names = new Set(element.children.map(({ name }) => name))
  const missing = DECOMPOSED.includes(path) ? [] : [...type].filter(([name, { required }]) => required && name !== 'fullName' && !names.has(name))
  return [
    ...missing.map(([name]) => ({ file, line: element.line, message: `${path} needs an element ${name}.` })),
    ...[...names].flatMap((name) => {
      const given = element.children.filter((child) => child.name === name)
      return checkProperty({ file, path: `${path}/${name}` }, given, type.get(name))
    })
  ]
}

function checkProperty (place: Place, given: Element[], property: Property | undefined): Finding[] {
  const at = { file: place.file, line: given.at(-1)?.line }
  if (property === undefined) return given.map(({ line }) => ({ ...at, line, message: `${place.path} is no element of the Metadata API.` }))
  if (FREE.includes(place.path)) return []
  const doubled = given.length > 1 && !property.many ? [{ ...at, message: `${place.path} is given ${given.length} times, only one is allowed.` }] : []
  return [...doubled, ...given.flatMap((element) => checkValue(place, element, property))]
}

function checkValue (place: Place, element: Element, { type, name, choices }: Property): Finding[] {
  const wrong = (message: string): Finding[] => [{ file: place.file, line: element.line, message: `${place.path} ${message}` }]
  if (type === 'object') return checkObject(place, element, metadataType(name) ?? new Map<string, Property>())
  if (type === 'any') return []
  if (element.children.length > 0) return wrong(`is a text, it has no element ${element.children[0]?.name}.`)
  if (type === 'choice' && !choices.includes(element.text)) return wrong(`may not be "${element.text}": it is one of ${shorten(choices)}.`)
  if (type === 'boolean' && !['true', 'false'].includes(element.text)) return wrong(`is true or false, not "${element.text}".`)
  if (type === 'number' && (element.text.trim() === '' || !Number.isFinite(Number(element.text)))) return wrong(`is a number, not "${element.text}".`)
  return []
}

function shorten (choices: string[]): string {
  return choices.length <= 12 ? choices.join(', ') : `${choices.slice(0, 12).join(', ')} and ${choices.length - 12} more`
}
