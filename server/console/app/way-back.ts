const KEY = 'chohyo.way-back'
const LONGEST_MS = 10 * 60_000

/** Remembers this address in this tab, before single sign-on leads away from it: the provider sends people back to the front page. */
export function rememberPlace (address: string): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ address, at: Date.now() }))
  } catch {
    // Where nothing can be kept one comes back to the front page.
  }
}

/** The address remembered within the last ten minutes, once; null without one. */
export function recallPlace (): string | null {
  try {
    const { address, at } = JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as { address?: string, at?: number }
    sessionStorage.removeItem(KEY)
    return address !== undefined && Date.now() - (at ?? 0) < LONGEST_MS ? address : null
  } catch {
    return null
  }
}
