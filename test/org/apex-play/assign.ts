import { ArrayExpressionContext, DotExpressionContext, IdPrimaryContext, PrimaryExpressionContext, type AssignExpressionContext, type ExpressionContext } from '@apexdevtools/apex-parser'
import { lineOfNode } from '../apex.ts'
import { evaluate } from './evaluate.ts'
import { isClass } from './members.ts'
import type { Scope } from './player.ts'
import { isObject, toText, Unplayable, type ClassInfo, type Value } from './values.ts'

export async function assign (scope: Scope, node: AssignExpressionContext): Promise<Value> {
  const value = await evaluate(scope, node.expression(1))
  const target = node.expression(0)
  const whole = node.ASSIGN() ? value : await grown(scope, node, target, value)
  await put(scope, target, whole)
  return whole
}

async function grown (scope: Scope, node: AssignExpressionContext, target: ExpressionContext, value: Value): Promise<Value> {
  const before = await evaluate(scope, target)
  if (typeof before === 'number' && typeof value === 'number') return node.ADD_ASSIGN() ? before + value : before - value
  if (node.ADD_ASSIGN()) return toText(before) + toText(value)
  throw new Unplayable(`line ${lineOfNode(node)}: ${node.getText().slice(0, 60)}`)
}

async function put (scope: Scope, target: ExpressionContext, value: Value): Promise<void> {
  if (target instanceof PrimaryExpressionContext && target.primary() instanceof IdPrimaryContext) return putName(scope, target.getText(), value)
  if (target instanceof ArrayExpressionContext) {
    const list = await evaluate(scope, target.expression(0)) as Value[]
    list[await evaluate(scope, target.expression(1)) as number] = value
    return
  }
  if (target instanceof DotExpressionContext) {
    const rest = target.expression().getText().toLowerCase() === 'restcontext' ? scope.player.platform.rest : undefined
    if (rest !== undefined) { rest[target.anyId().getText().toLowerCase() as keyof typeof rest] = value; return }
    const holder = await evaluate(scope, target.expression())
    const key = target.anyId().getText().toLowerCase()
    if (isObject(holder)) { holder.fields.set(key, value); return }
    if (isClass(holder)) { holder.statics.set(key, value); return }
    if (holder !== null && typeof holder === 'object' && 'kind' in holder && holder.kind === 'native' && holder.set) return holder.set(key, value)
  }
  throw new Unplayable(`line ${lineOfNode(target)}: nothing can be put into ${target.getText().slice(0, 60)}`)
}

function putName (scope: Scope, name: string, value: Value): void {
  const key = name.toLowerCase()
  const local = scope.locals.find((each) => each.has(key))
  if (local !== undefined) { local.set(key, value); return }
  if (scope.self?.info?.slots.get(key)?.isStatic === false) { scope.self.fields.set(key, value); return }
  for (let at: ClassInfo | undefined = scope.owner; at !== undefined; at = at.outer) {
    if (at.slots.get(key)?.isStatic) { at.statics.set(key, value); return }
  }
  throw new Unplayable(`no variable ${name}`)
}
