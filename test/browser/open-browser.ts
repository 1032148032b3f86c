import { mkdirSync, mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import puppeteer, { type Browser, type ConsoleMessage, type HTTPRequest, type Page } from 'puppeteer'
import { findChrome } from '../../server/io/find-chrome.ts'
import { openFonts } from '../../server/io/fonts.ts'
import { chromeDir } from '../chrome.ts'

/** The two widths at which every screen must be right. */
export const WIDTHS = [1280, 390] as const
const HEIGHTS: Readonly<Record<number, number>> = { 1280: 800, 390: 844 }

export interface PageOptions {
  /** What the browser asks for by Accept-Language and `navigator.language`. */
  language?: 'ja' | 'en'
  width?: typeof WIDTHS[number]
}

export interface OpenPage {
  page: Page
  /** Console errors and warnings, uncaught exceptions and rejections, requests that failed or were answered with 400 and above. */
  faults: string[]
  /** The window so wide, and all at rest in it. */
  widen: (width: typeof WIDTHS[number]) => Promise<void>
  /** Pictures at both widths, of the whole page or, while a window lies over it, of what is seen: `<name>-1280.png` and `<name>-390.png`; answers their paths. */
  shoot: (name: string) => Promise<string[]>
  close: () => Promise<void>
}

export interface TestBrowser {
  /** A page of a person of its own: no cookie or store is shared with other pages. */
  open: (url: string, options?: PageOptions) => Promise<OpenPage>
  /** Where the pictures lie: CHOHYO_SCREENSHOTS, else a temporary folder. */
  pictures: string
  close: () => Promise<void>
}

/** The browser that prints our documents, as a person's: with a network, a cache and the shipped Japanese fonts, but not drawn on a screen. */
export async function openBrowser (): Promise<TestBrowser> {
  const [found, fonts] = await Promise.all([findChrome({ path: process.env.CHROME_PATH, dir: chromeDir, log: pino({ level: 'silent' }) }), openFonts(join(chromeDir, 'fonts'))])
  const home = mkdtempSync(join(tmpdir(), 'chohyo-browser-'))
  const browser = await puppeteer.launch({
    executablePath: found.path,
    headless: found.kind === 'full' ? true : 'shell',
    userDataDir: join(home, 'profile'),
    args: ['--disable-gpu', '--font-render-hinting=none', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    env: { PATH: process.env.PATH, HOME: home, TMPDIR: home, LANG: 'C.UTF-8', TZ: 'Asia/Tokyo', FONTCONFIG_FILE: fonts.config, LD_LIBRARY_PATH: found.libraries ?? '' }
  })
  const pictures = process.env.CHOHYO_SCREENSHOTS ?? mkdtempSync(join(tmpdir(), 'chohyo-screenshots-'))
  mkdirSync(pictures, { recursive: true })
  return {
    pictures,
    open: (url, options = {}) => openPage(browser, url, pictures, options),
    close: async () => {
      await browser.close()
      await rm(home, { recursive: true, force: true, maxRetries: 3 })
    }
  }
}

async function openPage (browser: Browser, url: string, pictures: string, { language = 'en', width = 1280 }: PageOptions): Promise<OpenPage> {
  const context = await browser.createBrowserContext()
  const page = await context.newPage()
  const faults = watch(page)
  await speak(page, browser, language)
  await resize(page, width)
  await page.goto(url, { waitUntil: 'load' })
  return { page, faults, widen: (width) => widen(page, width), shoot: (name) => shoot(page, pictures, name), close: () => context.close() }
}

/** Without the browser's own marks of a robot, and in the language of the person. */
async function speak (page: Page, browser: Browser, language: string): Promise<void> {
  const session = await page.createCDPSession()
  const userAgent = (await browser.userAgent()).replace('HeadlessChrome', 'Chrome')
  await session.send('Emulation.setUserAgentOverride', { userAgent, acceptLanguage: language === 'ja' ? 'ja,en;q=0.8' : 'en,ja;q=0.8' })
}

function watch (page: Page): string[] {
  const faults: string[] = []
  page.on('console', (message: ConsoleMessage) => {
    if (['error', 'warn', 'assert'].includes(message.type())) faults.push(`console.${message.type()}: ${message.text()} (${message.location().url ?? ''})`)
  })
  // Rejections that nobody catches come this way too.
  page.on('pageerror', (error) => faults.push(`uncaught: ${error instanceof Error ? error.stack ?? error.message : String(error)}`))
  page.on('requestfailed', (request: HTTPRequest) => {
    const reason = request.failure()?.errorText ?? ''
    // A page that is left, and what it no longer needs.
    if (reason !== 'net::ERR_ABORTED') faults.push(`request failed: ${request.method()} ${request.url()} ${reason}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`answered ${response.status()}: ${response.request().method()} ${response.url()}`)
  })
  return faults
}

async function shoot (page: Page, pictures: string, name: string): Promise<string[]> {
  const before = page.viewport()
  const paths: string[] = []
  for (const width of WIDTHS) {
    await widen(page, width)
    const path = join(pictures, `${name}-${width}.png`)
    await page.screenshot({ path, fullPage: await page.$('[aria-modal="true"]') === null })
    paths.push(path)
  }
  await page.setViewport(before)
  return paths
}

async function widen (page: Page, width: number): Promise<void> {
  await resize(page, width)
  await settle(page)
}

async function resize (page: Page, width: number): Promise<void> {
  await page.setViewport({ width, height: HEIGHTS[width] ?? 800 })
}

/** Fonts there, layout done, and what moves has come to rest. */
async function settle (page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    const moving = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity)
    await Promise.race([Promise.allSettled(moving.map(({ finished }) => finished)), new Promise((resolve) => setTimeout(resolve, 2000))])
  })
}
