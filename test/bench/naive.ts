import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { pino } from 'pino'
import puppeteer from 'puppeteer'
import { findChrome } from '../../server/io/find-chrome.ts'
import { openFonts } from '../../server/io/fonts.ts'
import { renderHtml } from '../../server/templates/render-html.ts'
import type { Bench } from './open-bench.ts'

/** What a first attempt looks like: for every document a new browser, setContent, pdf. The same browser, fonts, HTML and images. Milliseconds each. */
export async function measureNaive ({ release, data, assets }: Bench, count: number): Promise<number[]> {
  const dir = join(tmpdir(), `chohyo-test-${process.getuid?.() ?? 0}`, 'chrome')
  const chrome = await findChrome({ dir, log: pino({ level: 'silent' }) })
  const fonts = await openFonts(join(dir, 'fonts'))
  const latencies: number[] = []
  for (let made = 0; made < count; made += 1) {
    const started = performance.now()
    const { head, body } = renderHtml(release.template, data)
    const html = inline(`<!doctype html><html lang="${release.template.lang}"><head><meta charset="utf-8"><style>${head}</style></head><body>${body}</body></html>`, assets)
    const browser = await puppeteer.launch({
      executablePath: chrome.path,
      headless: 'shell',
      pipe: true,
      args: ['--disable-gpu', '--font-render-hinting=none', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
      env: { ...process.env, FONTCONFIG_FILE: fonts.config, ...(chrome.libraries === undefined ? {} : { LD_LIBRARY_PATH: chrome.libraries }) }
    })
    const page = await browser.newPage()
    await page.setContent(html, { waitUntil: 'load' })
    await page.pdf({ preferCSSPageSize: true, printBackground: true })
    await browser.close()
    latencies.push(performance.now() - started)
  }
  return latencies
}

function inline (html: string, assets: Bench['assets']): string {
  let inlined = html
  for (const [name, { contentType, bytes }] of assets) inlined = inlined.replaceAll(`"${name}"`, `"data:${contentType};base64,${Buffer.from(bytes).toString('base64')}"`)
  return inlined
}
