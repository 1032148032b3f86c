import type { LocalVariableDeclarationContext } from '@apexdevtools/apex-parser'
import {
  BlockContext, BreakStatementContext, ContinueStatementContext, EnhancedForControlContext, ExpressionStatementContext, ForStatementContext, IfStatementContext, InsertStatementContext, LocalVariableDeclarationStatementContext, ReturnStatementContext, RunAsStatementContext, StatementContext, SwitchStatementContext, ThrowStatementContext, TryStatementContext,
  WhileStatementContext, type ApexParseTree, type WhenLiteralContext
} from '@apexdevtools/apex-parser'
import { lineOfNode, unquote } from '../apex.ts'
import { evaluate } from './evaluate.ts'
import { inner, isChild, type Scope } from './player.ts'
import { isObject, isSame, Thrown, Unplayable, narrowed, type Value } from './values.ts'

export const RETURN = 'return'

/** How a statement ended, when not at its end. */
export type End = { kind: typeof RETURN, value: Value } | { kind: 'break' | 'continue' } | undefined

export async function execute (scope: Scope, node: ApexParseTree | null): Promise<End> {
  if (node === null) return undefined
  if (node instanceof StatementContext) return await execute(scope, node.children?.[0] as ApexParseTree)
  if (node instanceof BlockContext) return await runAll(inner(scope), node.statement_list())
  if (node instanceof LocalVariableDeclarationStatementContext) return await declare(scope, node.localVariableDeclaration())
  if (node instanceof ExpressionStatementContext) { await evaluate(scope, node.expression()); return undefined }
  if (node instanceof ReturnStatementContext) return { kind: RETURN, value: node.expression() ? await evaluate(scope, node.expression()) : null }
  if (node instanceof IfStatementContext) return await execute(scope, (await isTrue(scope, node.parExpression().expression()) ? node.statement(0) : node.statement(1)) ?? null)
  if (node instanceof ThrowStatementContext) return await raise(scope, node)
  if (node instanceof TryStatementContext) return await attempt(scope, node)
  if (node instanceof ForStatementContext) return await repeat(inner(scope), node)
  if (node instanceof WhileStatementContext) return await loop(scope, () => isTrue(scope, node.parExpression().expression()), node.statement(), async () => {})
  if (node instanceof SwitchStatementContext) return await choose(scope, node)
  if (node instanceof BreakStatementContext) return { kind: 'break' }
  if (node instanceof ContinueStatementContext) return { kind: 'continue' }
  if (node instanceof RunAsStatementContext) return await runAs(scope, node)
  if (node instanceof InsertStatementContext && scope.player.database !== undefined) { scope.player.database.insert(await evaluate(scope, node.expression())); return undefined }
  throw new Unplayable(`line ${lineOfNode(node as BlockContext)}: ${node.getText().slice(0, 60)}`)
}

async function runAll (scope: Scope, statements: StatementContext[]): Promise<End> {
  for (const each of statements) {
    const end = await execute(scope, each)
    if (end !== undefined) return end
  }
  return undefined
}

async function declare (scope: Scope, node: LocalVariableDeclarationContext): Promise<undefined> {
  for (const each of node.variableDeclarators().variableDeclarator_list()) {
    scope.locals[0]?.set(each.id().getText().toLowerCase(), each.expression() ? narrowed(await evaluate(scope, each.expression()), node.typeRef().getText()) : null)
  }
}

/** Values are numbers and texts here; types and enums are not played. */
async function choose (scope: Scope, node: SwitchStatementContext): Promise<End> {
  const value = await evaluate(scope, node.expression())
  const when = node.whenControl_list().find((each) => each.whenValue().ELSE() || each.whenValue().whenLiteral_list().some((literal) => isSame(value, literalOf(literal))))
  return await execute(scope, when?.block() ?? null)
}

function literalOf (node: WhenLiteralContext): Value {
  if (node.NULL()) return null
  if (node.StringLiteral()) return unquote(node.getText())
  if (node.IntegerLiteral()) return Number(node.getText())
  throw new Unplayable(`line ${lineOfNode(node)}: ${node.getText()}`)
}

async function runAs (scope: Scope, node: RunAsStatementContext): Promise<End> {
  let end: End
  const user = await evaluate(scope, node.expressionList().expression(0))
  if (scope.player.runAs === undefined) throw new Unplayable('nobody to run as')
  await scope.player.runAs(user, async () => { end = await execute(scope, node.block()) })
  return end
}

async function isTrue (scope: Scope, node: Parameters<typeof evaluate>[1]): Promise<boolean> {
  return await evaluate(scope, node) === true
}

async function raise (scope: Scope, node: ThrowStatementContext): Promise<never> {
  const value = await evaluate(scope, node.expression())
  if (!isObject(value)) throw new Unplayable(`line ${lineOfNode(node)}: what is thrown is no exception`)
  throw new Thrown(value)
}

async function attempt (scope: Scope, node: TryStatementContext): Promise<End> {
  try {
    return await execute(scope, node.block())
  } catch (error) {
    if (!(error instanceof Thrown)) throw error
    const clause = node.catchClause_list().find((each) => isChild(scope.player, error.value.type, each.qualifiedName().getText()))
    if (clause === undefined) throw error
    const inside = inner(scope)
    inside.locals[0]?.set(clause.id().getText().toLowerCase(), error.value)
    return await execute(inside, clause.block())
  } finally {
    if (node.finallyBlock()) await execute(scope, node.finallyBlock().block())
  }
}

async function repeat (scope: Scope, node: ForStatementContext): Promise<End> {
  const control = node.forControl()
  const each = control.enhancedForControl()
  if (each instanceof EnhancedForControlContext) return await forEach(scope, each, node.statement())
  const [start, next] = [control.forInit(), control.forUpdate()]
  if (start?.localVariableDeclaration()) await declare(scope, start.localVariableDeclaration())
  const advance = async (): Promise<void> => { for (const step of next?.expressionList().expression_list() ?? []) await evaluate(scope, step) }
  return await loop(scope, async () => !control.expression() || await isTrue(scope, control.expression()), node.statement(), advance)
}

async function loop (scope: Scope, goesOn: () => Promise<boolean>, body: StatementContext, advance: () => Promise<void>): Promise<End> {
  for (; await goesOn(); await advance()) {
    const end = await execute(scope, body)
    if (end?.kind === RETURN) return end
    if (end?.kind === 'break') break
  }
  return undefined
}

async function forEach (scope: Scope, node: EnhancedForControlContext, body: StatementContext): Promise<End> {
  const items = await evaluate(scope, node.expression())
  if (!Array.isArray(items) && !(items instanceof Set)) throw new Unplayable(`line ${lineOfNode(node)}: nothing to go through`)
  for (const item of [...items]) {
    scope.locals[0]?.set(node.id().getText().toLowerCase(), item)
    const end = await execute(scope, body)
    if (end?.kind === RETURN) return end
    if (end?.kind === 'break') break
  }
  return undefined
}
