import { readAddress, type Page } from './pages.ts'

const KEY = 'chohyo.way-back'
const LONGEST_MS = 10 * 60_000

/** Remembers an address of ours in this tab, before single sign-on leads away from it: the provider sends people back to the front page. */
export function rememberPlace (address: string): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ address, at: Date.now() }))
  } catch {
    // Where nothing can be kept one comes back to the front page.
  }
}

/** The page remembered within the last ten minutes, once; null without one. */
export function recallPage (): Page | null {
  try {
    const { address = '', at = 0 } = JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as { address?: string, at?: number }
    sessionStorage.removeItem(KEY)
    const { pathname, search } = new URL(address, location.origin)
    const page = readAddress(pathname, search)
    return Date.now() - at < LONGEST_MS && page.name !== 'unknown' ? page : null
  } catch {
    return null
  }
}
