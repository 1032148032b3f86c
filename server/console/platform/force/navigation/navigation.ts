import type { LightningElement } from 'lwc'

/** Where to go, in Salesforce's words. https://developer.salesforce.com/docs/platform/lwc/guide/reference-page-reference-type */
export interface PageReference {
  type: string
  attributes?: Record<string, unknown>
  state?: Record<string, string>
}

/** The shell, which knows the addresses of the console. */
export interface Navigator {
  navigate: (page: PageReference, replace: boolean) => void
  generateUrl: (page: PageReference) => string
}

const Navigate = Symbol('Navigate')
const GenerateUrl = Symbol('GenerateUrl')

let navigator: Navigator | undefined
let current: PageReference | null = null
const watchers = new Set<(page: PageReference | null) => void>()

/** For the shell, once, before it shows the first component. */
export function setNavigator (shell: Navigator): void {
  navigator = shell
}

/** For the shell, whenever another page is shown. */
export function setCurrentPageReference (page: PageReference): void {
  current = page
  for (const watcher of watchers) watcher(page)
}

type Constructor = new (...given: never[]) => LightningElement

/** https://developer.salesforce.com/docs/platform/lwc/guide/use-navigate-basic */
export function NavigationMixin <Base extends Constructor> (base: Base): Base {
  const mixed = class extends (base as new () => LightningElement) {
    [Navigate] (page: PageReference, replace = false): void {
      shell().navigate(page, replace)
    }

    async [GenerateUrl] (page: PageReference): Promise<string> {
      return shell().generateUrl(page)
    }
  }
  return mixed as unknown as Base
}
NavigationMixin.Navigate = Navigate
NavigationMixin.GenerateUrl = GenerateUrl

/** For `@wire`: the page that is shown. */
export class CurrentPageReference {
  #tell: (page: PageReference | null) => void

  constructor (tell: (page: PageReference | null) => void) {
    this.#tell = (page) => { tell(page) }
    tell(null)
  }

  connect (): void {
    watchers.add(this.#tell)
    if (current) this.#tell(current)
  }

  disconnect (): void {
    watchers.delete(this.#tell)
  }

  update (): void {}
}

function shell (): Navigator {
  if (!navigator) throw new Error('The shell has not called setNavigator yet.')
  return navigator
}
