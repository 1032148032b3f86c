import {
  AnnotationContext, ApexErrorListener, ApexParserFactory, ClassDeclarationContext, FormalParameterContext, InterfaceDeclarationContext, LiteralContext, MethodDeclarationContext,
  type ApexParserRuleContext, type ApexParseTree, type ModifierContext
} from '@apexdevtools/apex-parser'
import { readProject } from './read-project.ts'

export interface ApexFile {
  file: string
  /** the name of the outermost class, interface or trigger */
  name: string
  tree: ApexParserRuleContext
  faults: Array<{ line: number, column: number, message: string }>
}

/** A method or a class with what stands before it. */
export interface Declared<T> { node: T, line: number, modifiers: string[], annotations: Map<string, Record<string, string>> }

export interface Method extends Declared<MethodDeclarationContext> { name: string, owner: string, parameters: Array<{ type: string, name: string }>, returns: string }

const projects = new Map<string, ApexFile[]>()
const parsed = new Map<string, ApexFile>()

/** Every class and trigger of the project, parsed once. */
export function readApex (root: string): ApexFile[] {
  const known = projects.get(root) ?? read(root)
  projects.set(root, known)
  return known
}

/** The same text in two projects is parsed once. */
function read (root: string): ApexFile[] {
  const { files, source } = readProject(root)
  return files.filter((file) => /\.(cls|trigger)$/.test(file)).map((file) => {
    const key = `${file}\n${source(file)}`
    const apex = parsed.get(key) ?? parseApex(file, source(file))
    parsed.set(key, apex)
    return apex
  })
}

export function parseApex (file: string, source: string): ApexFile {
  const faults: ApexFile['faults'] = []
  const { parser } = ApexParserFactory.createLexerAndParser(source, new Collector(faults))
  const tree = file.endsWith('.trigger') ? parser.triggerUnit() : parser.compilationUnit()
  return { file, name: file.slice(file.lastIndexOf('/') + 1).replace(/\.\w+$/, ''), tree, faults }
}

class Collector extends ApexErrorListener {
  readonly faults: ApexFile['faults']
  constructor (faults: ApexFile['faults']) {
    super()
    this.faults = faults
  }

  override apexSyntaxError (line: number, column: number, message: string): void {
    this.faults.push({ line, column, message })
  }
}

/** All nodes of one kind, outer before inner. */
export function nodesOf<T extends ApexParserRuleContext> (tree: ApexParseTree, kind: abstract new (...words: never[]) => T): T[] {
  const inside = childrenOf(tree).flatMap((child) => nodesOf(child, kind))
  return tree instanceof kind ? [tree, ...inside] : inside
}

export function childrenOf (tree: ApexParseTree): ApexParseTree[] {
  return (tree as ApexParserRuleContext & { children?: ApexParseTree[] | null }).children ?? []
}

export function lineOfNode (node: ApexParserRuleContext): number {
  return node.start.line
}

/** Methods of the class itself and of those inside it. */
export function methodsOf ({ tree }: ApexFile): Method[] {
  return nodesOf(tree, MethodDeclarationContext).map((node) => ({
    ...declared(node),
    name: node.id().getText(),
    owner: ownerOf(node),
    parameters: nodesOf(node.formalParameters(), FormalParameterContext).map((each) => ({ type: each.typeRef().getText(), name: each.id().getText() })),
    returns: (node.typeRef() as ApexParserRuleContext | null)?.getText() ?? 'void'
  }))
}

export function classesOf ({ tree }: ApexFile): Array<Declared<ClassDeclarationContext> & { name: string }> {
  return nodesOf(tree, ClassDeclarationContext).map((node) => ({ ...declared(node), name: [ownerOf(node), node.id().getText()].filter(Boolean).join('.') }))
}

/** Modifiers stand beside a declaration: in its parent or in the parent of that. */
export function declared<T extends ApexParserRuleContext> (node: T): Declared<T> {
  const around = [node.parentCtx, node.parentCtx?.parentCtx].map((each) => each as unknown as { modifier_list?: () => ModifierContext[] } | undefined)
  const modifiers = around.map((each) => each?.modifier_list?.() ?? []).find((list) => list.length > 0) ?? []
  const annotations = modifiers.flatMap((each) => nodesOf(each, AnnotationContext)).map((each) => [each.id().getText().toLowerCase(), argumentsOf(each)] as const)
  return { node, line: lineOfNode(node), modifiers: modifiers.map((each) => each.getText().toLowerCase()), annotations: new Map(annotations) }
}

/** `Outer.Inner` of the classes around, '' for the outermost. */
export function ownerOf (node: ApexParserRuleContext): string {
  const names: string[] = []
  for (let at = node.parentCtx; at != null; at = at.parentCtx) {
    if (at instanceof ClassDeclarationContext || at instanceof InterfaceDeclarationContext) names.unshift(at.id().getText())
  }
  return names.join('.')
}

/** The texts in quotes, without them and with their escapes undone, each with its line. */
export function stringsOf (tree: ApexParseTree): Array<{ line: number, text: string }> {
  return nodesOf(tree, LiteralContext).filter((each) => (each.StringLiteral() as unknown) != null)
    .map((each) => ({ line: lineOfNode(each), text: unquote(each.getText()) }))
}

export function unquote (literal: string): string {
  return literal.slice(1, -1).replace(/\\(.)/g, '$1')
}

function argumentsOf (annotation: AnnotationContext): Record<string, string> {
  const pairs = (annotation.elementValuePairs() as ReturnType<AnnotationContext['elementValuePairs']> | null)?.elementValuePair_list() ?? []
  return Object.fromEntries(pairs.map((pair) => [pair.id().getText().toLowerCase(), pair.elementValue().getText().replace(/^'|'$/g, '')]))
}
