import { parseQuery } from '@jetstreamapp/soql-parser-js'

const LETTERS: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

/** What a quoted SOQL literal means to Salesforce. In a LIKE pattern `\%` and `\_` keep their backslash. */
export function readLiteral (literal: string, like = false): string {
  return literal.slice(1, -1).replace(/\\(u[0-9a-f]{4}|[\s\S])/gi, (whole, escape: string) => {
    if (escape.length === 5) return String.fromCharCode(parseInt(escape.slice(1), 16))
    return like && (escape === '%' || escape === '_') ? whole : LETTERS[escape] ?? escape
  })
}

/** The single condition of `SELECT … WHERE …`: its value as written, or null when the query holds anything else. */
export function onlyCondition (soql: string): { field: string, operator: string, value: string | string[] } | null {
  const { where, sObject, limit, orderBy } = parseQuery(soql)
  if (sObject !== 'Account' || limit !== undefined || orderBy !== undefined || !where || 'operator' in where || !where.left || !('field' in where.left)) return null
  return { field: where.left.field, operator: where.left.operator, value: (where.left as { value: string | string[] }).value }
}
