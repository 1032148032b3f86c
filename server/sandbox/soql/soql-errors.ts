import { apiError } from '../api-error.ts'
import type { ApiError } from '../api-error.ts'

/** An error at a place in the query, worded with the snippet, the caret, row and column as Salesforce does. */
export function errorAt (errorCode: string, query: string, at: number, message: string): ApiError {
  const place = Math.max(0, Math.min(at, query.length))
  const before = query.slice(0, place)
  const row = before.split('\n').length
  const lineStart = before.lastIndexOf('\n') + 1
  const lineEnd = query.indexOf('\n', place)
  const line = query.slice(lineStart, lineEnd === -1 ? undefined : lineEnd)
  const column = place - lineStart
  // Salesforce shows a window around the place, not the whole line.
  const from = Math.max(0, column - 40)
  const snippet = line.slice(from, column + 40)
  return apiError(errorCode, `\n${snippet}\n${' '.repeat(column - from)}^\nERROR at Row:${row}:Column:${column + 1}\n${message}`)
}

export function malformed (query: string, at: number, message: string): ApiError {
  return errorAt('MALFORMED_QUERY', query, at, message)
}

/** An error at the first place where the query says this word outside of a string. Names that came without a query have no place. */
export function errorAtWord (errorCode: string, query: string, word: string, message: string): ApiError {
  return query === '' ? apiError(errorCode, message) : errorAt(errorCode, query, findWord(query, word), message)
}

export function noSuchColumn (query: string, name: string, entity: string): ApiError {
  return errorAtWord('INVALID_FIELD', query, name, `No such column '${name}' on entity '${entity}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`)
}

export function noSuchParent (query: string, name: string): ApiError {
  return errorAtWord('INVALID_FIELD', query, name, `Didn't understand relationship '${name}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`)
}

export function noSuchList (query: string, name: string): ApiError {
  return errorAtWord('INVALID_TYPE', query, name, `Didn't understand relationship '${name}' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`)
}

function findWord (query: string, word: string): number {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const found = new RegExp(`(?<![\\w])${escaped}(?![\\w])`, 'i').exec(blankStrings(query))
  return found?.index ?? 0
}

/** The query with every string literal's letters replaced by blanks of the same length. */
export function blankStrings (query: string): string {
  return query.replace(/'(?:[^'\\]|\\.)*'/gs, literal => ' '.repeat(literal.length))
}
