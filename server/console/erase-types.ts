import { stripTypeScriptTypes } from 'node:module'

/**
 * A component's TypeScript as the JavaScript that Salesforce and the console's build take: types become blanks, so decorators, lines and columns stay.
 * Throws a SyntaxError for TypeScript that is not erasable.
 */
export function eraseTypes (source: string): string {
  return stripTypeScriptTypes(source, { mode: 'strip' })
}
