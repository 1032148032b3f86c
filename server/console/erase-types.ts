import { stripTypeScriptTypes } from 'node:module'

/**
 * A component's TypeScript as the JavaScript that Salesforce and the console's build take: types become blanks, so decorators, lines and columns stay.
 * Throws a SyntaxError for TypeScript that is not erasable.
 */
export function eraseTypes (source: string): string {
  // Node calls it experimental, in a warning that would puzzle whoever starts the service: the version of Node is ours, and tests hold the result.
  const emitWarning = process.emitWarning.bind(process)
  process.emitWarning = () => {}
  try {
    return stripTypeScriptTypes(source, { mode: 'strip' })
  } finally {
    process.emitWarning = emitWarning
  }
}
