import { DotExpressionContext, IdPrimaryContext, PrimaryExpressionContext, type ExpressionContext, type ExpressionListContext, type MethodCallContext } from '@apexdevtools/apex-parser'
import { lineOfNode } from '../apex.ts'
import { evaluate } from './evaluate.ts'
import { findMethod, findRoutine, invoke, readField, readStatic } from './invoke.ts'
import { callNative } from './natives.ts'
import { findClass, type Scope } from './player.ts'
import { readName } from './primary.ts'
import { isObject, Rows, thrown, toText, Unplayable, narrowed, type ClassInfo, type Value } from './values.ts'

export async function valuesOf (scope: Scope, list: ExpressionListContext | null): Promise<Value[]> {
  const values: Value[] = []
  for (const each of list?.expression_list() ?? []) values.push(await evaluate(scope, each))
  return values
}

/** `name(…)`: a method of this class or of one around it. */
export async function callMethod (scope: Scope, node: MethodCallContext): Promise<Value> {
  const values = await valuesOf(scope, node.expressionList())
  const name = node.id()?.getText() ?? ''
  const routine = findMethod(scope.player, scope.owner, name, values)
  if (routine === undefined) throw new Unplayable(`line ${lineOfNode(node)}: no method ${name} in ${scope.owner.name}`)
  return await invoke(scope.player, routine, routine.isStatic ? null : scope.self, values)
}

/** `a.b` and `a.b(…)`, of a value or of a class. */
export async function readDot (scope: Scope, node: DotExpressionContext): Promise<Value> {
  const target = await targetOf(scope, node.expression())
  const call = node.dotMethodCall()
  const name = (call ?? node).anyId().getText()
  if ('type' in target) return call ? await callStatic(scope, node, target.type, name) : await readForeign(scope, node, target.type, name)
  if (target.value === null) {
    if (node.QUESTIONDOT()) return null
    throw thrown('NullPointerException', 'Attempt to de-reference a null object')
  }
  return call ? await callOn(scope, target.value, name, await valuesOf(scope, call.expressionList())) : await readOn(scope, target.value, name)
}

/** Names that stand for no value are those of Salesforce's classes. */
async function targetOf (scope: Scope, node: ExpressionContext): Promise<{ value: Value } | { type: string }> {
  const name = simpleName(node)
  if (name !== undefined) {
    const value = await readName(scope, name)
    return value === undefined ? { type: name } : { value }
  }
  if (node instanceof DotExpressionContext && !node.dotMethodCall()) {
    const target = await targetOf(scope, node.expression())
    if ('type' in target && (target.type.toLowerCase() === 'system') && node.anyId().getText().toLowerCase() === 'label') return { type: 'System.Label' }
  }
  return { value: await evaluate(scope, node) }
}

function simpleName (node: ExpressionContext): string | undefined {
  const primary = node instanceof PrimaryExpressionContext ? node.primary() : undefined
  return primary instanceof IdPrimaryContext ? primary.id().getText() : undefined
}

async function callStatic (scope: Scope, node: DotExpressionContext, type: string, name: string): Promise<Value> {
  const values = await valuesOf(scope, node.dotMethodCall().expressionList())
  if (/__mdt$/i.test(type) && name.toLowerCase() === 'getinstance') return scope.player.platform.fields(type, toText(values[0] ?? null)) ?? null
  const method = scope.player.platform.statics.get(type.toLowerCase())?.[name.toLowerCase()]
  if (method === undefined) throw new Unplayable(`line ${lineOfNode(node)}: no ${type}.${name} here`)
  return await method(...values as never[])
}

async function readForeign (scope: Scope, node: DotExpressionContext, type: string, name: string): Promise<Value> {
  const value = scope.player.platform.fields(type, name)
  if (value === undefined) throw new Unplayable(`line ${lineOfNode(node)}: no ${type}.${name} here`)
  return value
}

async function callOn (scope: Scope, value: Value, name: string, values: Value[]): Promise<Value> {
  if (isClass(value)) {
    const routine = findRoutine(scope.player, value.methods.get(name.toLowerCase()), values)
    if (routine === undefined) throw new Unplayable(`no method ${value.name}.${name}`)
    return await invoke(scope.player, routine, null, values)
  }
  const own = isObject(value) && value.info !== undefined ? findRoutine(scope.player, value.info.methods.get(name.toLowerCase()), values) : undefined
  if (own !== undefined && isObject(value)) return await invoke(scope.player, own, value, values)
  return await callNative(value, name, values)
}

async function readOn (scope: Scope, value: Value, name: string): Promise<Value> {
  if (isClass(value)) {
    const slot = value.slots.get(name.toLowerCase())
    const inner = findClass({ player: scope.player, owner: value }, name)
    if (slot === undefined && inner !== undefined) return inner
    if (slot === undefined) throw new Unplayable(`${value.name} has no ${name}`)
    return await readStatic(scope, value, slot)
  }
  if (value instanceof Rows) return await readOn(scope, narrowed(value, ''), name)
  if (isObject(value)) return await readField(scope, value, name)
  if (value !== null && typeof value === 'object' && 'kind' in value && value.kind === 'native' && value.get) return value.get(name.toLowerCase())
  throw new Unplayable(`no field ${name} here`)
}

export function isClass (value: Value): value is ClassInfo {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'class'
}
