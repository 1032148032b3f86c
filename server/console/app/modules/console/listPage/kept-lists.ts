import type { RecordPage } from '../../../../../views/record-schema.ts'
import { addressOf, type Page } from '../../../pages.ts'

const MOST = 10
const KEPT_MS = 60_000
const kept = new Map<string, { list: RecordPage, at: number }>()

/** Remembers a list as it was left, so that going back to it shows it at once, as far down as one had come. */
export function keepList (page: Page, list: RecordPage): void {
  const address = addressOf(page)
  kept.delete(address)
  kept.set(address, { list, at: Date.now() })
  const [oldest] = kept.keys()
  if (kept.size > MOST && oldest !== undefined) kept.delete(oldest)
}

/** The list as it was left a moment ago. */
export function recallList (page: Page): RecordPage | null {
  const found = kept.get(addressOf(page))
  return found && Date.now() - found.at < KEPT_MS ? found.list : null
}
