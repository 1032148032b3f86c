import type { ValueContext } from '@apexdevtools/apex-parser'
import { BoundExpressionContext, FieldExpressionContext, type QueryContext } from '@apexdevtools/apex-parser'
import { nodesOf, unquote } from '../apex.ts'
import { evaluate } from './evaluate.ts'
import type { Database, Scope } from './player.ts'
import { isObject, isSame, Rows, Unplayable, type ApexObject, type Value } from './values.ts'

/** Records of one test: inserted with an id, found again by fields that equal something. Nothing else of a database. */
export function openDatabase (seeded: ApexObject[]): Database & { records: ApexObject[] } {
  const records = [...seeded]
  return {
    records,
    insert: (given) => {
      for (const record of [given].flat()) {
        if (!isObject(record)) throw new Unplayable('what is inserted is no record')
        record.fields.set('id', `x00${String(records.length).padStart(12, '0')}AAA`)
        records.push(record)
      }
    },
    query: (query, scope) => find(records, query, scope)
  }
}

async function find (records: ApexObject[], query: QueryContext, scope: Scope): Promise<Value> {
  const type = query.fromNameList().getText().toLowerCase()
  const conditions: Array<[string, Value]> = []
  for (const each of query.whereClause() ? nodesOf(query.whereClause(), FieldExpressionContext) : []) {
    if (each.comparisonOperator().getText() !== '=') throw new Unplayable(`no ${each.getText()} here`)
    conditions.push([each.fieldName().getText().toLowerCase(), await valueOf(each.value(), scope)])
  }
  return Rows.from(records.filter((record) => record.type.toLowerCase() === type && conditions.every(([field, value]) => isSame(record.fields.get(field) ?? null, value))))
}

async function valueOf (node: ValueContext, scope: Scope): Promise<Value> {
  const bound = node.boundExpression()
  if (bound instanceof BoundExpressionContext) return await evaluate(scope, bound.expression())
  return node.StringLiteral() ? unquote(node.getText()) : node.getText()
}
