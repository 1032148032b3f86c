/** Components of the shell by their names. */
declare module 'console/*' {
  import type { LightningElement } from 'lwc'

  const component: typeof LightningElement
  export default component
}

/** The shell's side of `lightning/navigation` (server/console/platform/force/navigation). */
declare module 'force/navigation' {
  interface PageReference { type: string, attributes?: Record<string, unknown>, state?: Record<string, string> }

  export function setNavigator (shell: { navigate: (page: PageReference, replace: boolean) => void, generateUrl: (page: PageReference) => string }): void
  export function setCurrentPageReference (page: PageReference): void
}
