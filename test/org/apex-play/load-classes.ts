import {
  ClassDeclarationContext, CompilationUnitContext, ConstructorDeclarationContext, FieldDeclarationContext, FormalParameterContext, MethodDeclarationContext, PropertyDeclarationContext,
  type BlockContext, type ClassBodyDeclarationContext, type FormalParametersContext
} from '@apexdevtools/apex-parser'
import { declared, nodesOf, readApex } from '../apex.ts'
import type { ClassInfo, Parameter, Routine, Slot } from './values.ts'

/** Every class of the project by its name in lower case, `outer.inner` for inner ones. */
export function loadClasses (root: string): Map<string, ClassInfo> {
  const classes = readApex(root).flatMap(({ tree }) => tree instanceof CompilationUnitContext ? [tree.typeDeclaration().classDeclaration()] : []).filter(Boolean).map((node) => loadClass(node))
  return new Map(classes.flatMap(withInner).map((info) => [info.name.toLowerCase(), info]))
}

function withInner (info: ClassInfo): ClassInfo[] {
  return [info, ...[...info.inner.values()].flatMap(withInner)]
}

function loadClass (node: ClassDeclarationContext, outer?: ClassInfo): ClassInfo {
  const own = node.id().getText()
  const info: ClassInfo = {
    kind: 'class',
    name: outer === undefined ? own : `${outer.name}.${own}`,
    outer,
    parent: node.EXTENDS() ? node.typeRef().getText() : undefined,
    interfaces: node.IMPLEMENTS() ? node.typeList().typeRef_list().map((type) => type.getText()) : [],
    slots: new Map(),
    methods: new Map(),
    constructors: [],
    inner: new Map(),
    statics: new Map()
  }
  for (const each of node.classBody().classBodyDeclaration_list()) addMember(info, each)
  return info
}

function addMember (info: ClassInfo, declaration: ClassBodyDeclarationContext): void {
  const [member] = declaration.memberDeclaration()?.children ?? []
  if (member instanceof MethodDeclarationContext && member.block()) addMethod(info, member)
  if (member instanceof ClassDeclarationContext) info.inner.set(member.id().getText().toLowerCase(), loadClass(member, info))
  if (member instanceof FieldDeclarationContext) {
    for (const each of member.variableDeclarators().variableDeclarator_list()) addSlot(info, { name: each.id().getText(), isStatic: isStatic(member), init: each.expression() })
  }
  if (member instanceof PropertyDeclarationContext) addProperty(info, member)
  if (member instanceof ConstructorDeclarationContext) info.constructors.push({ ...routine(info, '<new>', member.formalParameters(), member.block()), isStatic: false })
}

function addMethod (info: ClassInfo, node: MethodDeclarationContext): void {
  const method = { ...routine(info, node.id().getText(), node.formalParameters(), node.block()), isStatic: isStatic(node), returns: (node.typeRef() as { getText: () => string } | null)?.getText(), node }
  const key = method.name.toLowerCase()
  info.methods.set(key, [...info.methods.get(key) ?? [], method])
}

function routine (owner: ClassInfo, name: string, parameters: FormalParametersContext, body: BlockContext): Omit<Routine, 'isStatic'> {
  return { name, owner, parameters: parametersOf(parameters), body }
}

function parametersOf (node: FormalParametersContext): Parameter[] {
  return nodesOf(node, FormalParameterContext).map((each) => ({ type: each.typeRef().getText(), name: each.id().getText() }))
}

function addProperty (info: ClassInfo, node: PropertyDeclarationContext): void {
  const blocks = node.propertyBlock_list()
  addSlot(info, {
    name: node.id().getText(),
    isStatic: isStatic(node),
    getter: blocks.map((each) => each.getter()?.block()).find(Boolean),
    setter: blocks.map((each) => each.setter()?.block()).find(Boolean)
  })
}

function addSlot (info: ClassInfo, slot: Slot): void {
  info.slots.set(slot.name.toLowerCase(), slot)
}

function isStatic (node: MethodDeclarationContext | FieldDeclarationContext | PropertyDeclarationContext): boolean {
  return declared(node).modifiers.includes('static')
}
