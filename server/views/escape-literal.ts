import { FilterInvalid } from '../errors.ts'

/**
 * jsforce escapes the quote and not the backslash, so that `\` swallows the closing quote. These are all the escapes SOQL has:
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_quotedstringescapes.htm
 */
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\'': '\\\'', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\b': '\\b', '\f': '\\f' }
// eslint-disable-next-line no-control-regex
const SPECIAL = /[\\'"\u0000-\u001f\u007f-\u009f\u2028\u2029]/g
/** https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta/salesforce_app_limits_cheatsheet/salesforce_app_limits_platform_soslsoql.htm */
const MAX_LITERAL = 4000

/** Text as a quoted SOQL literal, whatever it holds. */
export function escapeLiteral (text: string): string {
  return `'${checkText(text).replace(SPECIAL, escapeCharacter)}'`
}

/** A LIKE pattern as a quoted literal: `%` and `_` stay wildcards, `\%` and `\_` mean the characters themselves. */
export function escapePattern (pattern: string): string {
  // eslint-disable-next-line no-control-regex
  return `'${checkText(pattern).replace(/\\[%_]|[\\'"\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (found) => found.length === 2 ? found : escapeCharacter(found))}'`
}

function escapeCharacter (character: string): string {
  return ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

function checkText (text: string): string {
  if (text.length > MAX_LITERAL) throw new FilterInvalid(`a text in a filter may have ${MAX_LITERAL} characters at most`)
  if (!text.isWellFormed()) throw new FilterInvalid('a text in a filter contains half a character')
  return text
}
