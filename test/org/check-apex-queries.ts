import { FieldNameContext, FromNameListContext, QueryContext, SubQueryContext, TypeOfContext, ValueContext, WhenClauseContext, type ApexParserRuleContext, type ApexParseTree } from '@apexdevtools/apex-parser'
import { childrenOf, lineOfNode, nodesOf, readApex } from './apex.ts'
import type { Finding } from './finding.ts'
import { findObject, type Field, type SObject } from './objects.ts'

type Query = QueryContext | SubQueryContext

/** Every query written into Apex in square brackets: its objects, relationships and fields exist, in SELECT, WHERE, GROUP BY and ORDER BY, through parents, in subqueries and semi-joins. */
export function checkApexQueries (root: string): Finding[] {
  return readApex(root).flatMap(({ file, tree }) => nodesOf(tree, QueryContext).flatMap((query) => {
    const from = nameAfterFrom(query)
    const object = findObject(root, from.getText())
    return object === undefined ? [{ file, line: lineOfNode(from), message: `There is no object ${from.getText()}.` }] : checkQuery(root, file, query, object)
  }))
}

function nameAfterFrom (query: Query): ApexParserRuleContext {
  return query.fromNameList().fieldName(0)
}

function checkQuery (root: string, file: string, query: Query, object: SObject): Finding[] {
  const alias = (query.fromNameList().soqlId(0) as ApexParserRuleContext | null)?.getText().toLowerCase()
  return ownNodes(query).flatMap((node): Finding[] => {
    if (node instanceof SubQueryContext) return checkSubquery(root, file, node, object)
    if (node instanceof TypeOfContext) return checkTypes(root, file, node)
    const path = node.getText().split('.')
    const names = [alias, object.name.toLowerCase()].includes(path[0]?.toLowerCase()) && path.length > 1 ? path.slice(1) : path
    const message = checkPath(root, object, names)
    return message === undefined ? [] : [{ file, line: lineOfNode(node), message }]
  })
}

/** Field names, subqueries and TYPEOFs of this query, without those inside of its subqueries. */
function ownNodes (tree: ApexParseTree): Array<FieldNameContext | SubQueryContext | TypeOfContext> {
  return childrenOf(tree).filter((child) => !(child instanceof FromNameListContext)).flatMap((child) =>
    child instanceof FieldNameContext || child instanceof SubQueryContext || child instanceof TypeOfContext ? [child] : ownNodes(child))
}

/** In SELECT a subquery names a child relationship, in WHERE an object. */
function checkSubquery (root: string, file: string, query: SubQueryContext, outer: SObject): Finding[] {
  const from = nameAfterFrom(query)
  const isJoin = query.parentCtx instanceof ValueContext
  const name = isJoin ? from.getText() : outer.children.get(from.getText().toLowerCase())
  const object = name === undefined ? undefined : findObject(root, name)
  if (object !== undefined) return checkQuery(root, file, query, object)
  return [{ file, line: lineOfNode(from), message: isJoin ? `There is no object ${from.getText()}.` : `${outer.name} has no child relationship ${from.getText()}.` }]
}

function checkTypes (root: string, file: string, node: TypeOfContext): Finding[] {
  return nodesOf(node, WhenClauseContext).flatMap((when) => {
    const object = findObject(root, when.fieldName().getText())
    if (object === undefined) return [{ file, line: lineOfNode(when), message: `There is no object ${when.fieldName().getText()}.` }]
    return when.fieldNameList().fieldName_list().flatMap((field) => {
      const message = checkPath(root, object, field.getText().split('.'))
      return message === undefined ? [] : [{ file, line: lineOfNode(field), message }]
    })
  })
}

function checkPath (root: string, object: SObject, [first = '', ...rest]: string[]): string | undefined {
  if (rest.length === 0) return object.fields.has(first.toLowerCase()) ? undefined : `${object.name} has no field ${first}.`
  const field = [...object.fields.values()].find(({ parent }: Field) => parent?.toLowerCase() === first.toLowerCase())
  if (field?.to === undefined) return `${object.name} has no relationship ${first}.`
  const parent = findObject(root, field.to === '' ? 'Name' : field.to)
  return parent === undefined ? undefined : checkPath(root, parent, rest)
}
