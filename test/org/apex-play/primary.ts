import { IdPrimaryContext, LiteralPrimaryContext, SoqlPrimaryContext, SuperPrimaryContext, ThisPrimaryContext, TypeRefPrimaryContext, type LiteralContext, type PrimaryContext } from '@apexdevtools/apex-parser'
import { lineOfNode, unquote } from '../apex.ts'
import { readField, readStatic } from './invoke.ts'
import { findClass, type Scope } from './player.ts'
import { Unplayable, type ClassInfo, type Value } from './values.ts'

export async function primary (scope: Scope, node: PrimaryContext): Promise<Value> {
  if (node instanceof LiteralPrimaryContext) return literal(node.literal())
  if (node instanceof ThisPrimaryContext) return scope.self
  if (node instanceof IdPrimaryContext) {
    const found = await readName(scope, node.id().getText())
    if (found !== undefined) return found
  }
  if (node instanceof SoqlPrimaryContext && scope.player.database !== undefined) return await scope.player.database.query(node.soqlLiteral().query(), scope)
  if (node instanceof TypeRefPrimaryContext || node instanceof SuperPrimaryContext) return null
  throw new Unplayable(`line ${lineOfNode(node)}: ${node.getText().slice(0, 60)}`)
}

/** A variable, then a field of this object, then a static of the classes around; undefined when it is none of them. */
export async function readName (scope: Scope, name: string): Promise<Value | undefined> {
  const key = name.toLowerCase()
  const local = scope.locals.find((each) => each.has(key))
  if (local !== undefined) return local.get(key) ?? null
  if (scope.self?.info?.slots.get(key)?.isStatic === false) return await readField(scope, scope.self, name)
  for (let at: ClassInfo | undefined = scope.owner; at !== undefined; at = at.outer) {
    const slot = at.slots.get(key)
    if (slot?.isStatic) return await readStatic(scope, at, slot)
  }
  return findClass(scope, name)
}

function literal (node: LiteralContext): Value {
  const text = node.getText()
  if (node.NULL()) return null
  if (node.BooleanLiteral()) return text.toLowerCase() === 'true'
  if (node.StringLiteral()) return unquote(text)
  return Number(text.replace(/[lLdD]$/, ''))
}
