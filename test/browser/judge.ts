import { readFileSync } from 'node:fs'
import type { Page } from 'puppeteer'
import { findFlaws } from './find-flaws.ts'

const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8')

/** What axe finds wrong on the page, by rule and place. */
export async function barriers (page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: (context: Document, options: object) => Promise<{ violations: Array<{ id: string, nodes: Array<{ html: string, failureSummary: string }> }> }> } }
    const { violations } = await axe.run(document, { resultTypes: ['violations'] })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary.replace(/\s+/g, ' ').slice(0, 200)}`))
  })
}

/** Pixels by which the page is wider than the window: so far something would have to be pushed sideways. */
export const overflow = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)

/** Until nothing is asked for any more. */
export const quiet = (page: Page): Promise<void> => page.waitForNetworkIdle({ idleTime: 300, timeout: 20_000 })

/** All that is wrong with what is on the page now, for the eye and for a screen reader. */
export async function judge (page: Page): Promise<string[]> {
  const tooWide = await overflow(page)
  const flaws = await page.$eval('body', findFlaws)
  return [...tooWide > 0 ? [`wider than the window by ${tooWide} pixels`] : [], ...new Set(flaws), ...await barriers(page)]
}
