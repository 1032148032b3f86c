import type { ConditionWithValueQuery, HavingClause, WhereClause } from '@jetstreamapp/soql-parser-js'
import type { Row } from '../store/table.ts'
import { malformed } from './soql-errors.ts'

/** A compiled filter. `candidates` gives a superset of the matching rows by index, or is null when there is no short cut. */
export interface Filter<Item = Row> {
  matches: (item: Item) => boolean
  candidates: (() => Iterable<Item>) | null
}

type Token = '(' | ')' | 'AND' | 'OR' | 'NOT' | { condition: ConditionWithValueQuery }
type Build<Item> = (condition: ConditionWithValueQuery) => Filter<Item>

/** Builds a filter from the parser's right-linked list; every single condition is built by the caller. */
export function buildWhere<Item> (where: WhereClause | HavingClause, text: string, build: Build<Item>): Filter<Item> {
  const tokens = flatten(where)
  const reader = { tokens, at: 0, text }
  const filter = readList(reader, build)
  // The parser loses the third of three negations in a row, and with it the balance of the parentheses.
  if (reader.at < tokens.length) throw malformed(text, text.length, 'unexpected token: \'<EOF>\'')
  return filter
}

/** The list as tokens: the parser counts parentheses on the conditions. */
function flatten (where: WhereClause | HavingClause): Token[] {
  const tokens: Token[] = []
  let node: WhereClause | HavingClause | null = where
  while (node !== null) {
    const left = node.left
    for (let open = left?.openParen ?? 0; open > 0; open--) tokens.push('(')
    if (left !== null && ('field' in left || 'fn' in left)) {
      tokens.push({ condition: left })
      for (let close = left.closeParen ?? 0; close > 0; close--) tokens.push(')')
    }
    const operator: string | undefined = 'operator' in node ? node.operator : undefined
    if (operator !== undefined) tokens.push(operator as 'AND' | 'OR' | 'NOT')
    node = 'right' in node ? node.right : null
  }
  return tokens
}

interface Reader {
  tokens: Token[]
  at: number
  text: string
}

/** A list joined by AND or by OR; Salesforce wants parentheses where both meet. */
function readList<Item> (reader: Reader, build: Build<Item>): Filter<Item> {
  const parts = [readOne(reader, build)]
  let joint: 'AND' | 'OR' | null = null
  for (;;) {
    const token = reader.tokens[reader.at]
    if (token !== 'AND' && token !== 'OR') break
    if (joint !== null && token !== joint) throw malformed(reader.text, lastPlace(reader.text, token), `unexpected token: '${token}'`)
    joint = token
    reader.at++
    parts.push(readOne(reader, build))
  }
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : joint === 'OR' ? any(parts) : all(parts)
}

function lastPlace (text: string, word: string): number {
  return Math.max(0, text.toUpperCase().lastIndexOf(` ${word} `) + 1)
}

function readOne<Item> (reader: Reader, build: Build<Item>): Filter<Item> {
  const token = reader.tokens[reader.at++]
  if (token === 'NOT') {
    const inner = readOne(reader, build)
    return { matches: item => !inner.matches(item), candidates: null }
  }
  if (token === '(') {
    const inner = readList(reader, build)
    if (reader.tokens[reader.at++] !== ')') throw malformed(reader.text, reader.text.length, 'unexpected token: \'<EOF>\'')
    return inner
  }
  if (typeof token === 'object') return build(token.condition)
  throw malformed(reader.text, reader.text.length, `unexpected token: '${token ?? '<EOF>'}'`)
}

function all<Item> (parts: Array<Filter<Item>>): Filter<Item> {
  const candidates = parts.find(part => part.candidates !== null)?.candidates ?? null
  return { matches: item => parts.every(part => part.matches(item)), candidates }
}

function any<Item> (parts: Array<Filter<Item>>): Filter<Item> {
  const supplies = parts.map(part => part.candidates)
  return {
    matches: item => parts.some(part => part.matches(item)),
    candidates: supplies.includes(null) ? null : () => new Set(supplies.flatMap(supply => [...supply?.() ?? []]))
  }
}
