import { AssignExpressionContext, type CreatorContext, type ExpressionContext } from '@apexdevtools/apex-parser'
import { evaluate } from './evaluate.ts'
import { make } from './invoke.ts'
import type { Scope } from './player.ts'
import type { Value } from './values.ts'

/** `new …`: collections with or without what is in them, records with named fields, objects. */
export async function create (scope: Scope, node: CreatorContext): Promise<Value> {
  const type = node.createdName().getText()
  const kind = /^(list|set|map)</i.exec(type)?.[1]?.toLowerCase()
  if (node.mapCreatorRest()) {
    const pairs: Array<[Value, Value]> = []
    for (const each of node.mapCreatorRest().mapCreatorRestPair_list()) pairs.push([await evaluate(scope, each.expression(0)), await evaluate(scope, each.expression(1))])
    return new Map(pairs)
  }
  if (node.setCreatorRest()) {
    const items = await all(scope, node.setCreatorRest().expression_list())
    return kind === 'set' ? new Set(items) : items
  }
  const given = node.classCreatorRest()?.arguments().expressionList()?.expression_list() ?? []
  if (kind !== undefined) return collection(kind, (await all(scope, given))[0])
  const named = given.filter((each) => each instanceof AssignExpressionContext)
  const fields = new Map<string, Value>()
  for (const each of named) fields.set(each.expression(0).getText().toLowerCase(), await evaluate(scope, each.expression(1)))
  return await make(scope, type, named.length > 0 ? [] : await all(scope, given), fields)
}

function collection (kind: string, from: Value | undefined): Value {
  if (kind === 'map') return new Map(from instanceof Map ? from : [])
  const items = Array.isArray(from) || from instanceof Set ? [...from] : []
  return kind === 'set' ? new Set(items) : items
}

async function all (scope: Scope, nodes: ExpressionContext[]): Promise<Value[]> {
  const values: Value[] = []
  for (const each of nodes) values.push(await evaluate(scope, each))
  return values
}
