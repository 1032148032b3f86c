import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { lineOf } from './finding.ts'

/** One element of a metadata file, with the line it begins on. */
export interface Element {
  name: string
  line: number
  attributes: Record<string, string>
  text: string
  children: Element[]
}

export type Parsed = { root: Element } | { fault: { line: number, message: string } }

interface Node { ':@'?: Record<string, string>, '#text'?: string, [name: string]: unknown }

const METADATA = XMLParser.getMetaDataSymbol() as unknown as string
const parser = new XMLParser({
  preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '', parseTagValue: false, parseAttributeValue: false, ignoreDeclaration: true, captureMetaData: true
})

export function parseXml (source: string): Parsed {
  const valid = XMLValidator.validate(source)
  if (valid !== true) return { fault: { line: valid.err.line, message: valid.err.msg } }
  const [root] = elementsOf(parser.parse(source) as Node[], source)
  return root === undefined ? { fault: { line: 1, message: 'The file has no element.' } } : { root }
}

/** All children of that name. */
export function all (element: Element | undefined, name: string): Element[] {
  return element?.children.filter((child) => child.name === name) ?? []
}

/** The first child along the path. */
export function first (element: Element | undefined, ...path: string[]): Element | undefined {
  return path.reduce<Element | undefined>((at, name) => all(at, name)[0], element)
}

/** The text at the end of the path, '' where there is none. */
export function text (element: Element | undefined, ...path: string[]): string {
  return first(element, ...path)?.text ?? ''
}

/** The element and everything inside it. */
export function everything (element: Element): Element[] {
  return [element, ...element.children.flatMap(everything)]
}

function elementsOf (nodes: Node[], source: string): Element[] {
  return nodes.flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ':@' && key !== '#text')
    if (name === undefined) return []
    const inside = node[name] as Node[]
    const { startIndex = 0 } = (node[METADATA] ?? {}) as { startIndex?: number }
    return [{
      name,
      line: lineOf(source, startIndex),
      attributes: node[':@'] ?? {},
      text: inside.map((child) => child['#text'] ?? '').join(''),
      children: elementsOf(inside, source)
    }]
  })
}
