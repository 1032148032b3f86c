import { parseQuery } from '@jetstreamapp/soql-parser-js'
import type { Query } from '@jetstreamapp/soql-parser-js'
import { apiError } from '../api-error.ts'
import type { ApiError } from '../api-error.ts'
import { blankStrings, malformed } from './soql-errors.ts'

/** https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_soslsoql.htm */
const longestQuery = 100_000
const longestLiteral = 4_000

/** Parses a query; what the parser refuses comes back as MALFORMED_QUERY with its place. */
export function parseSoql (text: string): Query {
  if (text.length > longestQuery) throw apiError('MALFORMED_QUERY', `SOQL statements cannot exceed ${longestQuery} characters`)
  for (const literal of text.matchAll(/'(?:[^'\\]|\\.)*'/gs)) {
    if (literal[0].length - 2 > longestLiteral) throw malformed(text, literal.index, `string literal exceeds ${longestLiteral} characters`)
  }
  try {
    return parseQuery(datedTimes(text))
  } catch (error) {
    throw asMalformed(text, error instanceof Error ? error.message : String(error))
  }
}

/** The parser knows no time literal: it reads `10:30:00.000Z` as a moment of the first day, and so do the time fields. */
function datedTimes (text: string): string {
  const blanked = blankStrings(text)
  if (!/[=<>(,]\s*\d{2}:\d{2}:\d{2}/.test(blanked)) return text
  const edits = [...blanked.matchAll(/(?<=[=<>(,]\s*)\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z/g)].reverse()
  return edits.reduce((edited, { index }) => `${edited.slice(0, index)}1970-01-01T${edited.slice(index)}`, text)
}

function asMalformed (text: string, message: string): ApiError {
  const offset = /at offset: (\d+)/.exec(message)?.[1]
  if (offset !== undefined) {
    const at = Number(offset)
    return malformed(text, at, `unexpected token: '${text[at] ?? '<EOF>'}'`)
  }
  const token = /found(?: -->|:)\s*\[?\s*'([^']*)'/.exec(message)?.[1]
  if (token === undefined) return malformed(text, 0, 'unexpected token: \'<EOF>\'')
  return malformed(text, tokenPlace(text, token), `unexpected token: '${token === '' ? '<EOF>' : token}'`)
}

/** The parser names the token it did not expect, not its place: it is the last such word that a clause could not use. */
function tokenPlace (text: string, token: string): number {
  if (token === '') return text.length
  const blanked = blankStrings(text).toLowerCase()
  const at = blanked.search(new RegExp(`(?<!\\w)${token.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?!\\w)`))
  return at === -1 ? Math.max(0, text.lastIndexOf(token)) : at
}
