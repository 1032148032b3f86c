import { setTimeout } from 'node:timers/promises'
import { openBrowser } from './open-browser.ts'

/**
 * A look at a page while working on it: `node test/browser/look.ts http://localhost:3000/ home --ja` waits until the page is quiet, prints what went
 * wrong on it and the paths of its pictures.
 */
const [url = 'http://localhost:3000/', name = 'look'] = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const browser = await openBrowser()
try {
  const { page, faults, shoot } = await browser.open(url, { language: process.argv.includes('--ja') ? 'ja' : 'en' })
  await page.waitForNetworkIdle({ idleTime: 300, timeout: 15_000 }).catch(() => {})
  await setTimeout(200)
  for (const path of await shoot(name)) console.log(path)
  const different = [...new Set(faults)]
  console.log(faults.length === 0 ? 'no faults' : `${faults.length} faults, ${different.length} different:\n${different.slice(0, 10).join('\n')}`)
} finally {
  await browser.close()
}
