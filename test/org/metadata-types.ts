import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import ts from 'typescript'

/** What the Metadata API says about one element of a type. */
export interface Property { type: 'string' | 'number' | 'boolean' | 'any' | 'object' | 'choice', name: string, choices: string[], many: boolean, required: boolean }

export type MetadataType = Map<string, Property>

/** The declaration of the Metadata API's WSDL in TypeScript; of its grammar we need objects, intersections, arrays and unions of texts. */
const declaration = createRequire(import.meta.url).resolve('@salesforce/types/metadata').replace(/\.js$/, '.d.ts')
const declared = new Map<string, ts.TypeNode>()
const types = new Map<string, MetadataType>()
ts.forEachChild(ts.createSourceFile(declaration, readFileSync(declaration, 'utf8'), ts.ScriptTarget.Latest), (node) => {
  if (ts.isTypeAliasDeclaration(node)) declared.set(node.name.text, node.type)
})

/** The elements of a metadata type such as `PermissionSet` or of a part of one; undefined when the API has no such object. */
export function metadataType (name: string): MetadataType | undefined {
  const node = declared.get(name)
  if (node === undefined || choicesOf(node).length > 0) return undefined
  const type = types.get(name) ?? new Map(membersOf(node))
  types.set(name, type)
  return type
}

function membersOf (node: ts.TypeNode): Array<[string, Property]> {
  if (ts.isIntersectionTypeNode(node)) return node.types.flatMap(membersOf)
  if (ts.isTypeReferenceNode(node)) return membersOfNamed(nameOf(node))
  if (!ts.isTypeLiteralNode(node)) return []
  return node.members.filter(ts.isPropertySignature).map((member) => {
    const name = (member.name as ts.Identifier).text
    return [name, propertyOf(member.type, member.questionToken !== undefined)]
  })
}

function membersOfNamed (name: string): Array<[string, Property]> {
  const node = declared.get(name)
  return node === undefined ? [] : membersOf(node)
}

function propertyOf (node: ts.TypeNode | undefined, optional: boolean): Property {
  if (node !== undefined && ts.isArrayTypeNode(node)) return { ...propertyOf(node.elementType, true), many: true }
  const base = { name: '', choices: [], many: false, required: !optional }
  if (node === undefined) return { ...base, type: 'any' }
  if (node.kind === ts.SyntaxKind.StringKeyword) return { ...base, type: 'string' }
  if (node.kind === ts.SyntaxKind.NumberKeyword) return { ...base, type: 'number' }
  if (node.kind === ts.SyntaxKind.BooleanKeyword) return { ...base, type: 'boolean' }
  const name = ts.isTypeReferenceNode(node) ? nameOf(node) : ''
  const choices = choicesOf(declared.get(name) ?? node)
  if (choices.length > 0) return { ...base, type: 'choice', choices }
  if (name === 'Date') return { ...base, type: 'string' }
  return declared.has(name) ? { ...base, type: 'object', name } : { ...base, type: 'any' }
}

function choicesOf (node: ts.TypeNode): string[] {
  if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)) return [node.literal.text]
  return ts.isUnionTypeNode(node) ? node.types.flatMap(choicesOf) : []
}

function nameOf (node: ts.TypeReferenceNode): string {
  return (node.typeName as ts.Identifier).text
}
