import { addressOf, readAddress, type Page } from './pages.ts'

type Watcher = (page: Page) => void

let watcher: Watcher = () => {}

/** Calls `show` with the page of every address that is gone to from here on, and with the present one. */
export function watchPages (show: Watcher): void {
  watcher = show
  window.addEventListener('popstate', () => { watcher(currentPage()) })
  document.addEventListener('click', followLink)
  watcher(currentPage())
}

export function currentPage (): Page {
  return readAddress(location.pathname, location.search)
}

/** Goes to a page; `replace` takes the place of the present one, so that the back button passes over it. */
export function goTo (page: Page, replace = false): void {
  const address = addressOf(page)
  if (address === location.pathname + location.search) return
  if (replace) history.replaceState(null, '', address)
  else history.pushState(null, '', address)
  watcher(page)
}

/** To the sign-in, and back here afterwards. Loaded anew: who is signed in is read at the start. */
export function signInAgain (): void {
  const here = location.pathname + location.search
  if (readAddress(location.pathname, location.search).name !== 'sign-in') location.assign(addressOf({ name: 'sign-in', to: here, problem: '' }))
}

/** Links are real ones; a plain click on one of ours needs no loading. */
function followLink (event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  const link = event.composedPath().find((part): part is HTMLAnchorElement => part instanceof HTMLAnchorElement)
  if (!link?.href || link.target || link.hasAttribute('download') || link.origin !== location.origin) return
  const page = readAddress(link.pathname, link.search)
  if (page.name === 'unknown') return
  event.preventDefault()
  goTo(page)
}
