import { createElement } from 'lwc'
import Shell from 'console/shell'
import type { Session } from '../../users/schema.ts'

/** Shows the console to whoever is signed in, or the way in. */
export function start (session: Session | null): void {
  const shell = createElement('console-shell', { is: Shell })
  Object.assign(shell, { session })
  document.body.append(shell)
}
