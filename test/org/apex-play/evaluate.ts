import {
  Arth1ExpressionContext, Arth2ExpressionContext, ArrayExpressionContext, AssignExpressionContext, CastExpressionContext, CmpExpressionContext, CoalExpressionContext, CondExpressionContext, DotExpressionContext,
  EqualityExpressionContext, InstanceOfExpressionContext, LogAndExpressionContext, LogOrExpressionContext, MethodCallExpressionContext, NegExpressionContext, NewExpressionContext,
  PostOpExpressionContext, PreOpExpressionContext, PrimaryExpressionContext, SubExpressionContext, type ExpressionContext
} from '@apexdevtools/apex-parser'
import { lineOfNode } from '../apex.ts'
import { assign } from './assign.ts'
import { callMethod, readDot } from './members.ts'
import { create } from './create.ts'
import { primary } from './primary.ts'
import { childOf, type Scope } from './player.ts'
import { fits, isSame, kindOf, thrown, toText, Unplayable, type Value } from './values.ts'
import { itemOf } from './natives.ts'

type Rule = (scope: Scope, node: never) => Promise<Value>

const RULES = new Map<unknown, Rule>([
  [PrimaryExpressionContext, (scope, node: PrimaryExpressionContext) => primary(scope, node.primary())],
  [SubExpressionContext, (scope, node: SubExpressionContext) => evaluate(scope, node.expression())],
  [DotExpressionContext, readDot],
  [MethodCallExpressionContext, (scope, node: MethodCallExpressionContext) => callMethod(scope, node.methodCall())],
  [NewExpressionContext, (scope, node: NewExpressionContext) => create(scope, node.creator())],
  [AssignExpressionContext, assign],
  [CastExpressionContext, cast],
  [CondExpressionContext, async (scope, node: CondExpressionContext) => evaluate(scope, await evaluate(scope, node.expression(0)) === true ? node.expression(1) : node.expression(2))],
  [CoalExpressionContext, async (scope, node: CoalExpressionContext) => await evaluate(scope, node.expression(0)) ?? evaluate(scope, node.expression(1))],
  [LogAndExpressionContext, async (scope, node: LogAndExpressionContext) => await evaluate(scope, node.expression(0)) === true && await evaluate(scope, node.expression(1)) === true],
  [LogOrExpressionContext, async (scope, node: LogOrExpressionContext) => await evaluate(scope, node.expression(0)) === true || await evaluate(scope, node.expression(1)) === true],
  [NegExpressionContext, async (scope, node: NegExpressionContext) => await evaluate(scope, node.expression()) !== true],
  [EqualityExpressionContext, equality],
  [CmpExpressionContext, comparison],
  [InstanceOfExpressionContext, async (scope, node: InstanceOfExpressionContext) => isInstance(scope, await evaluate(scope, node.expression()), node.typeRef().getText())],
  [Arth1ExpressionContext, async (scope, node: Arth1ExpressionContext) => multiplied(await numbers(scope, node), Boolean(node.MUL()))],
  [Arth2ExpressionContext, async (scope, node: Arth2ExpressionContext) => added(await both(scope, node), Boolean(node.ADD()))],
  [ArrayExpressionContext, async (scope, node: ArrayExpressionContext) => itemOf(await evaluate(scope, node.expression(0)) as Value[], await evaluate(scope, node.expression(1)) as number)],
  [PostOpExpressionContext, (scope, node: PostOpExpressionContext) => step(scope, node.expression(), node.INC() ? 1 : -1, false)],
  [PreOpExpressionContext, (scope, node: PreOpExpressionContext) => node.INC() || node.DEC() ? step(scope, node.expression(), node.INC() ? 1 : -1, true) : signed(scope, node)]
] as Array<[unknown, Rule]>)

export async function evaluate (scope: Scope, node: ExpressionContext): Promise<Value> {
  const rule = RULES.get(node.constructor)
  if (rule === undefined) throw new Unplayable(`line ${lineOfNode(node)}: ${node.getText().slice(0, 60)}`)
  return await rule(scope, node as never)
}

async function both (scope: Scope, node: { expression: (i: number) => ExpressionContext }): Promise<[Value, Value]> {
  return [await evaluate(scope, node.expression(0)), await evaluate(scope, node.expression(1))]
}

async function numbers (scope: Scope, node: { expression: (i: number) => ExpressionContext }): Promise<[number, number]> {
  const [one, other] = await both(scope, node)
  if (typeof one !== 'number' || typeof other !== 'number') throw thrown('NullPointerException', 'Attempt to de-reference a null object')
  return [one, other]
}

/** Whole numbers stay whole. */
function multiplied ([one, other]: [number, number], isTimes: boolean): number {
  if (isTimes) return one * other
  return Number.isInteger(one) && Number.isInteger(other) ? Math.trunc(one / other) : one / other
}

function added ([one, other]: [Value, Value], isPlus: boolean): Value {
  if (typeof one === 'number' && typeof other === 'number') return isPlus ? one + other : one - other
  if (isPlus && (typeof one === 'string' || typeof other === 'string')) return toText(one) + toText(other)
  throw thrown('NullPointerException', 'Attempt to de-reference a null object')
}

async function signed (scope: Scope, node: PreOpExpressionContext): Promise<Value> {
  return Number(await evaluate(scope, node.expression())) * (node.SUB() ? -1 : 1)
}

async function step (scope: Scope, node: ExpressionContext, by: number, isBefore: boolean): Promise<Value> {
  const before = await evaluate(scope, node) as number
  const name = node.getText().toLowerCase()
  scope.locals.find((locals) => locals.has(name))?.set(name, before + by)
  return isBefore ? before + by : before
}

async function equality (scope: Scope, node: EqualityExpressionContext): Promise<Value> {
  const [one, other] = await both(scope, node)
  if (node.TRIPLEEQUAL()) return one === other
  if (node.TRIPLENOTEQUAL()) return one !== other
  return isSame(one, other) === Boolean(node.EQUAL())
}

async function comparison (scope: Scope, node: CmpExpressionContext): Promise<Value> {
  const [one, other] = await numbers(scope, node)
  if (node.ASSIGN() && one === other) return true
  return node.GT() ? one > other : one < other
}

function isInstance (scope: Scope, value: Value, type: string): boolean {
  return value !== null && fits(value, type, childOf(scope.player))
}

async function cast (scope: Scope, node: CastExpressionContext): Promise<Value> {
  const value = await evaluate(scope, node.expression())
  const type = node.typeRef().getText()
  if (fits(value, type, childOf(scope.player))) return value
  throw thrown('TypeException', `Invalid conversion from runtime type ${kindOf(value)} to ${type}`)
}
