const EVENT = 'lightning__refresh'

/** What is shown may be old: everything that is registered reads anew. https://developer.salesforce.com/docs/platform/lwc/guide/data-refreshview */
export class RefreshEvent extends Event {
  constructor () {
    super(EVENT, { bubbles: true, composed: true, cancelable: true })
  }
}

type Handler = () => Promise<boolean>

const handlers = new Map<number, Handler>()
let last = 0

/** Asks `handler` whenever the page is refreshed; answers the id to end it with. */
export function registerRefreshHandler (_element: unknown, handler: Handler): number {
  handlers.set(++last, handler)
  return last
}

export function unregisterRefreshHandler (id: number): void {
  handlers.delete(id)
}

window.addEventListener(EVENT, () => {
  // What cannot be read anew says so by itself.
  for (const handler of handlers.values()) handler().catch(() => {})
})
